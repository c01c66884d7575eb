import { tCdf } from './t-cdf';
import { z95 } from './z95';

export interface CorrelationTest {
  readonly low: number | null;
  readonly high: number | null;
  readonly p: number | null;
}

/**
 * Interval (−1 to 1) and two-sided p of a correlation of `n` pairs, given `controls` other variables.
 *
 * Fisher's z for Pearson; for `spearman` with the variance of Bonett & Wright (2000), doi 10.1007/BF02294183. The p is
 * of the t test that there is none. Null where n is too small (below 4 plus controls, p below 3) or |r| is 1.
 */
export function correlationTest(
  r: number,
  n: number,
  { z = z95, controls = 0, spearman = false }: { z?: number; controls?: number; spearman?: boolean } = {},
): CorrelationTest {
  const df = n - controls - 2;
  const p = df > 0 && Math.abs(r) < 1 ? 2 * tCdf(-Math.abs(r) * Math.sqrt(df / (1 - r * r)), df) : null;
  if (!(df > 1 && Math.abs(r) < 1)) return { low: null, high: null, p };
  const half = z * Math.sqrt((spearman ? 1 + (r * r) / 2 : 1) / (df - 1));
  return { low: Math.tanh(Math.atanh(r) - half), high: Math.tanh(Math.atanh(r) + half), p };
}
