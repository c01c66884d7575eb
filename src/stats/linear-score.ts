/**
 * How far `actual` has come from `baseline` (0) to `target` (1), kept within 0 and 1; lower is better if target < baseline.
 *
 * Null when target and baseline are equal.
 */
export function linearScore(actual: number, baseline: number, target: number): number | null {
  if (target === baseline) return null;
  return Math.min(1, Math.max(0, (actual - baseline) / (target - baseline)));
}
