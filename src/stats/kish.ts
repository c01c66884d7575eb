export interface Kish {
  readonly n: number;
  readonly effectiveN: number;
  readonly designEffect: number;
}

/**
 * What unequal weights (≥ 0, in any unit) cost: the size of an equally weighted sample of the same precision.
 *
 * `n` counts the weights above 0; `designEffect` = n / effectiveN = 1 + cv² of the weights. Null when all weights are 0.
 * Source: Kish (1965), Survey Sampling, §11.7.
 */
export function kish(weights: ArrayLike<number>): Kish | null {
  let [n, sum, squares] = [0, 0, 0];
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] ?? 0;
    if (weight > 0) n++;
    sum += weight;
    squares += weight * weight;
  }
  return kishOfSums({ n, sum, squares });
}

/** The same from the number of weights above 0, their sum and their sum of squares. */
export function kishOfSums({ n, sum, squares }: { n: number; sum: number; squares: number }): Kish | null {
  if (!(sum > 0 && squares > 0)) return null;
  const effectiveN = (sum * sum) / squares;
  return { n, effectiveN, designEffect: n / effectiveN };
}
