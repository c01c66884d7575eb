/** 1 when `actual` is on `target`, falling to 0 at `tolerance` to either side; null without a tolerance above 0. */
export function toleranceScore(actual: number, target: number, tolerance: number): number | null {
  if (!(tolerance > 0)) return null;
  return Math.max(0, 1 - Math.abs(actual - target) / tolerance);
}
