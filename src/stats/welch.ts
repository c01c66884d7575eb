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

/**
 * Mean of `a` minus mean of `b`, in their unit, with Welch's interval and two-sided p; variances need not be equal.
 *
 * Null when a sample has fewer than two values or neither varies. Source: Welch (1947), doi 10.2307/2332510.
 */
export function welch(a: Sample, b: Sample, confidence = 0.95): MeanDifference | null {
  if (!(a.n >= 2 && b.n >= 2)) return null;
  const [errorA, errorB] = [a.variance / a.n, b.variance / b.n];
  const se = Math.sqrt(errorA + errorB);
  if (!(se > 0)) return null;
  const df = (errorA + errorB) ** 2 / (errorA ** 2 / (a.n - 1) + errorB ** 2 / (b.n - 1));
  const difference = a.mean - b.mean;
  const half = tQuantile(0.5 + confidence / 2, df) * se;
  const t = difference / se;
  return { difference, se, df, t, p: 2 * tCdf(-Math.abs(t), df), low: difference - half, high: difference + half };
}
