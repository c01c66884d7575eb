import type { Found, ResultRow, Value } from '../../metrics/metric';
import type { Total } from '../complement';
import { goneOf, isApart, type Groups } from '../whole-groups';
import { noneOf, numberOf, type CountPersons } from './persons';
import { by } from './totals';

/**
 * The size of a cohort stands in each of its rows, and the sizes add up to all customers, whose number other results tell
 * too: a cohort goes as a whole, and with it another one. The average of a period is of those cohorts for which it is
 * over; one that holds some of the cohorts that are gone, but not all, would tell them apart.
 */
export const cohortsBehind: CountPersons = (_, { found: { rows, summary } }) => {
  const ofPrevious = summary.reference === 'previous';
  const cohorts = by(rows, ({ cohort }) => [cohort]).map((own) => own.rows);
  const place = new Map(cohorts.flatMap((own, at) => own.map((row) => [row, at])));
  const averages = by(rows, ({ period }) => [period]).map((own) => {
    const over = own.rows.filter((row) => rows[row]?.complete === true);
    return { period: rows[own.rows[0] ?? 0]?.period, rows: over, cohorts: over.map((row) => place.get(row) ?? 0) };
  });
  const groups: Groups = {
    rows: cohorts,
    persons: cohorts.map(([first]) => sizeOf(rows[first ?? 0])),
    together: averages.filter(({ period }) => period !== 0).map((average) => average.cohorts),
  };
  const told = (hidden: ReadonlySet<number>) => {
    const gone = goneOf(groups, hidden);
    return averages.filter((average) => (ofPrevious ? !hidden.size : !isApart(average.cohorts, gone)));
  };
  const previous = new Map(
    ofPrevious ? cohorts.flatMap((own) => own.slice(1).map((row, at) => [row, own[at] ?? 0])) : [],
  );
  const baseOf = (row: ResultRow, at: number) => {
    const before = rows[previous.get(at) ?? -1];
    return before && row.active !== null ? Math.min(sizeOf(row), numberOf(before, 'active') ?? 0) : sizeOf(row);
  };
  // A share of those who were active the period before tells that none of them had gone.
  const links = [...previous].filter(([, before]) => rows[before]?.rate === 1);
  return Promise.resolve({
    of: rows.map(baseOf),
    largest: noneOf(rows),
    whole: numberOf(summary, 'customers'),
    groups,
    totals: (hidden) =>
      ofPrevious ? links.map(([row, before]): Total => ({ rows: [before], from: [row] })) : told(hidden),
    told: (found, hidden) => withAverages(found, new Set(told(hidden).map(({ period }) => period))),
  });
};

function sizeOf(row: ResultRow | undefined): number {
  return numberOf(row ?? {}, 'size') ?? 0;
}

function withAverages({ more, ...found }: Found, periods: ReadonlySet<unknown>): Found {
  const isTold = (average: object) => 'period' in average && periods.has(average.period);
  const of = (averages: unknown) => (Array.isArray(averages) ? (averages as object[]).filter(isTold) : averages);
  return { ...found, summary: { ...found.summary, average: of(found.summary.average) as Value }, more: of(more) };
}
