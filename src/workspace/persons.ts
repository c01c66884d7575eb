import type { Engine } from '../engine/engine';
import { identifier, sql, type Sql } from '../engine/sql';
import { grouped } from '../metrics/grouping';
import type { Found, Metric, ResultRow, Setting } from '../metrics/metric';
import { fieldsOf, type TableName } from '../model/schema';

/** Whom a metric's rows are made of, by row: counted on the engine, never taken for granted. */
export interface Persons {
  readonly of: readonly (number | null)[];
  /** The largest share one person has of a row's sum; null where the row has none. */
  readonly largest: readonly (number | null)[];
  /** Behind the whole; null where nobody is behind it. */
  readonly whole: number | null;
}

/** A metric whose persons nobody has said how to count: it is treated as rows of persons. */
export const unknownPersons = 'unknown';

type Counted =
  /** Distinct persons of a table by the metric's own grouping. */
  | { readonly kind: 'table'; readonly table: TableName; readonly answers?: string }
  /** A column that is a count of distinct persons by definition. */
  | { readonly kind: 'column'; readonly column: string; readonly whole?: string }
  /** The metric that a parameter names, by period. */
  | { readonly kind: 'followed' }
  /** No persons: a catalogue, a scorecard of indicators. */
  | { readonly kind: 'nobody' }
  /** Distinct customers who went from one touchpoint to the next. */
  | { readonly kind: 'steps' };

const counted: Readonly<Record<string, Counted>> = {
  csat: { kind: 'table', table: 'responses' },
  nps: { kind: 'table', table: 'responses', answers: 'nps' },
  ces: { kind: 'table', table: 'responses', answers: 'ces' },
  sentiment: { kind: 'table', table: 'responses', answers: 'verbatim' },
  'satisfaction-index': { kind: 'table', table: 'responses' },
  reliability: { kind: 'table', table: 'responses' },
  drivers: { kind: 'table', table: 'responses' },
  'importance-performance': { kind: 'table', table: 'responses' },
  consistency: { kind: 'table', table: 'responses' },
  'response-time': { kind: 'table', table: 'tickets' },
  'first-contact-resolution': { kind: 'table', table: 'tickets' },
  'response-rate': { kind: 'table', table: 'invites' },
  conversion: { kind: 'table', table: 'interactions' },
  'touchpoint-exit': { kind: 'table', table: 'interactions' },
  attribution: { kind: 'table', table: 'interactions' },
  'return-on-touchpoint': { kind: 'table', table: 'interactions' },
  churn: { kind: 'column', column: 'customers' },
  repurchase: { kind: 'column', column: 'customers' },
  'clv-historic': { kind: 'column', column: 'customers' },
  survival: { kind: 'column', column: 'at_risk', whole: 'n' },
  retention: { kind: 'column', column: 'size' },
  'journey-flow': { kind: 'column', column: 'customers' },
  transitions: { kind: 'steps' },
  'balanced-scorecard': { kind: 'nobody' },
  'control-chart': { kind: 'followed' },
  ewma: { kind: 'followed' },
  cusum: { kind: 'followed' },
  anomalies: { kind: 'followed' },
};

/** Columns that name a person: each row is one then. */
const persons = /^(?:customer_id|response_id|order_id|ticket_id|session_id|invite_id|agent|customer)$/;

/** Asks the engine how many distinct persons stand behind each row of a metric's result, by the metric's own grouping. */
export async function personsBehind(
  engine: Engine,
  { metric, found, setting }: { readonly metric: Metric; readonly found: Found; readonly setting: Setting },
): Promise<Persons | typeof unknownPersons> {
  const first = Object.keys(found.rows[0] ?? {})[0] ?? '';
  const by = typeof found.summary.by === 'string' ? found.summary.by : first === 'touchpoint' ? 'touchpoint' : first;
  const none = found.rows.map(() => null);
  if (persons.test(first) || persons.test(by) || by === 'customer')
    return { of: found.rows.map(() => 1), largest: none, whole: numberOf(found.summary, 'n') ?? found.rows.length };
  const how = counted[metric.id];
  if (!how) return unknownPersons;
  if (how.kind === 'nobody') return { of: none, largest: none, whole: null };
  if (how.kind === 'column') {
    const of = found.rows.map((row) => numberOf(row, how.column) ?? 0);
    return { of, largest: await largestOf(engine, found, of), whole: numberOf(found.summary, how.whole ?? how.column) };
  }
  if (how.kind === 'steps') return ofSteps(engine, found);
  const asked = how.kind === 'followed' ? followed(setting) : { how, by, grain: setting.params.grain };
  if (!asked) return unknownPersons;
  const groups = await byGroup(engine, setting, asked.how, asked.by, asked.grain, found);
  const key = 'item' in (found.rows[0] ?? {}) ? 'item' : 'touchpoint' in (found.rows[0] ?? {}) ? 'touchpoint' : first;
  const whole = groups.get(null) ?? 0;
  const of = found.rows.map((row) => {
    const group = row[key];
    const counted = group === null || group === undefined ? whole : (groups.get(String(group)) ?? 0);
    return Math.min(counted, baseOf(metric, row) ?? Infinity);
  });
  return { of, largest: await largestOf(engine, found, of), whole };
}

type Table = Extract<Counted, { kind: 'table' }>;

function followed({ params }: Setting): { how: Table; by: string; grain: unknown } | null {
  const id = typeof params.metric === 'string' ? params.metric : 'csat';
  const how = counted[id];
  const table: Table | null =
    how?.kind === 'table'
      ? how
      : id === 'churn'
        ? { kind: 'table', table: 'interactions' }
        : id === 'repurchase' || id === 'clv-historic'
          ? { kind: 'table', table: 'orders' }
          : null;
  return table && { how: table, by: 'period', grain: params.grain ?? 'week' };
}

async function byGroup(
  engine: Engine,
  setting: Setting,
  { table, answers }: Table,
  by: string,
  grain: unknown,
  found: Found,
): Promise<ReadonlyMap<string | null, number>> {
  const own =
    by === 'driver'
      ? setting.roles.has('responses.item')
        ? 'item'
        : 'touchpoint'
      : by === 'model'
        ? 'touchpoint'
        : by;
  const length = grain === 'day' || grain === 'week' || grain === 'quarter' ? grain : 'month';
  const ask = {
    params: { by: own, grain: length, confidence: 0.95 },
    has: (role: string) => setting.roles.has(role),
    random: () => () => 0,
    progress: () => undefined,
  } as const;
  const rows = await engine.query(
    sql`SELECT CASE WHEN grouping(grp) = 1 THEN NULL ELSE grp END AS grp, grouping(grp) = 1 AS whole, count(DISTINCT ${personOf(table)})::DOUBLE AS n
        FROM ${grouped(ask, table)} ${only(table, answers, found)} GROUP BY GROUPING SETS ((grp), ())`,
    { first: 'canonical' },
  );
  return new Map(
    rows
      .filter(({ grp, whole }) => whole || grp !== null)
      .map(({ grp, n }) => [grp === null ? null : String(grp), Number(n)]),
  );
}

function only(table: TableName, answers: string | undefined, { summary }: Found): Sql {
  if (table !== 'responses') return sql``;
  const kind = typeof summary.kind === 'string' ? summary.kind : answers;
  const given = kind === 'verbatim' ? sql`text IS NOT NULL` : sql`score IS NOT NULL`;
  return kind === undefined ? sql`WHERE ${given}` : sql`WHERE ${given} AND (kind IS NULL OR kind = ${kind})`;
}

function personOf(table: TableName): Sql {
  const own = {
    responses: 'response_id',
    tickets: 'ticket_id',
    orders: 'order_id',
    invites: 'invite_id',
    interactions: 'session_id',
  };
  const id = table in own ? own[table as keyof typeof own] : undefined;
  if (!('customer_id' in fieldsOf(table))) throw new TypeError(`${table} knows no person`);
  return id === undefined ? sql`customer_id` : sql`coalesce(customer_id, ${identifier(id)})`;
}

async function ofSteps(engine: Engine, found: Found): Promise<Persons> {
  const rows = await engine.query(
    sql`WITH s AS (SELECT customer, touchpoint AS a, lead(touchpoint) OVER (PARTITION BY customer ORDER BY position) AS b FROM interactions WHERE customer IS NOT NULL)
        SELECT a, b, count(DISTINCT customer)::DOUBLE AS n FROM s WHERE a IS NOT NULL AND b IS NOT NULL GROUP BY a, b
        UNION ALL SELECT NULL, NULL, count(DISTINCT customer)::DOUBLE FROM interactions`,
    { first: 'canonical' },
  );
  const count = new Map(rows.map(({ a, b, n }) => [JSON.stringify([a, b]), Number(n)]));
  const of = found.rows.map((row) =>
    Math.min(count.get(JSON.stringify([row.from ?? null, row.to ?? null])) ?? 0, numberOf(row, 'count') ?? Infinity),
  );
  return { of, largest: found.rows.map(() => null), whole: count.get('[null,null]') ?? 0 };
}

/** An upper bound of one person's share of a row's money: what the largest customer of all paid, over the row's sum. */
async function largestOf(
  engine: Engine,
  { rows }: Found,
  of: readonly (number | null)[],
): Promise<readonly (number | null)[]> {
  const money = ['revenue', 'value'].find((column) =>
    rows.some(
      (row) => typeof row[column] === 'number' && row[column] !== 0 && 'credit' in row === (column === 'value'),
    ),
  );
  if (money === undefined) return of.map(() => null);
  const [top] = await engine.query(
    sql`SELECT max(s)::DOUBLE AS s FROM (SELECT sum(amount) AS s FROM orders WHERE customer_id IS NOT NULL GROUP BY customer_id)`,
    { first: 'canonical' },
  );
  return rows.map((row) => {
    const sum = numberOf(row, money);
    return typeof top?.s === 'number' && sum !== null && sum > 0 ? Math.min(1, top.s / sum) : null;
  });
}

function baseOf(metric: Metric, row: ResultRow): number | null {
  const base = metric.headline?.base ?? (metric.id === 'return-on-touchpoint' ? '' : 'n');
  return base === 'credit' ? null : numberOf(row, base);
}

function numberOf(row: ResultRow, column: string): number | null {
  const value = row[column];
  return typeof value === 'number' ? value : null;
}
