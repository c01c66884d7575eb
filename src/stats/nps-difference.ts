import { normalCdf } from './normal-cdf';
import { npsInterval, type NpsCounts } from './nps-interval';
import type { Interval } from './wilson';
import { z95 } from './z95';

export interface Difference extends Interval {
  readonly difference: number;
  readonly se: number;
  readonly p: number;
}

/**
 * Net Promoter Score of `a` minus that of `b`, −2 to 2, with Wald interval and two-sided p.
 *
 * `covariance` is that of the two scores, 0 where the samples are independent. Null when a sample is empty or nothing
 * varies. Source: `nps.test` of the R package NPS 1.1.
 */
export function npsDifference(a: NpsCounts, b: NpsCounts, z: number = z95, covariance = 0): Difference | null {
  const first = npsInterval(a, 'wald', z);
  const second = npsInterval(b, 'wald', z);
  if (first === null || second === null) return null;
  const alone = first.se ** 2 + second.se ** 2;
  if (!(alone - 2 * covariance > 1e-12 * alone)) return null;
  const se = Math.sqrt(alone - 2 * covariance);
  const difference = first.nps - second.nps;
  return {
    difference,
    se,
    low: difference - z * se,
    high: difference + z * se,
    p: 2 * normalCdf(-Math.abs(difference) / se),
  };
}
