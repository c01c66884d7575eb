import type { Found, ResultRow } from '../../metrics/metric';
import { noneOf, numberOf, withoutFigures, type CountPersons } from './persons';

/**
 * Each step is part of the one above, so that two that leave tell how many were lost between them: k at least, or one of
 * the two stays. Who entered and who came through leave first, then as many steps between them as can. What a step tells
 * of the one before it stays where that one does. So it is with steps that other funnels have told: they lead through the
 * same people.
 */
export const funnelBehind: CountPersons = (_, { found: { rows, summary }, told: before = [] }, k) => {
  const told = toldSteps(rows.map(reachedBy), before, k);
  const isTold = (at: number) => told.has(at);
  const orphans = rows.flatMap((_row, at) => (at > 0 && isTold(at) && !isTold(at - 1) ? [at] : []));
  return Promise.resolve({
    of: rows.map((row, at) => (isTold(at) ? reachedBy(row) : Math.min(reachedBy(row), k - 1))),
    largest: noneOf(rows),
    whole: isTold(0) ? numberOf(summary, 'entered') : Math.min(numberOf(summary, 'entered') ?? 0, k - 1),
    overlapping: true,
    cells: orphans.flatMap((row) => ofStepBefore.map((column) => ({ row, column, because: 'complement' as const }))),
    told: (found, hidden) => (hidden.has(rows.length - 1) ? withoutEnd(found) : found),
  });
};

function withoutEnd({ more: _, ...found }: Found): Found {
  return withoutFigures(found, ['completed', 'rate']);
}

const ofStepBefore = ['step_rate', 'dropped', 'step_median_s'];

/** The places of the steps that may leave: the first, the last if enough were lost on the way to it, and from below what lies between. */
function toldSteps(reached: readonly number[], before: readonly number[], k: number): ReadonlySet<number> {
  const isNear = (n: number) => before.some((other) => other !== n && Math.abs(other - n) < k);
  const entered = reached[0] ?? 0;
  if (entered < k || isNear(entered)) return new Set();
  let below = 0;
  const told = new Set([0]);
  for (let at = reached.length - 1; at > 0; at--) {
    const n = reached[at] ?? 0;
    if (n - below < k || entered - n < k || isNear(n)) continue;
    told.add(at);
    below = n;
  }
  return told;
}

function reachedBy(row: ResultRow): number {
  return numberOf(row, 'reached') ?? 0;
}
