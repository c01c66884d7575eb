import { correlation } from './correlation';
import { minMax } from './min-max';
import { standardDeviation } from './standard-deviation';

/**
 * CRITIC weights (summing to 1) of the columns of rows × criteria: spread times conflict with the other criteria.
 *
 * Columns are brought to 0…1, a cost turned round. A column of equal values weighs nothing. Null below two rows or when
 * nothing differs. Source: Diakoulaki et al. (1995), doi 10.1016/0305-0548(94)00059-H.
 */
export function criticWeights(
  rows: readonly (readonly number[])[],
  directions: readonly ('benefit' | 'cost')[] = [],
): number[] | null {
  const criteria = rows[0]?.length ?? 0;
  if (rows.length < 2) return null;
  const columns = Array.from({ length: criteria }, (_, column) =>
    minMax(
      rows.map((row) => row[column] ?? NaN),
      directions[column],
    ),
  );
  const spreads = columns.map((column) => standardDeviation(column) ?? 0);
  const information = columns.map((a, i) => {
    const conflict = columns.reduce((sum, b) => sum + 1 - (correlation(a, b)?.r ?? 1), 0);
    return (spreads[i] ?? 0) * conflict;
  });
  const total = information.reduce((sum, value) => sum + value, 0);
  return total > 1e-12 ? information.map((value) => value / total) : null;
}
