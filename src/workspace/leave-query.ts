import type { Cell, Row } from '../engine/engine';
import type { Locale } from '../i18n/text';
import type { Chart, ResultRow, Value } from '../metrics/metric';
import { Cleared, MustAsk } from './cleared';
import { passGate } from './gate';
import type { Naming } from './intent-report';
import { redactRows } from './redact';
import { sha256OfText } from './sha256';

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
  /** Free queries that have left of the same files. */
  readonly queries?: readonly DepartedQuery[];
  /** Draws a free query's rows; a metric draws its own. */
  readonly draw?: (columns: readonly string[], rows: readonly ResultRow[], locale: Locale) => Chart | null;
}

/**
 * What is to be remembered of a free query that has left: its texts' columns, and of each group that they make a digest
 * and the number of persons. No text and no figure.
 */
export interface DepartedQuery {
  readonly columns: readonly string[];
  readonly groups: readonly (readonly [digest: string, persons: number])[];
}

/** Null where the person agreed that rows leave as they are: nothing was counted. */
export async function departedQuery(
  departing: DepartingQuery,
  { suppressed }: Pick<Cleared, 'suppressed'>,
): Promise<DepartedQuery | null> {
  if (departing.persons.kind === 'agreed') return null;
  const looked = lookedAt(departing);
  const gone = new Set(looked.plain.flatMap((row, at) => (suppressed.has(at) ? [looked.groupOf(row)] : [])));
  const told = [...looked.groups].filter(([key]) => !gone.has(key));
  const groups = await Promise.all(told.map(async ([key, persons]) => [await sha256OfText(key), persons] as const));
  return { columns: [...looked.texts].sort(), groups };
}

/** Suppressed rows leave nothing behind, not even their texts; ids leave never. Throws MustAsk for a column that is not there. */
export async function queryLeaves(
  departing: DepartingQuery,
  { k, draw, queries = [] }: QueryLeaving,
): Promise<Cleared> {
  const { persons } = departing;
  const { plain, names, texts, behind, groupOf } = lookedAt(departing);
  const apart = await apartFrom(queries, departing);
  const passed = passGate(
    {
      columns: names.map((name) => ({
        name,
        holds: texts.includes(name) ? 'group' : shareLike(plain, name) ? 'share' : 'measure',
      })),
      rows: plain,
      persons: behind,
      differs: plain.map((row) => apart.get(groupOf(row)) ?? null),
    },
    { k },
  );
  const hidden = new Set(passed.suppressed.map(({ row }) => row));
  // A suppressed row of a free query leaves nothing behind: its texts may name a person.
  const cleaned = redactRows(
    passed.rows.filter((_, at) => !hidden.has(at)),
    true,
  );
  return new Cleared(
    {
      columns: names.map((name) => ({ name, label: null, format: null })),
      rows: cleaned.rows,
      hidden: new Set(),
      suppressed: hidden,
      heldCells: [],
      summary: {},
      held: passed.suppressed.map(({ row, because }) => ({
        group: null,
        because: because === 'few-persons' && (behind[row] ?? 0) >= k ? ('difference' as const) : because,
      })),
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

/** By how many persons a group differs from what other queries told of the group of the same texts. */
async function apartFrom(
  queries: readonly DepartedQuery[],
  departing: DepartingQuery,
): Promise<ReadonlyMap<string, number>> {
  const { groups, texts } = lookedAt(departing);
  const columns = JSON.stringify([...texts].sort());
  const alike = queries
    .filter((other) => JSON.stringify(other.columns) === columns)
    .map((other) => new Map(other.groups));
  const apart = new Map<string, number>();
  for (const [key, persons] of alike.length && departing.persons.kind !== 'agreed' ? groups : []) {
    const digest = await sha256OfText(key);
    const near = alike.flatMap((other) => {
      const before = other.get(digest);
      return before === undefined || before === persons ? [] : [Math.abs(before - persons)];
    });
    if (near.length) apart.set(key, Math.min(...near));
  }
  return apart;
}

/** A query's rows as plain values, its groups by their texts, and how many persons each has. */
function lookedAt({ columns, rows, persons }: DepartingQuery) {
  const plain = rows.map((row) => Object.fromEntries(columns.map((name) => [name, valueOf(row[name])] as const)));
  const ids = persons.kind === 'agreed' ? null : persons.column;
  if (ids !== null && !columns.includes(ids)) throw new MustAsk(ids);
  const names = columns.filter((name) => persons.kind !== 'ids' || name !== ids);
  const texts = names.filter(
    (name) => name !== ids && plain.some((row) => typeof row[name] === 'string' || typeof row[name] === 'boolean'),
  );
  const groupOf = (row: ResultRow) => JSON.stringify(texts.map((name) => [name, row[name]]).sort());
  const groups = persons.kind === 'agreed' ? new Map<string, number>() : countedIn(plain, persons, groupOf);
  const behind = plain.map((row) =>
    persons.kind === 'agreed'
      ? null
      : persons.kind === 'numbers'
        ? numberIn(row, persons.column)
        : (groups.get(groupOf(row)) ?? 0),
  );
  return { plain, names, texts, behind, groups, groupOf };
}

function countedIn(
  rows: readonly ResultRow[],
  { kind, column }: Exclude<Naming, { kind: 'agreed' }>,
  groupOf: (row: ResultRow) => string,
): ReadonlyMap<string, number> {
  if (kind === 'numbers') return new Map(rows.map((row) => [groupOf(row), numberIn(row, column)]));
  const seen = new Map<string, Set<string>>();
  for (const row of rows) {
    const id = row[column];
    const group = seen.get(groupOf(row)) ?? new Set();
    if (id !== null && id !== undefined) group.add(JSON.stringify(id));
    seen.set(groupOf(row), group);
  }
  return new Map([...seen].map(([key, ids]) => [key, ids.size]));
}

function numberIn(row: ResultRow, column: string): number {
  const count = row[column];
  return typeof count === 'number' ? count : 0;
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
