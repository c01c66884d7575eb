import { normalCdf } from './normal-cdf';

export interface TwoProportions {
  readonly z: number;
  readonly chi2: number;
  readonly p: number;
}

/**
 * Pooled z test that two independent shares are equal: `z` has the sign of A − B, `chi2` is z², `p` is two-sided.
 *
 * `yates` is the correction for continuity. Null when a size is 0 or all trials, or none, are hits. Source: Pearson's
 * chi-square of the 2×2 table, as `prop.test` of R.
 */
export function twoProportions(
  hitsA: number,
  nA: number,
  hitsB: number,
  nB: number,
  correction: 'none' | 'yates' = 'none',
): TwoProportions | null {
  if (!(nA > 0 && nB > 0)) return null;
  const pooled = (hitsA + hitsB) / (nA + nB);
  const se = Math.sqrt(pooled * (1 - pooled) * (1 / nA + 1 / nB));
  if (!(se > 0)) return null;
  const difference = hitsA / nA - hitsB / nB;
  const shift = correction === 'yates' ? Math.min(Math.abs(difference), (1 / nA + 1 / nB) / 2) : 0;
  const z = (Math.sign(difference) * (Math.abs(difference) - shift)) / se;
  return { z, chi2: z * z, p: 2 * normalCdf(-Math.abs(z)) };
}
