import type { Found, ResultRow, Value } from '../../metrics/metric';
import type { Total } from '../complement';
import type { Persons } from './persons';

type Known = Pick<Persons, 'totals' | 'groups'>;

/** What can be known of metrics whose rows have two names, so that one total over all rows is not all there is. */
export const knownOf: Readonly<Record<string, (found: Found, persons: Persons) => Known>> = {
  // Each model shares out the same conversions, and what one says of a touchpoint follows from what others say.
  attribution: ({ rows }, { of }) => {
    const groups = by(rows, ({ touchpoint }) => [touchpoint]).map((own) => own.rows);
    return {
      totals: () => by(rows, ({ model }) => [model]),
      groups: { rows: groups, persons: groups.map(([first]) => of[first ?? 0] ?? 0), together: [] },
    };
  },
  transitions: (found) => ({ totals: () => steps(found) }),
  // A share of the first ones together is told with each.
  variants: ({ rows }) => {
    const first = rows.map((_, last) => ({ rows: Array.from({ length: last + 1 }, (_one, at) => at), from: [last] }));
    return { totals: () => [...by(rows, () => []), ...first] };
  },
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

/** A count over its probability is what leaves the place, wherever to. */
function steps(found: Found): readonly Total[] {
  const leaving = by(found.rows, ({ from }) => [from]).map((total) => ({ ...total, from: total.rows }));
  return [...by(found.rows, () => []), ...leaving, ...arrivals(found)];
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
