import { shapleyValues } from './shapley-values';

/** Predictors beyond which the 2^p subsets take too long; Johnson's weights serve there. */
export const lmgLimit = 15;

/**
 * Shares of R² by the method of Lindeman, Merenda and Gold: the mean gain of R² over all orders of the predictors.
 *
 * From the correlations among p predictors (p × p) and of each with the response. The shares are ≥ 0 and sum to R²;
 * a predictor that is collinear with those before it gains nothing there. Null without predictors, beyond `lmgLimit`,
 * or when a correlation is not finite. Source: Grömping (2006), doi 10.18637/jss.v017.i01.
 */
export function lmg(predictors: readonly (readonly number[])[], response: readonly number[]): number[] | null {
  const p = response.length;
  if (p === 0 || p > lmgLimit || ![...predictors.flat(), ...response].every(Number.isFinite)) return null;
  return shapleyValues(explainedBySubset(predictors, response), p).map((share) => Math.max(0, share));
}

/** R² of each subset, indexed by bit mask, by sweeping one predictor after another. */
function explainedBySubset(predictors: readonly (readonly number[])[], response: readonly number[]): Float64Array {
  const p = response.length;
  const explained = new Float64Array(2 ** p);
  const bordered = [...predictors.map((row, i) => [...row, response[i] ?? 0]), [...response, 1]];
  const visit = (matrix: readonly (readonly number[])[], from: number, mask: number): void => {
    explained[mask] = 1 - (matrix[p]?.[p] ?? 1);
    for (let i = from; i < p; i++) visit(swept(matrix, i), i + 1, mask | (1 << i));
  };
  visit(bordered, 0, 0);
  return explained;
}

/** What is left of the later variables' covariances once variable `pivot` is accounted for. */
function swept(matrix: readonly (readonly number[])[], pivot: number): readonly (readonly number[])[] {
  const row = matrix[pivot] ?? [];
  const variance = row[pivot] ?? 0;
  if (!(variance > 1e-10)) return matrix;
  return matrix.map((line, i) => {
    if (i <= pivot) return line;
    const factor = (row[i] ?? 0) / variance;
    return line.map((value, j) => (j <= pivot ? value : value - factor * (row[j] ?? 0)));
  });
}
