import { correlation } from './correlation';
import { correlationTest, type CorrelationTest } from './correlation-test';
import { midRanks } from './mid-ranks';
import { z95 } from './z95';

export interface RankCorrelation extends CorrelationTest {
  readonly rho: number;
  readonly n: number;
}

/**
 * Spearman's rank correlation (−1 to 1) of pairs, each occurring `counts` times (once without), ties at mid-ranks.
 *
 * Interval of Bonett & Wright (2000). Null with fewer than two pairs or when either side does not vary.
 */
export function spearman(
  x: readonly number[],
  y: readonly number[],
  { counts, z = z95 }: { counts?: readonly number[]; z?: number } = {},
): RankCorrelation | null {
  const ranked = correlation(midRanks(x, counts), midRanks(y, counts), counts ? { counts } : {});
  if (ranked === null) return null;
  return { rho: ranked.r, n: ranked.n, ...correlationTest(ranked.r, ranked.n, { z, spearman: true }) };
}
