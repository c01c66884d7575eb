import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { normalQuantile } from './normal-quantile';
import type { Random } from './random';

/**
 * A draw of sums of products of deviations as `freedom` + 1 rows of a normal distribution with this covariance matrix
 * would give them; null when the matrix is not positive definite or freedom is less than its size.
 *
 * Source: Bartlett's decomposition, Smith & Hocking (1972), doi 10.2307/2346290.
 */
export function drawWishart(
  covariance: readonly (readonly number[])[],
  freedom: number,
  random: Random,
): number[][] | null {
  const size = covariance.length;
  // Sums that were taken in another order differ in their last digit.
  const symmetric = covariance.map((row, i) => row.map((value, j) => (value + (covariance[j]?.[i] ?? NaN)) / 2));
  const cholesky = new CholeskyDecomposition(new Matrix(symmetric));
  if (!cholesky.isPositiveDefinite() || freedom < size + 1) return null;
  const factor = Matrix.zeros(size, size);
  for (let i = 0; i < size; i++) {
    factor.set(i, i, Math.sqrt(2 * gamma((freedom - i) / 2, random)));
    for (let j = 0; j < i; j++) factor.set(i, j, normal(random));
  }
  const half = cholesky.lowerTriangularMatrix.mmul(factor);
  return half.mmul(half.transpose()).to2DArray();
}

/** A gamma variate of shape ≥ 1 and scale 1. Source: Marsaglia & Tsang (2000), doi 10.1145/358407.358414. */
function gamma(shape: number, random: Random): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

function normal(random: Random): number {
  return normalQuantile(Math.min(1 - 2 ** -53, Math.max(2 ** -53, random())));
}
