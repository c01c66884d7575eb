import { tQuantile } from './t-quantile';
import type { Interval } from './wilson';

export interface Sample {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
}

/**
 * Student's t interval of a mean, in the unit of the mean, with n − 1 degrees of freedom.
 *
 * `variance` is the sample's (divisor n − 1); `n` may be an effective size. Null when n is below 2; of zero width when
 * all values are equal. Source: Student (1908), doi 10.2307/2331554.
 */
export function meanInterval({ n, mean, variance }: Sample, confidence = 0.95): Interval | null {
  if (!(n >= 2 && variance >= 0 && Number.isFinite(mean))) return null;
  const half = tQuantile(0.5 + confidence / 2, n - 1) * Math.sqrt(variance / n);
  return { low: mean - half, high: mean + half };
}
