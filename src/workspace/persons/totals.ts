import type { Found, ResultRow, Value } from '../../metrics/metric';
import type { Total } from '../complement';

/** Sums that can be known of metrics whose rows have two names, so that one total over all rows is not all there is. */
export const totalsOf: Readonly<Record<string, (found: Found) => readonly Total[]>> = {
  // Each model shares out the same conversions.
  attribution: ({ rows }) => by(rows, ({ model }) => [model]),
  // A count over its probability is what leaves the place, wherever to.
  transitions: (found) => [
    ...by(found.rows, () => []),
    ...by(found.rows, ({ from }) => [from]).map((total) => ({ ...total, from: total.rows })),
    ...arrivals(found),
  ],
  // A share of the first ones together is told with each.
  variants: ({ rows }) => [
    { rows: rows.map((_, at) => at) },
    ...rows.map((_, last) => ({ rows: Array.from({ length: last + 1 }, (_first, at) => at), from: [last] })),
  ],
};

/** One total for each set of names. */
export function by(rows: readonly ResultRow[], namesOf: (row: ResultRow) => readonly unknown[]): readonly Total[] {
  const sets = new Map<string, number[]>();
  rows.forEach((row, at) => {
    const name = JSON.stringify(namesOf(row));
    sets.set(name, [...(sets.get(name) ?? []), at]);
  });
  return [...sets.values()].map((own) => ({ rows: own }));
}

/** What arrives at a place leaves it or ends there: it follows from a step that leaves it, and from the ends where no journey begins. */
function arrivals({ rows, summary: { starts, ends } }: Found): readonly Total[] {
  const isIn = (record: Value | undefined, name: string) =>
    record !== null && typeof record === 'object' && name in record;
  return by(rows, ({ to }) => [to]).map((total) => {
    const place = String(rows[total.rows[0] ?? 0]?.to);
    const from = rows.flatMap((row, at) => (row.from === place ? [at] : []));
    return isIn(ends, place) && !isIn(starts, place) ? total : { ...total, from };
  });
}
