import type { Outcome } from '../../metrics/run';

/** The names that a column of the result holds, in the order of `order` as far as that knows them, then as they come. */
export function namesOffered(outcome: Outcome | null, column: string, order: readonly string[]): readonly string[] {
  if (outcome?.kind !== 'answered') return [];
  const names = new Set(outcome.found.rows.flatMap(({ [column]: name }) => (typeof name === 'string' ? [name] : [])));
  return [...new Set([...order.filter((name) => names.has(name)), ...names])];
}
