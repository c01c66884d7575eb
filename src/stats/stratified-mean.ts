import { tQuantile } from './t-quantile';
import type { Interval } from './wilson';

export interface Stratum {
  /** Share of the population, in any unit; strata of weight 0 do not count. */
  readonly weight: number;
  readonly n: number;
  readonly mean: number;
  /** The sample's (divisor n − 1); null where it is not known. */
  readonly variance: number | null;
}

export interface StratifiedMean {
  readonly mean: number;
  /** Null when a stratum has fewer than two values, or nothing varies. */
  readonly interval: Interval | null;
}

/**
 * Mean over strata by weight, in the unit of the values, with Student's interval at Satterthwaite's degrees of freedom.
 *
 * Weights are taken as fixed and strata as independent; at least one weight must be positive. Source: Cochran (1977),
 * Sampling Techniques, 3rd ed., 5.4 (equations 5.15 and 5.16).
 */
export function stratifiedMean(strata: readonly Stratum[], confidence = 0.95): StratifiedMean {
  const whole = strata.reduce((sum, { weight }) => sum + weight, 0);
  let [mean, variance, spread] = [0, 0, 0];
  for (const stratum of strata) {
    const share = stratum.weight / whole;
    if (share === 0) continue;
    const part = stratum.n >= 2 && stratum.variance !== null ? (share ** 2 * stratum.variance) / stratum.n : NaN;
    mean += share * stratum.mean;
    variance += part;
    spread += part ** 2 / (stratum.n - 1);
  }
  if (!(variance > 0)) return { mean, interval: null };
  const half = tQuantile(0.5 + confidence / 2, variance ** 2 / spread) * Math.sqrt(variance);
  return { mean, interval: { low: mean - half, high: mean + half } };
}
