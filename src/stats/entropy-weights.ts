import { minMax } from './min-max';

export interface EntropyOptions {
  readonly normalisation?: 'none' | 'min-max';
  readonly directions?: readonly ('benefit' | 'cost')[];
}

/**
 * Entropy weights (熵权, summing to 1) of the columns of rows × criteria: dispersion, not importance.
 *
 * `none` takes values ≥ 0 as they are, `min-max` first brings each column to 0…1, a cost turned round. 0 · ln 0 is 0; a
 * column of equal values weighs nothing, and if none differs all weigh the same. Null below two rows or for values below
 * 0. Source: Shannon (1948); the published case is Elsayed et al. (2017), as in pymcdm.
 */
export function entropyWeights(
  rows: readonly (readonly number[])[],
  { normalisation = 'none', directions = [] }: EntropyOptions = {},
): number[] | null {
  const criteria = rows[0]?.length ?? 0;
  if (rows.length < 2 || criteria === 0) return null;
  const columns = Array.from({ length: criteria }, (_, column) => {
    const values = rows.map((row) => row[column] ?? NaN);
    return normalisation === 'none' ? values : minMax(values, directions[column]);
  });
  if (!columns.flat().every((value) => value >= 0 && value < Infinity)) return null;
  const divergences = columns.map((column) => Math.max(0, 1 - entropy(column)));
  const total = divergences.reduce((sum, value) => sum + value, 0);
  return divergences.map((value) => (total > 1e-12 ? value / total : 1 / criteria));
}

/** From 0 (all in one row) to 1 (all rows equal). */
function entropy(column: readonly number[]): number {
  const total = column.reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) return 1;
  const shares = column.map((value) => value / total).filter((share) => share > 0);
  return -shares.reduce((sum, share) => sum + share * Math.log(share), 0) / Math.log(column.length);
}
