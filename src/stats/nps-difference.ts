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
 * Net Promoter Score of `a` minus that of `b` (independent samples), −2 to 2, with Wald interval and two-sided p.
 *
 * Null when a sample is empty or neither varies. Source: `nps.test` of the R package NPS 1.1.
 */
export function npsDifference(a: NpsCounts, b: NpsCounts, z: number = z95): Difference | null {
  const first = npsInterval(a, 'wald', z);
  const second = npsInterval(b, 'wald', z);
  if (first === null || second === null) return null;
  const se = Math.hypot(first.se, second.se);
  if (!(se > 0)) return null;
  const difference = first.nps - second.nps;
  return {
    difference,
    se,
    low: difference - z * se,
    high: difference + z * se,
    p: 2 * normalCdf(-Math.abs(difference) / se),
  };
}
