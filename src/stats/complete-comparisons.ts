import { inverse, Matrix } from 'ml-matrix';

/**
 * A full reciprocal matrix from pairwise comparisons of which some are null: how many times i outweighs j, all > 0.
 *
 * The upper triangle decides, the lower only where it is empty. Missing ones become the ratio of the weights that fit
 * the given ones best in logarithms: the geometric mean method for incomplete matrices. Null when a comparison is not
 * positive or the given ones do not connect all. Source: Bozóki, Fülöp & Rónyai (2010), doi 10.1016/j.mcm.2010.02.047.
 */
export function completeComparisons(comparisons: readonly (readonly (number | null)[])[]): number[][] | null {
  const n = comparisons.length;
  const given = comparisons.map((_, i) => comparisons.map((_, j) => logRatio(comparisons, i, j)));
  if (given.flat().some((log) => log !== null && !Number.isFinite(log))) return null;
  if (!connected(given)) return null;
  const weights = given.flat().includes(null) ? logWeights(given) : Array<number>(n).fill(0);
  return given.map((row, i) => row.map((log, j) => Math.exp(log ?? (weights[i] ?? 0) - (weights[j] ?? 0))));
}

function logRatio(comparisons: readonly (readonly (number | null)[])[], i: number, j: number): number | null {
  if (i === j) return 0;
  if (i > j) {
    const turned = logRatio(comparisons, j, i);
    return turned === null ? null : -turned;
  }
  const above = comparisons[i]?.[j] ?? null;
  const below = comparisons[j]?.[i] ?? null;
  if (above !== null) return above > 0 ? Math.log(above) : NaN;
  return below === null ? null : below > 0 ? -Math.log(below) : NaN;
}

function connected(given: readonly (readonly (number | null)[])[]): boolean {
  const reached = new Set([0]);
  for (const i of reached) given[i]?.forEach((log, j) => log !== null && reached.add(j));
  return reached.size >= given.length;
}

/** Least squares on the graph of given comparisons; the last weight is fixed at ln 1. */
function logWeights(given: readonly (readonly (number | null)[])[]): number[] {
  const free = given.slice(0, -1);
  const laplacian = free.map((row, i) =>
    free.map((_, j) => (i === j ? row.filter((log) => log !== null).length - 1 : row[j] === null ? 0 : -1)),
  );
  const sums = free.map((row) => [row.reduce<number>((total, log) => total + (log ?? 0), 0)]);
  return [...inverse(new Matrix(laplacian)).mmul(new Matrix(sums)).to1DArray(), 0];
}
