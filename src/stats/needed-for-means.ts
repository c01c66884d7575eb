import { normalQuantile } from './normal-quantile';
import type { Power } from './power';

/**
 * Values needed in each of two groups to show a `difference` of means at these variances (a real number: round it up).
 *
 * Normal approximation with Guenther's (1981) correction for t, z²/4. Null for a difference of 0 or no variation.
 */
export function neededForMeans(
  difference: number,
  varianceA: number,
  varianceB: number,
  { alpha = 0.05, power = 0.8 }: Power = {},
): number | null {
  if (!(difference !== 0 && varianceA + varianceB > 0)) return null;
  const z = normalQuantile(1 - alpha / 2);
  return ((z + normalQuantile(power)) / difference) ** 2 * (varianceA + varianceB) + (z * z) / 4;
}
