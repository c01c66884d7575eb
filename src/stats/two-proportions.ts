import { normalCdf } from './normal-cdf';

export interface TwoProportions {
  readonly z: number;
  readonly chi2: number;
  readonly p: number;
}

/**
 * Pooled z test that two shares are equal: `z` has the sign of A − B, `chi2` is z², `p` is two-sided.
 *
 * `yates` is the correction for continuity. `covariance` is that of the two shares about the pooled one, 0 where they are
 * independent; of pairs the test is then McNemar's. Null when a size is 0 or nothing varies. Sources: Pearson's chi-square
 * of the 2×2 table, as `prop.test` of R; McNemar (1947), doi 10.1007/BF02295996.
 */
export function twoProportions(
  hitsA: number,
  nA: number,
  hitsB: number,
  nB: number,
  correction: 'none' | 'yates' = 'none',
  covariance = 0,
): TwoProportions | null {
  if (!(nA > 0 && nB > 0)) return null;
  const pooled = (hitsA + hitsB) / (nA + nB);
  const alone = pooled * (1 - pooled) * (1 / nA + 1 / nB);
  if (!(alone - 2 * covariance > 1e-12 * alone)) return null;
  const se = Math.sqrt(alone - 2 * covariance);
  const difference = hitsA / nA - hitsB / nB;
  const shift = correction === 'yates' ? Math.min(Math.abs(difference), (1 / nA + 1 / nB) / 2) : 0;
  const z = (Math.sign(difference) * (Math.abs(difference) - shift)) / se;
  return { z, chi2: z * z, p: 2 * normalCdf(-Math.abs(z)) };
}
