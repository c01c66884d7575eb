import { quantilePosition, type QuantileType } from './quantile-position';

export interface ValueCount {
  readonly value: number;
  readonly count: number;
}

/**
 * The quantile `p` in [0, 1] of values that each occur `count` (whole) times, sorted upwards by value.
 *
 * Equal to `quantile` of the values written out; null when the counts sum to 0.
 */
export function quantileOfCounts(cells: readonly ValueCount[], p: number, type: QuantileType = 7): number | null {
  const n = cells.reduce((total, cell) => total + cell.count, 0);
  if (!(n > 0)) return null;
  const { below, above, fraction } = quantilePosition(n, p, type);
  const low = valueAt(cells, below);
  return fraction === 0 ? low : low + fraction * (valueAt(cells, above) - low);
}

function valueAt(cells: readonly ValueCount[], place: number): number {
  let seen = 0;
  for (const { value, count } of cells) {
    seen += count;
    if (place < seen) return value;
  }
  return NaN;
}
