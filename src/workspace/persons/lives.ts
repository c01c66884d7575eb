import type { ResultRow } from '../../metrics/metric';
import { noneOf, numberOf, type CountPersons } from './persons';
import { by } from './totals';

/**
 * Those at risk at a time are those of the time before without who was lost or last seen then: a row tells how many are
 * left after it. Those at risk first are the whole group; the groups add up to all.
 */
export const livesBehind: CountPersons = (_, { found: { rows, summary } }) => {
  const groups = by(rows, ({ group }) => [group]).map((own) => own.rows);
  const of = rows.map((row) => Math.min(atRisk(row), leftAfter(row) || Infinity));
  return Promise.resolve({
    of,
    largest: noneOf(rows),
    whole: numberOf(summary, 'n'),
    groups: { rows: groups, persons: groups.map(([first]) => atRisk(rows[first ?? 0] ?? {})), together: [] },
    totals: () => [],
  });
};

function atRisk(row: ResultRow): number {
  return numberOf(row, 'at_risk') ?? 0;
}

function leftAfter(row: ResultRow): number {
  return atRisk(row) - (numberOf(row, 'events') ?? 0) - (numberOf(row, 'undetermined') ?? 0);
}
