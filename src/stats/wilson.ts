import { z95 } from './z95';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson score interval of a proportion.
 *
 * `hits` successes in `n` trials (real numbers ≥ 0, so that weighted counts fit), at `z` standard errors.
 * Both ends are in [0, 1]; null when n is 0. Source: Wilson (1927), doi 10.2307/2276774.
 */
export function wilson(hits: number, n: number, z: number = z95): Interval | null {
  if (!(n > 0)) return null;
  const share = hits / n;
  const shrink = 1 + (z * z) / n;
  const middle = (share + (z * z) / (2 * n)) / shrink;
  const half = (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / shrink;
  return { low: hits <= 0 ? 0 : Math.max(0, middle - half), high: hits >= n ? 1 : Math.min(1, middle + half) };
}
