import type { Found, Value } from '../../metrics/metric';
import { complementOf } from '../complement';
import { noneOf, numberOf, type CountPersons } from './persons';
import { by } from './totals';

/**
 * Customers who were at a stage; where stages hardly share any, the whole gives one away that is held back. The matrix
 * tells the share of each group of customers who were there, and with it the group's size.
 */
export const reachBehind: CountPersons = (_, { found: { rows, summary, more } }, k) => {
  const of = rows.map((row) => numberOf(row, 'customers') ?? 0);
  const whole = numberOf(summary, 'active_customers');
  const isPartition = whole !== null && of.reduce((sum, n) => sum + n, 0) - whole < k;
  return Promise.resolve({
    of,
    largest: noneOf(rows),
    whole,
    overlapping: !isPartition,
    told: (found) => withCells(found, cellsOf(more), k),
  });
};

interface Cell {
  readonly slice: string | null;
  readonly stage: string;
  readonly reach: number;
  readonly n: number;
}

function cellsOf(more: unknown): readonly Cell[] {
  const cells: unknown = more !== null && typeof more === 'object' && 'cells' in more ? more.cells : [];
  return Array.isArray(cells) ? (cells as readonly Cell[]) : [];
}

/** Without groups that are small or follow from the number of all, and shares that are 0 or 1 or follow from their stage's. */
function withCells(found: Found, cells: readonly Cell[], k: number): Found {
  const rows = cells.map(({ slice, stage }) => ({ slice, stage }));
  const slices = by(rows, ({ slice }) => [slice]);
  const sizes = slices.map(({ rows: [first] }) => cells[first ?? 0]?.n ?? 0);
  const few = new Set(sizes.flatMap((n, at) => (n < k ? [at] : [])));
  const further = complementOf({ hidden: few, persons: sizes, totals: [{ rows: sizes.map((_, at) => at) }], k });
  const gone = [...few, ...further].flatMap((at) => slices[at]?.rows ?? []);
  const alike = cells.flatMap(({ reach }, at) => (reach === 0 || reach === 1 ? [at] : []));
  const hidden = new Set([...gone, ...alike]);
  const persons = cells.map(({ n }) => n);
  const beside = complementOf({ hidden, persons, totals: by(rows, ({ stage }) => [stage]), k });
  const told = cells.filter((_, at) => !hidden.has(at) && !beside.has(at));
  if (told.length === cells.length) return found;
  const matrix: Record<string, Record<string, Value>> = {};
  for (const { slice, stage, reach } of told) (matrix[slice ?? '–'] ??= {})[stage] = reach;
  return { ...found, summary: { ...found.summary, matrix }, more: { ...(found.more as object), cells: told } };
}
