import type { Cell, Row } from '../engine/engine';
import type { Locale } from '../i18n/text';
import type { Chart, ResultRow, Value } from '../metrics/metric';
import { Cleared, MustAsk } from './cleared';
import { passGate } from './gate';
import type { Naming } from './intent-report';
import { redactRows } from './redact';

/** A free query's rows on their way out. */
export interface DepartingQuery {
  readonly kind: 'query';
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly persons: Naming;
}

export interface QueryLeaving {
  /** Groups of fewer persons than these are held back. */
  readonly k: number;
  /** Draws a free query's rows; a metric draws its own. */
  readonly draw?: (columns: readonly string[], rows: readonly ResultRow[], locale: Locale) => Chart | null;
}

/** Suppressed rows leave nothing behind, not even their texts; ids leave never. Throws MustAsk for a column that is not there. */
export function queryLeaves({ columns, rows, persons }: DepartingQuery, { k, draw }: QueryLeaving): Cleared {
  const plain = rows.map((row) => Object.fromEntries(columns.map((name) => [name, valueOf(row[name])] as const)));
  const ids = persons.kind === 'agreed' ? null : persons.column;
  if (ids !== null && !columns.includes(ids)) throw new MustAsk(ids);
  const names = columns.filter((name) => persons.kind !== 'ids' || name !== ids);
  const texts = names.filter(
    (name) => name !== ids && plain.some((row) => typeof row[name] === 'string' || typeof row[name] === 'boolean'),
  );
  const behind = persons.kind === 'agreed' ? plain.map(() => null) : countedIn(plain, persons, texts);
  const passed = passGate(
    {
      columns: names.map((name) => ({
        name,
        holds: texts.includes(name) ? 'group' : shareLike(plain, name) ? 'share' : 'measure',
      })),
      rows: plain,
      persons: behind,
    },
    { k },
  );
  const hidden = new Set(passed.suppressed.map(({ row }) => row));
  // A suppressed row of a free query leaves nothing behind: its texts may name a person.
  const cleaned = redactRows(passed.rows.filter((_, at) => !hidden.has(at)));
  return new Cleared(
    {
      columns: names.map((name) => ({ name, label: null, format: null })),
      rows: cleaned.rows,
      hidden: new Set(),
      heldCells: [],
      summary: {},
      held: passed.suppressed.map(({ because }) => ({ group: null, because })),
      redactions: cleaned.found,
      behind: { of: behind, whole: null },
      k,
      rowLevel: persons.kind === 'agreed',
    },
    (locale) => {
      const chart = draw?.(names, cleaned.rows, locale);
      return chart ? [chart] : [];
    },
    () => [],
  );
}

function countedIn(
  rows: readonly ResultRow[],
  persons: Exclude<Naming, { kind: 'agreed' }>,
  texts: readonly string[],
): readonly number[] {
  if (persons.kind === 'numbers')
    return rows.map((row) => {
      const count = row[persons.column];
      return typeof count === 'number' ? count : 0;
    });
  const groupOf = (row: ResultRow) => JSON.stringify(texts.map((name) => row[name]));
  const seen = new Map<string, Set<string>>();
  for (const row of rows) {
    const id = row[persons.column];
    const group = seen.get(groupOf(row)) ?? new Set();
    if (id !== null && id !== undefined) group.add(JSON.stringify(id));
    seen.set(groupOf(row), group);
  }
  return rows.map((row) => seen.get(groupOf(row))?.size ?? 0);
}

/** Whether a column of a free query reads as shares: all between 0 and 1, and not whole numbers throughout. */
function shareLike(rows: readonly ResultRow[], name: string): boolean {
  const numbers = rows.map((row) => row[name]).filter((value) => typeof value === 'number');
  return (
    numbers.length > 0 && numbers.every((value) => value >= 0 && value <= 1) && numbers.some((value) => value % 1 !== 0)
  );
}

function valueOf(cell: Cell | undefined): Value {
  if (cell === undefined || cell === null) return null;
  if (cell instanceof Date)
    return cell
      .toISOString()
      .replace('T', ' ')
      .replace(/(?: 00:00:00)?\.000Z$|Z$/, '');
  return typeof cell === 'object' ? JSON.stringify(cell) : cell;
}
