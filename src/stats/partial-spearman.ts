import { correlation } from './correlation';
import { correlationTest } from './correlation-test';
import { midRanks } from './mid-ranks';
import type { RankCorrelation } from './spearman';
import { z95 } from './z95';

/**
 * Spearman's correlation (−1 to 1) of `x` and `y` with the ranks of `controls` (one array each) held fixed;
 * each place occurs `counts` times (once without).
 *
 * A control that does not vary, or that the others already say, changes nothing. Null when x or y does not vary or the
 * controls determine one of them. Source: partial correlation of the mid-ranks; interval as `spearman`, n less controls.
 */
export function partialSpearman(
  x: readonly number[],
  y: readonly number[],
  controls: readonly (readonly number[])[],
  { counts, z = z95 }: { counts?: readonly number[]; z?: number } = {},
): RankCorrelation | null {
  const ranks = [...controls, x, y].map((values) => midRanks(values, counts));
  const weighed = counts ? { counts } : {};
  const plain = correlation(x, y, weighed);
  const held = partialOf(ranks.map((a) => ranks.map((b) => correlation(a, b, weighed)?.r ?? 0)));
  if (plain === null || held === null) return null;
  return { rho: held.r, n: plain.n, ...correlationTest(held.r, plain.n, { z, controls: held.used, spearman: true }) };
}

/**
 * The correlation of the last two variables of a correlation matrix (overwritten) with all others held fixed, and how many
 * of these said anything of their own (`used`); null where one of the two does not vary or is determined.
 */
export function partialOf(matrix: number[][]): { readonly r: number; readonly used: number } | null {
  const used = matrix.slice(0, -2).filter((_, control) => sweep(matrix, control)).length;
  const [varianceX, varianceY, covariance] = lastBlock(matrix);
  if (!(varianceX > singular && varianceY > singular)) return null;
  return { r: Math.max(-1, Math.min(1, covariance / Math.sqrt(varianceX * varianceY))), used };
}

const singular = 1e-10;

/** Takes what the variable explains out of all others; false when nothing of it is left. */
function sweep(matrix: number[][], variable: number): boolean {
  const pivotRow = [...(matrix[variable] ?? [])];
  const pivot = pivotRow[variable] ?? 0;
  if (!(pivot > singular)) return false;
  matrix.forEach((row) => {
    const share = (row[variable] ?? 0) / pivot;
    pivotRow.forEach((value, j) => (row[j] = (row[j] ?? 0) - share * value));
  });
  return true;
}

function lastBlock(matrix: readonly (readonly number[])[]): [number, number, number] {
  const [rowX, rowY] = matrix.slice(-2);
  return [rowX?.at(-2) ?? 0, rowY?.at(-1) ?? 0, rowX?.at(-1) ?? 0];
}
