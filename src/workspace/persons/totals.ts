import type { Found, ResultRow } from '../../metrics/metric';
import type { Total } from '../complement';

/** Sums that can be known of metrics whose rows have two names, so that one total over all rows is not all there is. */
export const totalsOf: Readonly<Record<string, (found: Found) => readonly Total[]>> = {
  // Each model shares out the same conversions.
  attribution: ({ rows }) => by(rows, ({ model }) => [model]),
  // Sizes add up to all customers; those of a period stand behind its average, which those still running are not in.
  retention: ({ rows }) =>
    by(rows, ({ period }) => [period])
      .map((total) => ({ rows: total.rows.filter((at) => typeof rows[at]?.active === 'number') }))
      .filter((total) => total.rows.length),
  // A count over its probability is what leaves the place, wherever to.
  transitions: ({ rows }) => [
    ...by(rows, () => []),
    ...by(rows, ({ from }) => [from]).map((total) => ({ ...total, fromRows: true })),
  ],
  'journey-flow': ({ rows }) => [...by(rows, ({ step }) => [step]), ...throughPlaces(rows)],
};

/** One total for each set of names. */
function by(rows: readonly ResultRow[], namesOf: (row: ResultRow) => readonly unknown[]): readonly Total[] {
  const sets = new Map<string, number[]>();
  rows.forEach((row, at) => {
    const name = JSON.stringify(namesOf(row));
    sets.set(name, [...(sets.get(name) ?? []), at]);
  });
  return [...sets.values()].map((own) => ({ rows: own }));
}

/** Who arrives at a place with a step goes on from it, or leaves, with the next. */
function throughPlaces(rows: readonly ResultRow[]): readonly Total[] {
  const out = new Map<string, number[]>();
  rows.forEach(({ step, from }, at) => {
    const place = JSON.stringify([Number(step), from]);
    out.set(place, [...(out.get(place) ?? []), at]);
  });
  return [...out].flatMap(([place, own]) => {
    const less = rows.flatMap(({ step, to }, at) => (JSON.stringify([Number(step) + 1, to]) === place ? [at] : []));
    return less.length ? [{ rows: own, less }] : [];
  });
}
