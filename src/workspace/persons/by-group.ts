import type { Engine } from '../../engine/engine';
import { identifier, sql, type Sql } from '../../engine/sql';
import { hasWeight } from '../../metrics/answer-weights';
import { grouped, type Grouping } from '../../metrics/grouping';
import type { Found, Setting } from '../../metrics/metric';
import { scoped, type Dated, type Filters } from '../../model/filters';
import { fieldsOf, type TableName } from '../../model/schema';
import { counted, type Counted } from './counted';

export type Table = Extract<Counted, { kind: 'table' }>;

export interface Grouped extends Omit<Table, 'kind'> {
  readonly by: string;
  readonly grain: unknown;
  readonly summary: Found['summary'];
  readonly only?: Filters | undefined;
  readonly dated?: Dated | undefined;
}

/** The table whose rows a metric that another one works on is made of; null where nobody has said. */
export function tableOf(metric: string): Table | null {
  const how = counted[metric];
  if (how?.kind === 'table') return how;
  if (metric === 'churn') return { kind: 'table', table: 'interactions' };
  return metric === 'repurchase' || metric === 'clv-historic' ? { kind: 'table', table: 'orders' } : null;
}

/** Distinct persons by group, under null the whole; and who they are, as numbers that mean nothing elsewhere, where they are fewer than k. */
export async function byGroup(
  engine: Engine,
  setting: Setting,
  { table, answers, by, grain, summary, only, dated }: Grouped,
  k = 0,
): Promise<ReadonlyMap<string | null, Group>> {
  const ask = askOf(setting, by, grain);
  const person = personOf(table);
  const query = sql`SELECT CASE WHEN grouping(grp) = 1 THEN NULL ELSE grp END AS key, grouping(grp) = 1 AS whole, count(DISTINCT ${person})::DOUBLE AS n,
          CASE WHEN count(DISTINCT ${person}) < ${k} THEN string_agg(DISTINCT hash(${person})::VARCHAR, ',') END AS who
        FROM ${grouped(ask, table)} ${chosen(table, answers, summary)} GROUP BY GROUPING SETS ((grp), ())`;
  const rows = await engine.query(scoped(query, only ?? {}, dated), { first: 'canonical' });
  return new Map(
    rows
      .filter(({ key, whole }) => whole || key !== null)
      .map(({ key, n, who }) => [
        key === null ? null : String(key),
        { persons: Number(n), who: typeof who === 'string' ? who.split(',') : null },
      ]),
  );
}

export interface Group {
  readonly persons: number;
  readonly who: readonly string[] | null;
}

/** A grouping as the metric itself was asked for it. */
export function askOf(setting: Setting, by: string, grain: unknown): Grouping {
  const length = grain === 'day' || grain === 'week' || grain === 'quarter' ? grain : 'month';
  return {
    params: { by: keyOf(setting, by), grain: length, confidence: 0.95 },
    has: (role: string) => setting.roles.has(role),
    weekStart: setting.weekStart ?? 'monday',
    random: () => () => 0,
    progress: () => undefined,
  };
}

/** Some metrics name their rows otherwise than the column that they are grouped by. */
function keyOf(setting: Setting, by: string): string {
  const isItem = by === 'driver' || by === 'item';
  if (isItem) return setting.roles.has('responses.item') ? 'item' : 'touchpoint';
  return by === 'model' ? 'touchpoint' : by;
}

/** Of answers those that the metric reads. */
export function chosen(table: TableName, answers: string | undefined, summary: Found['summary']): Sql {
  if (table !== 'responses') return sql``;
  const kind = typeof summary.kind === 'string' ? summary.kind : null;
  return sql`WHERE ${isChosen({ kind: 'table', table, ...(answers === undefined ? {} : { answers }) }, kind)}`;
}

/** Whether a row is one that the metric reads; `kind` is what the result itself says of the answers. */
export function isChosen({ table, answers }: Table, kind: string | null): Sql {
  return table === 'responses' ? sql`${hasWeight} AND ${isRead(kind ?? answers)}` : sql`true`;
}

function isRead(read: string | undefined): Sql {
  if (read === 'verbatim') return sql`text IS NOT NULL`;
  if (read === undefined) return sql`score IS NOT NULL`;
  if (read === 'items')
    return sql`score IS NOT NULL AND (${areItems} OR (kind = 'overall' AND NOT EXISTS (${anyItem})))`;
  if (read === 'satisfaction') return sql`score IS NOT NULL AND kind IS NOT DISTINCT FROM (${kindOfSatisfaction})`;
  return sql`score IS NOT NULL AND (kind IS NULL OR kind = ${read})`;
}

/** The kind that counts as satisfaction: the first of these that anybody gave. */
const kindOfSatisfaction = sql`SELECT CASE WHEN bool_or(kind = 'csat') THEN 'csat' WHEN bool_or(kind = 'overall') THEN 'overall' END FROM responses WHERE score IS NOT NULL`;

/** What a person rated one by one; where nobody did, the overall answers stand for it. */
const areItems = sql`(kind IS NULL OR kind IN ('csat', 'attribute'))`;
const anyItem = sql`FROM responses WHERE score IS NOT NULL AND ${areItems}`;

/** Who is behind a row: the customer, else the row's own id. */
export function personOf(table: TableName): Sql {
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
