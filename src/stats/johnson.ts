import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/**
 * Johnson's relative weights: shares of R² through the nearest orthogonal counterparts of the predictors.
 *
 * From the correlations among p predictors and of each with the response. The weights are ≥ 0 and sum to R². Null
 * without predictors, when a correlation is not finite, or when the matrix is not positive definite (collinear
 * predictors). Source: Johnson (2000), doi 10.1207/S15327906MBR3501_1.
 */
export function johnson(predictors: readonly (readonly number[])[], response: readonly number[]): number[] | null {
  if (response.length === 0 || ![...predictors.flat(), ...response].every(Number.isFinite)) return null;
  const { eigenvectorMatrix: vectors, realEigenvalues } = new EigenvalueDecomposition(
    new Matrix(predictors.map((row) => [...row])),
    { assumeSymmetric: true },
  );
  if (realEigenvalues.some((value) => !(value > 1e-10))) return null;
  const power = (exponent: number): Matrix =>
    vectors.mmul(Matrix.diag(realEigenvalues.map((value) => value ** exponent))).mmul(vectors.transpose());
  const squares = (matrix: Matrix): Matrix => Matrix.mul(matrix, matrix);
  const orthogonal = power(-0.5).mmul(Matrix.columnVector([...response]));
  return squares(power(0.5)).mmul(squares(orthogonal)).to1DArray();
}
