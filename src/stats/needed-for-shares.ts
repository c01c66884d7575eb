import { normalQuantile } from './normal-quantile';
import type { Power } from './power';

/**
 * Answers needed in each of two groups to tell share `a` from share `b` (a real number: round it up).
 *
 * Null when they are equal or outside 0 to 1. Source: Fleiss, Levin & Paik (2003), §4.2, without continuity correction,
 * as `power.prop.test` of R.
 */
export function neededForShares(a: number, b: number, { alpha = 0.05, power = 0.8 }: Power = {}): number | null {
  if (a === b || ![a, b].every((share) => share >= 0 && share <= 1)) return null;
  const middle = (a + b) / 2;
  const apart =
    normalQuantile(1 - alpha / 2) * Math.sqrt(2 * middle * (1 - middle)) +
    normalQuantile(power) * Math.sqrt(a * (1 - a) + b * (1 - b));
  return (apart / (a - b)) ** 2;
}
