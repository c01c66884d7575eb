import type { Sample } from './mean-interval';
import { tCdf } from './t-cdf';
import { tQuantile } from './t-quantile';
import type { Interval } from './wilson';

export interface MeanDifference extends Interval {
  readonly difference: number;
  readonly se: number;
  readonly df: number;
  readonly t: number;
  readonly p: number;
}

/** What two samples have in common: how many pairs of values, and the covariance of the two means. */
export interface Paired {
  readonly pairs: number;
  readonly covariance: number;
}

/**
 * Mean of `a` minus mean of `b`, in their unit, with Welch's interval and two-sided p; variances need not be equal.
 *
 * Where some values, or all, come in pairs, `paired` says so; of pairs alone the test is that of their differences. Null
 * when a sample has fewer than two values or nothing varies. Sources: Welch (1947), doi 10.2307/2332510; Derrick, Russ,
 * Toher & White (2017), Journal of Modern Applied Statistical Methods 16(1), for samples that are partly paired.
 */
export function welch(
  a: Sample,
  b: Sample,
  confidence = 0.95,
  { pairs, covariance }: Paired = unpaired,
): MeanDifference | null {
  if (!(a.n >= 2 && b.n >= 2)) return null;
  const [errorA, errorB] = [a.variance / a.n, b.variance / b.n];
  const alone = errorA + errorB;
  if (!(alone - 2 * covariance > 1e-12 * alone)) return null;
  const se = Math.sqrt(alone - 2 * covariance);
  const apart = alone ** 2 / (errorA ** 2 / (a.n - 1) + errorB ** 2 / (b.n - 1));
  const df = pairs > 0 ? partlyPaired(apart, pairs, a.n + b.n) : apart;
  if (!(df > 0)) return null;
  const difference = a.mean - b.mean;
  const half = tQuantile(0.5 + confidence / 2, df) * se;
  const t = difference / se;
  return { difference, se, df, t, p: 2 * tCdf(-Math.abs(t), df), low: difference - half, high: difference + half };
}

const unpaired: Paired = { pairs: 0, covariance: 0 };

/** Degrees of freedom between those of the pairs' differences and those of two samples apart. */
function partlyPaired(apart: number, pairs: number, values: number): number {
  return pairs - 1 + ((apart - pairs + 1) * (values - 2 * pairs)) / values;
}
