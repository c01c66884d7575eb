import { inverse, Matrix } from 'ml-matrix';

/**
 * Standard errors at a minimum of a negative log-likelihood, from its gradient, whose differences make the Hessian.
 *
 * The differences are central, with steps of 1e-4 max(1, |x|). Null when the Hessian is not positive definite, that is
 * when the data do not determine the parameters.
 */
export function standardErrors(gradient: (point: Float64Array) => Float64Array, at: Float64Array): number[] | null {
  const hessian = hessianFrom(gradient, at);
  if (!hessian.to1DArray().every(Number.isFinite)) return null;
  try {
    const variances = inverse(hessian).diagonal();
    return variances.every((variance) => variance > 0) ? variances.map(Math.sqrt) : null;
  } catch {
    return null;
  }
}

/** Each half of the differences by one parameter and by the other, which rounding alone tells apart. */
function hessianFrom(gradient: (point: Float64Array) => Float64Array, at: Float64Array): Matrix {
  const rows = Array.from(at, (component, i) => {
    const step = 1e-4 * Math.max(1, Math.abs(component));
    const [above, below] = [component + step, component - step].map((moved) => gradient(at.with(i, moved)));
    return Array.from(at, (_, j) => ((above?.[j] ?? NaN) - (below?.[j] ?? NaN)) / (2 * step));
  });
  const hessian = new Matrix(rows);
  return Matrix.add(hessian, hessian.transpose()).div(2);
}
