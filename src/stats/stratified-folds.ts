import type { Random } from './random';

/**
 * Fold 0 to k − 1 of each row for cross-validation, with the same share of each outcome (a whole number) in every fold,
 * as near as may be.
 *
 * Equal seeds give equal folds. Null for k < 2 or fewer rows than folds.
 */
export function stratifiedFolds(outcomes: ArrayLike<number>, k: number, random: Random): number[] | null {
  if (!Number.isInteger(k) || k < 2 || outcomes.length < k) return null;
  // In order of outcome, by chance among equal ones.
  const keys = Float64Array.from(outcomes, (outcome) => outcome + random());
  const order = new Uint32Array(keys.length)
    .map((_, row) => row)
    .sort((one, other) => (keys[one] ?? 0) - (keys[other] ?? 0));
  const folds = new Array<number>(outcomes.length).fill(0);
  order.forEach((row, i) => (folds[row] = i % k));
  return folds;
}
