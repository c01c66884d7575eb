/** What Krippendorff's α needs of units rated at least twice; `within` is Σ m/(m − 1) · Σ(x − x̄)² over units of m ratings. */
export interface RatingTotals {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
  readonly within: number;
}

/**
 * Krippendorff's α for interval ratings from totals: 1 is agreement, 0 chance, below 0 is disagreement.
 *
 * `n` ratings with `sum` and sum of `squares`. Null with fewer than two ratings or when all are equal. Source:
 * Krippendorff (2011), Computing Krippendorff's Alpha-Reliability.
 */
export function krippendorffInterval({ n, sum, squares, within }: RatingTotals): number | null {
  const between = squares - (sum * sum) / n;
  if (!(n >= 2 && between > 1e-12 * squares)) return null;
  return 1 - ((n - 1) * within) / (n * between);
}
