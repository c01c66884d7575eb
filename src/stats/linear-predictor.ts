/** Intercept + Σ coefficient · predictor, in logits; `coefficients` has the intercept first. */
export function linearPredictor(coefficients: ArrayLike<number>, row: ArrayLike<number>): number {
  let eta = coefficients[0] ?? 0;
  for (let i = 1; i < coefficients.length; i++) eta += (coefficients[i] ?? 0) * (row[i - 1] ?? 0);
  return eta;
}
