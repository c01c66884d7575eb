/**
 * Score (0 to 1) of `actual` on bands between ascending (or, if lower is better, descending) edges, each worth as much.
 *
 * Linear within a band, 0 before the first edge and 1 after the last. Null with fewer than two edges or edges that do not
 * go one way. Source: banded scoring of Microsoft Business Scorecard Manager.
 */
export function bandedScore(edges: readonly number[], actual: number): number | null {
  const sign = Math.sign((edges[1] ?? NaN) - (edges[0] ?? NaN));
  const ordered = edges.slice(1).every((edge, i) => (edge - (edges[i] ?? NaN)) * sign > 0);
  if (edges.length < 2 || !ordered) return null;
  const passed = edges.slice(1).map((edge, i) => {
    const start = edges[i] ?? NaN;
    return Math.min(1, Math.max(0, (actual - start) / (edge - start)));
  });
  return passed.reduce((sum, part) => sum + part, 0) / passed.length;
}
