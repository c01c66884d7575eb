import type { Found, ResultRow } from '../../metrics/metric';
import type { Total } from '../complement';
import { noneOf, numberOf, withoutFigures, type CountPersons } from './persons';
import { by } from './totals';

/**
 * Customers who go from here to there with a step. Those of a step and those who left with it are told beside the rows,
 * unless at some step they are few: each step's customers are those of the one before who did not leave.
 */
export const flowsBehind: CountPersons = (_, { found }, k) => {
  const { rows, summary } = found;
  const steps = by(rows, ({ step }) => [step]);
  const left = nameOfLeft(found);
  const isLeaving = (row: number) => rows[row]?.to === left;
  const leaving = steps.map((step) => ({ rows: step.rows.filter(isLeaving) }));
  const sumOf = (own: readonly number[]) => own.reduce((sum, row) => sum + customersOf(rows[row]), 0);
  const isFew = ({ rows: own }: Total) => sumOf(own) > 0 && sumOf(own) < k;
  const staying = (steps.at(-1)?.rows ?? []).filter((row) => !isLeaving(row));
  const areTold = ![...steps, ...leaving, { rows: staying }].some(isFew);
  const totals = [...(areTold ? [...steps, ...leaving] : steps.slice(0, 1)), ...throughPlaces(rows)];
  return Promise.resolve({
    of: rows.map(customersOf),
    largest: noneOf(rows),
    whole: numberOf(summary, 'customers'),
    totals: () => totals,
    told: (all: Found) => (areTold ? all : withoutFigures(all, ['by_step', 'left', 'still_there'])),
  });
};

function customersOf(row: ResultRow | undefined): number {
  return numberOf(row ?? {}, 'customers') ?? 0;
}

/** What those who leave go to, by a name that no touchpoint has. */
function nameOfLeft({ more }: Found): string {
  const labels: unknown = more !== null && typeof more === 'object' && 'labels' in more ? more.labels : null;
  const names = Object.keys(labels ?? {});
  return ['left', '(left)'].find((name) => names.includes(name)) ?? 'left';
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
