import type { Total } from '../src/workspace/complement';

/**
 * What an attacker finds who knows these sums of rows: the sets of hidden rows, of fewer than k persons together, whose sum
 * follows from all that is known. Every set is tried.
 */
export function givenAway(
  hidden: readonly number[],
  totals: readonly Total[],
  persons: readonly number[],
  k: number,
): readonly (readonly number[])[] {
  const known = totals.filter(({ from }) => from?.some((row) => !hidden.includes(row)) ?? true);
  const matrix = known.map(({ rows, less = [] }) =>
    hidden.map((row) => BigInt(Number(rows.includes(row)) - Number(less.includes(row)))),
  );
  const base = rank(matrix);
  return setsOf(hidden, persons, k).filter(
    (set) => rank([...matrix, hidden.map((row) => BigInt(set.includes(row)))]) === base,
  );
}

/** All sets of rows with fewer than k persons together. */
function setsOf(rows: readonly number[], persons: readonly number[], k: number): readonly (readonly number[])[] {
  const from = (at: number, left: number): readonly (readonly number[])[] =>
    rows.slice(at).flatMap((row, ahead) => {
      const rest = left - (persons[row] ?? 0);
      return rest > 0 ? [[row], ...from(at + ahead + 1, rest).map((set) => [row, ...set])] : [];
    });
  return from(0, k);
}

/** Rank over exact whole numbers, without a division: another way than the workbench's own. */
function rank(matrix: readonly (readonly bigint[])[]): number {
  let rows = matrix;
  let found = 0;
  for (let column = 0; column < (rows[0]?.length ?? 0); column++) {
    const pivot = rows.find((row) => row[column] !== 0n);
    if (!pivot) continue;
    found++;
    rows = rows
      .filter((row) => row !== pivot)
      .map((row) => row.map((value, at) => value * (pivot[column] ?? 0n) - (pivot[at] ?? 0n) * (row[column] ?? 0n)));
  }
  return found;
}
