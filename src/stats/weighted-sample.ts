import { kishOfSums } from './kish';
import type { Sample } from './mean-interval';

/** Sums over answers: how many have a weight, Σw, Σw², Σwx and Σwx². */
export interface WeightedSums {
  readonly n: number;
  readonly weights: number;
  readonly squaredWeights: number;
  readonly values: number;
  readonly squaredValues: number;
}

/**
 * The weighted mean and variance with Kish's effective size, ready for `meanInterval` and `welch`; null without weight.
 *
 * The variance is unbiased for weights that say how reliable an answer is: divisor Σw − Σw²/Σw. Not a number of variance
 * exists for an effective size of 1; it is then 0, and no interval follows from it.
 */
export function weightedSample(sums: WeightedSums): Sample | null {
  const size = kishOfSums({ n: sums.n, sum: sums.weights, squares: sums.squaredWeights });
  if (size === null) return null;
  const mean = sums.values / sums.weights;
  const squares = Math.max(0, sums.squaredValues - sums.weights * mean * mean);
  const divisor = sums.weights - sums.squaredWeights / sums.weights;
  return { n: size.effectiveN, mean, variance: divisor > 0 ? squares / divisor : 0 };
}
