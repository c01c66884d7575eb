import type { Cell, Engine, Row } from '../engine/engine';
import type { Format } from '../i18n/say';
import type { Locale, Remark, Text } from '../i18n/text';
import type { Chart, Found, Metric, ResultRow, Setting, Value } from '../metrics/metric';
import type { Naming } from './intent-report';
import { passGate, type Because, type Holding } from './gate';
import { personsBehind, unknownPersons } from './persons';
import { redact } from './redact';

/** A result that wants to leave the machine. */
export type Departing =
  | {
      readonly kind: 'metric';
      readonly metric: Metric;
      readonly found: Found;
      readonly setting: Setting;
    }
  | {
      readonly kind: 'query';
      readonly columns: readonly string[];
      readonly rows: readonly Row[];
      readonly persons: Naming;
    };

export interface Held {
  /** The row's group; null: the whole. */
  readonly group: string | null;
  readonly because: Because;
}

export interface ClearedColumn {
  readonly name: string;
  readonly label: Text | null;
  readonly format: Format | null;
}

/** What may leave, and what was held back. Only `leave` makes one, and every format takes only this. */
export class Cleared {
  readonly columns: readonly ClearedColumn[];
  readonly rows: readonly ResultRow[];
  /** The row stands in the table without its figures: it was suppressed. */
  readonly hidden: ReadonlySet<number>;
  readonly summary: Readonly<Record<string, Value>>;
  readonly held: readonly Held[];
  readonly redactions: number;
  readonly k: number;
  /** The person agreed that rows of persons leave as they are. */
  readonly rowLevel: boolean;
  readonly #charts: (locale: Locale) => readonly Chart[];
  readonly #remarks: () => readonly Remark[];

  /** @internal */
  constructor(
    parts: Pick<Cleared, 'columns' | 'rows' | 'hidden' | 'summary' | 'held' | 'redactions' | 'k' | 'rowLevel'>,
    charts: (locale: Locale) => readonly Chart[],
    remarks: () => readonly Remark[],
  ) {
    this.columns = parts.columns;
    this.rows = parts.rows;
    this.hidden = parts.hidden;
    this.summary = parts.summary;
    this.held = parts.held;
    this.redactions = parts.redactions;
    this.k = parts.k;
    this.rowLevel = parts.rowLevel;
    this.#charts = charts;
    this.#remarks = remarks;
  }

  /** Charts drawn from what passed and nothing else; none where a chart needs more than that. */
  charts(locale: Locale): readonly Chart[] {
    return this.#charts(locale);
  }

  remarks(): readonly Remark[] {
    return this.#remarks();
  }

  /** Rows that kept their figures. */
  get shown(): readonly ResultRow[] {
    return this.rows.filter((_, at) => !this.hidden.has(at));
  }
}

/** The persons behind the rows are not known: the person must say which column names them, or agree to rows as they are. */
export class MustAsk extends Error {
  override readonly name = 'MustAsk';
}

export interface Leaving {
  readonly engine: Engine;
  readonly k: number;
  /** Draws a free query's rows; a metric draws its own. */
  readonly draw?: (columns: readonly string[], rows: readonly ResultRow[], locale: Locale) => Chart | null;
  /** The person agreed that a metric whose persons cannot be counted leaves as it is. */
  readonly agreed?: boolean;
}

/** The one door out: counts the persons behind each group, passes the gate with k, and says what was held back. */
export function leave(departing: Departing, leaving: Leaving): Promise<Cleared> {
  return departing.kind === 'metric'
    ? metricLeaves(departing, leaving)
    : Promise.resolve(queryLeaves(departing, leaving));
}

async function metricLeaves(
  { metric, found, setting }: Extract<Departing, { kind: 'metric' }>,
  { engine, k, agreed = false }: Leaving,
): Promise<Cleared> {
  const behind = await personsBehind(engine, { metric, found, setting });
  if (behind === unknownPersons && !agreed) throw new MustAsk(metric.id);
  const names = Object.keys(found.rows[0] ?? {});
  const holds = names.map((name, at) => ({ name, holds: holdingOf(metric, found.rows, name, at) }));
  const alike = alikeColumn(metric, found.rows);
  const passed = passGate(
    {
      columns: [...holds, { name: alikeName, holds: 'share' }],
      rows: found.rows.map((row, at) => ({ ...row, [alikeName]: alike(at) })),
      persons: behind === unknownPersons ? found.rows.map(() => null) : behind.of,
      largest: behind === unknownPersons ? [] : behind.largest,
    },
    { k },
  );
  const hidden = new Set(passed.suppressed.map(({ row }) => row));
  const cleaned = clean(passed.rows.map(({ [alikeName]: _, ...row }) => row));
  const wholeIsFew = behind !== unknownPersons && behind.whole !== null && behind.whole < k;
  const isNobody = behind !== unknownPersons && behind.whole === null;
  const groups = new Set(passed.suppressed.flatMap(({ row }) => groupsOf(found.rows[row] ?? {}, holds)));
  const summary = wholeIsFew ? {} : (without(found.summary, groups) as Readonly<Record<string, Value>>);
  const shown = cleaned.rows.filter((_, at) => !hidden.has(at));
  const kept = isNobody || !hasFew(found.more, k) ? without(found.more, groups) : undefined;
  const outgoing: Found = { rows: shown, summary, ...(kept === undefined ? {} : { more: kept }) };
  const spoken = [...groups];
  return new Cleared(
    {
      columns: names.map((name) => ({
        name,
        label: metric.headings[name]?.label ?? null,
        format: metric.headings[name]?.format ?? null,
      })),
      rows: cleaned.rows,
      hidden,
      summary,
      held: [
        ...passed.suppressed.map(({ group, because }) => ({ group: redact(group).text, because })),
        ...(wholeIsFew ? [{ group: null, because: 'few-persons' as const }] : []),
      ],
      redactions: passed.redactions + cleaned.found,
      k,
      rowLevel: behind === unknownPersons,
    },
    (locale) =>
      wholeIsFew || !shown.length
        ? []
        : drawn(() => metric.charts(outgoing, setting, locale)).filter((chart) => !mentions(chart, spoken)),
    () =>
      wholeIsFew ? [] : drawn(() => metric.remarks(outgoing, setting)).filter((remark) => !mentions(remark, spoken)),
  );
}

/** What a metric draws or says from rows alone; one that cannot do without what was held back says nothing. */
function drawn<T>(make: () => readonly T[]): readonly T[] {
  try {
    return make();
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return [];
    throw error;
  }
}

function queryLeaves({ columns, rows, persons }: Extract<Departing, { kind: 'query' }>, { k, draw }: Leaving): Cleared {
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
  const cleaned = clean(passed.rows.filter((_, at) => !hidden.has(at)));
  return new Cleared(
    {
      columns: names.map((name) => ({ name, label: null, format: null })),
      rows: cleaned.rows,
      hidden: new Set(),
      summary: {},
      held: passed.suppressed.map(({ because }) => ({ group: null, because })),
      redactions: cleaned.found,
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

const alikeName = '(alike)';
const counts = /^(?:n|count|customers|persons|size|respondents|reached|entered|orders|answers|events|visits)$/;

function holdingOf(metric: Metric, rows: readonly ResultRow[], name: string, at: number): Holding {
  if (at === 0 || ['touchpoint', 'stage', 'from', 'to', 'item', 'driver', 'model', 'period', 'step'].includes(name))
    return 'group';
  return rows.some((row) => typeof row[name] === 'string') && metric.headings[name]?.format === undefined
    ? 'verbatim'
    : 'measure';
}

/** 0 or 1 where all persons of a row are alike: a share of exactly 0 or 1, an NPS or a score at its scale's end. */
function alikeColumn({ headline }: Metric, rows: readonly ResultRow[]): (at: number) => number | null {
  return (at) => {
    const row = rows[at] ?? {};
    const value = headline ? row[headline.value] : null;
    const scale = headline?.scale ?? null;
    if (typeof value === 'number' && scale && (value === scale[0] || value === scale[1]))
      return value === scale[0] ? 0 : 1;
    const share = ['rate', 'csat', 'easy', 'within_sla'].map((name) => row[name]).find((one) => one === 0 || one === 1);
    return typeof share === 'number' ? share : null;
  };
}

/** Whether a column of a free query reads as shares: all between 0 and 1, and not whole numbers throughout. */
function shareLike(rows: readonly ResultRow[], name: string): boolean {
  const numbers = rows.map((row) => row[name]).filter((value) => typeof value === 'number');
  return (
    numbers.length > 0 && numbers.every((value) => value >= 0 && value <= 1) && numbers.some((value) => value % 1 !== 0)
  );
}

function groupsOf(
  row: ResultRow,
  holds: readonly { readonly name: string; readonly holds: Holding }[],
): readonly string[] {
  const own = holds.filter((column) => column.holds === 'group').map(({ name }) => row[name]);
  return own.length === 1 ? own.filter((value) => typeof value === 'string') : [];
}

/** A copy in which no list has an entry, and no record a key, of these groups. */
function without(value: unknown, groups: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.filter((part) => !names(part, groups)).map((part) => without(part, groups));
  if (value instanceof Map)
    return new Map(
      [...value].filter(([key]) => !groups.has(String(key))).map(([key, part]) => [key, without(part, groups)]),
    );
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => (groups.has(key) ? [] : [[key, without(part, groups)]])),
  );
}

function names(part: unknown, groups: ReadonlySet<string>): boolean {
  if (typeof part === 'string') return groups.has(part);
  return (
    part !== null &&
    typeof part === 'object' &&
    !Array.isArray(part) &&
    Object.values(part).some((one) => typeof one === 'string' && groups.has(one))
  );
}

/** Whether some count in it is of fewer than k (and not of none). */
function hasFew(value: unknown, k: number): boolean {
  if (Array.isArray(value)) return value.some((part) => hasFew(part, k));
  if (value === null || typeof value !== 'object') return false;
  return Object.entries(value).some(([key, part]) =>
    typeof part === 'number' ? counts.test(key) && part > 0 && part < k : hasFew(part, k),
  );
}

/** Whether a chart or remark still speaks of a group that was held back: in data, tooltip, title or alternative. */
function mentions(part: unknown, groups: readonly string[]): boolean {
  if (!groups.length) return false;
  if (typeof part === 'string')
    return groups.some((group) => part === group || (group.length > 1 && part.includes(group)));
  if (part === null || typeof part !== 'object') return false;
  return Object.values(part).some((one) => mentions(one, groups));
}

function clean(rows: readonly ResultRow[]): { readonly rows: readonly ResultRow[]; readonly found: number } {
  let found = 0;
  const text = (value: Value): Value => {
    if (typeof value === 'string' && !/^\d{4}-\d\d-\d\d/.test(value)) {
      const one = redact(value);
      found += one.found;
      return one.text;
    }
    return Array.isArray(value) ? (value as readonly Value[]).map(text) : value;
  };
  return {
    rows: rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, text(value)]))),
    found,
  };
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
