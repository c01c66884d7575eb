import { inverse, Matrix } from 'ml-matrix';

/**
 * Standard errors at a minimum of a negative log-likelihood, from the inverse of its numeric Hessian.
 *
 * The Hessian is taken by central differences with steps of 1e-4 max(1, |x|). Null when it is not positive definite,
 * that is when the data do not determine the parameters.
 */
export function standardErrors(
  negativeLogLikelihood: (point: Float64Array) => number,
  at: Float64Array,
): number[] | null {
  const hessian = numericHessian(negativeLogLikelihood, at);
  if (!hessian.to1DArray().every(Number.isFinite)) return null;
  try {
    const variances = inverse(hessian).diagonal();
    return variances.every((variance) => variance > 0) ? variances.map(Math.sqrt) : null;
  } catch {
    return null;
  }
}

function numericHessian(value: (point: Float64Array) => number, at: Float64Array): Matrix {
  const n = at.length;
  const steps = at.map((component) => 1e-4 * Math.max(1, Math.abs(component)));
  const shifted = (i: number, di: number, j: number, dj: number): number => {
    const point = Float64Array.from(at);
    point[i] = (point[i] ?? 0) + di * (steps[i] ?? 0);
    point[j] = (point[j] ?? 0) + dj * (steps[j] ?? 0);
    return value(point);
  };
  const hessian = Matrix.zeros(n, n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const four = shifted(i, 1, j, 1) - shifted(i, 1, j, -1) - shifted(i, -1, j, 1) + shifted(i, -1, j, -1);
      const entry = four / (4 * (steps[i] ?? 1) * (steps[j] ?? 1));
      hessian.set(i, j, entry);
      hessian.set(j, i, entry);
    }
  return hessian;
}
