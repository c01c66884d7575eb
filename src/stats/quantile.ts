import { quantilePosition, type QuantileType } from './quantile-position';

/** The quantile `p` in [0, 1] of values sorted upwards, by Hyndman & Fan's type; null without values. */
export function quantile(sorted: ArrayLike<number>, p: number, type: QuantileType = 7): number | null {
  if (sorted.length === 0) return null;
  const { below, above, fraction } = quantilePosition(sorted.length, p, type);
  const [low, high] = [sorted[below] ?? NaN, sorted[above] ?? NaN];
  return fraction === 0 ? low : low + fraction * (high - low);
}
