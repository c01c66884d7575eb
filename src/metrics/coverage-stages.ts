import { canonicalWord } from '../model/catalogue-words';
import { groupBy } from './group-by';

/** Names in order, null last. */
export function nullLast(a: string | null, b: string | null): number {
  return Number(a === null) - Number(b === null) || (String(a) < String(b) ? -1 : 1);
}

/** Reach by group and stage, nested; a stage that nobody of the group was at is absent. */
export function matrixOf(
  cells: readonly { slice: string | null; stage: string | null; whole: boolean; customers: number; active: number }[],
) {
  // prettier-ignore
  const groups = groupBy(cells.filter(({ whole }) => !whole), ({ slice }) => slice ?? '–');
  return Object.fromEntries(
    [...groups].map(([slice, own]) => [
      slice,
      Object.fromEntries(own.map(({ stage, customers, active }) => [stage ?? '–', customers / active])),
    ]),
  );
}

/** The stages asked for, in their order, then those of the catalogue; null last, for touchpoints without a stage. */
export function stagesOf(
  catalogue: readonly { readonly stage: string | null }[],
  asked: readonly string[],
): (string | null)[] {
  const found = [...new Set(catalogue.map(({ stage }) => stage))];
  const wanted = [...new Set(asked.map((stage) => canonicalWord('stage', stage)))];
  const known = found.filter((stage) => stage !== null && !wanted.includes(stage)).sort();
  return [...wanted, ...known, ...(found.includes(null) ? [null] : [])];
}
