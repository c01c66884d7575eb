import { chiSquareCdf } from './chi-square-cdf';
import { sum } from './sum';

export interface Trials {
  readonly hits: number;
  readonly n: number;
}

export interface ChiSquare {
  readonly chi2: number;
  readonly df: number;
  readonly p: number;
}

/**
 * Pearson's chi-square test that the shares of all groups are equal, without continuity correction.
 *
 * Groups without trials are left out; null when fewer than two remain or all trials, or none, are hits. Source:
 * `prop.test` of R.
 */
export function proportionsK(groups: readonly Trials[]): ChiSquare | null {
  const filled = groups.filter((group) => group.n > 0);
  const pooled = sum(filled.map((group) => group.hits)) / sum(filled.map((group) => group.n));
  if (filled.length < 2 || !(pooled > 0 && pooled < 1)) return null;
  const parts = filled.map(({ hits, n }) => (hits - n * pooled) ** 2 / (n * pooled * (1 - pooled)));
  const [chi2, df] = [sum(parts), filled.length - 1];
  return { chi2, df, p: 1 - chiSquareCdf(chi2, df) };
}
