import { normalQuantile } from './normal-quantile';
import type { Power } from './power';

export interface Spread {
  readonly n: number;
  readonly variance: number;
}

/**
 * The smallest difference of two means, in their unit, that samples of these sizes and variances would show.
 *
 * Normal approximation: a little small below n = 30. Works for NPS on its scale too. `covariance` is that of the two
 * means, 0 where the samples are independent. Null without values or variation.
 */
export function detectableMeans(
  a: Spread,
  b: Spread,
  { alpha = 0.05, power = 0.8, covariance = 0 }: Power & { readonly covariance?: number } = {},
): number | null {
  if (!(a.n > 0 && b.n > 0)) return null;
  const se = Math.sqrt(Math.max(0, a.variance / a.n + b.variance / b.n - 2 * covariance));
  return se > 0 ? (normalQuantile(1 - alpha / 2) + normalQuantile(power)) * se : null;
}
