import type { Interval } from './wilson';
import { z95 } from './z95';

export interface NpsCounts {
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
}

export interface NpsInterval extends Interval {
  readonly nps: number;
  readonly se: number;
}

/**
 * Net Promoter Score of the counts with its interval at `z` standard errors, on the scale −1 to 1; null without answers.
 *
 * `adjusted` adds ¾ to promoters and to detractors and 3 to n before the Wald interval, so its middle is not `nps`, its
 * ends may leave the scale, and unanimous answers keep a width; `wald` has none then. Counts may be weighted, if scaled
 * to the effective size. Source: Rocks (2016), doi 10.1080/00031305.2016.1158124.
 */
export function npsInterval(
  counts: NpsCounts,
  kind: 'adjusted' | 'wald' = 'adjusted',
  z: number = z95,
): NpsInterval | null {
  const n = counts.promoters + counts.passives + counts.detractors;
  if (!(n > 0)) return null;
  const extra = kind === 'adjusted' ? 0.75 : 0;
  const { middle, se } = wald(counts.promoters + extra, counts.detractors + extra, n + 4 * extra);
  return { nps: (counts.promoters - counts.detractors) / n, se, low: middle - z * se, high: middle + z * se };
}

function wald(promoters: number, detractors: number, n: number): { middle: number; se: number } {
  const middle = (promoters - detractors) / n;
  const variance = (promoters + detractors) / n - middle * middle;
  return { middle, se: Math.sqrt(Math.max(0, variance) / n) };
}
