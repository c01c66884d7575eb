import { correlations, type Moments } from './moments';

/**
 * Columns among the first `k` that follow exactly from those before them, so that no regression can tell them apart: the
 * places where Cholesky's pivot of the correlations is below 1e-9. Empty where a column does not vary at all.
 */
export function dependentColumns(moments: Moments, k: number): number[] {
  const matrix = correlations(moments);
  if (!matrix) return [];
  const rows: number[][] = [];
  const kept: number[] = [];
  const dependent: number[] = [];
  for (let i = 0; i < k; i++) {
    const row: number[] = [];
    for (const [nth, j] of kept.entries()) {
      const above = rows[nth] ?? [];
      const sum = row.reduce((all, value, at) => all + value * (above[at] ?? 0), 0);
      row.push(((matrix[i]?.[j] ?? 0) - sum) / (above[nth] ?? 1));
    }
    const pivot = 1 - row.reduce((all, value) => all + value * value, 0);
    if (pivot < 1e-9) dependent.push(i);
    else {
      row.push(Math.sqrt(pivot));
      rows.push(row);
      kept.push(i);
    }
  }
  return dependent;
}
