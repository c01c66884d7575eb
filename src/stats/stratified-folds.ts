import type { Random } from './random';

/**
 * Fold 0 to k − 1 of each row for cross-validation, with the same share of each outcome in every fold, as near as may be.
 *
 * Equal seeds give equal folds. Null for k < 2 or fewer rows than folds.
 */
export function stratifiedFolds(outcomes: readonly number[], k: number, random: Random): number[] | null {
  if (!Number.isInteger(k) || k < 2 || outcomes.length < k) return null;
  const rows = outcomes.map((outcome, row) => ({ outcome, row, key: random() }));
  rows.sort((one, other) => one.outcome - other.outcome || one.key - other.key);
  const folds = new Array<number>(outcomes.length).fill(0);
  rows.forEach(({ row }, i) => (folds[row] = i % k));
  return folds;
}
