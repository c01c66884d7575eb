import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Whether a symmetric matrix can be a sum of xxᵀ: no eigenvalue below 0 by more than rounding (1e-9 of the largest). */
export function isPositiveSemidefinite(matrix: readonly (readonly number[])[]): boolean {
  if (!matrix.length) return true;
  if (!matrix.flat().every(Number.isFinite)) return false;
  const { realEigenvalues } = new EigenvalueDecomposition(new Matrix(matrix.map((row) => [...row])), {
    assumeSymmetric: true,
  });
  const largest = Math.max(0, ...realEigenvalues.map(Math.abs));
  return realEigenvalues.every((value) => value >= -1e-9 * largest);
}
