/**
 * Sample covariances (divisor n − 1) of the columns of complete rows, in the product of the columns' units.
 *
 * Null with fewer than two rows.
 */
export function covarianceMatrix(rows: readonly (readonly number[])[]): number[][] | null {
  const n = rows.length;
  if (n < 2) return null;
  const columns = (rows[0] ?? []).map((_, column) => centred(rows.map((row) => row[column] ?? NaN)));
  return columns.map((a) => columns.map((b) => a.reduce((sum, value, i) => sum + value * (b[i] ?? NaN), 0) / (n - 1)));
}

function centred(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}
