import type { Engine } from '../../engine/engine';
import { identifier, sql, type Sql } from '../../engine/sql';
import { grouped, type Grouping } from '../../metrics/grouping';
import type { Found, Setting } from '../../metrics/metric';
import { scoped, type Dated, type Filters } from '../../model/filters';
import { fieldsOf, type TableName } from '../../model/schema';
import { counted, type Counted } from './counted';
import { countsBy } from './persons';

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

/** Distinct persons by group; under null the whole. */
export async function byGroup(
  engine: Engine,
  setting: Setting,
  { table, answers, by, grain, summary, only, dated }: Grouped,
): Promise<ReadonlyMap<string | null, number>> {
  const ask = askOf(setting, by, grain);
  const query = sql`SELECT CASE WHEN grouping(grp) = 1 THEN NULL ELSE grp END AS key, grouping(grp) = 1 AS whole, count(DISTINCT ${personOf(table)})::DOUBLE AS n
        FROM ${grouped(ask, table)} ${chosen(table, answers, summary)} GROUP BY GROUPING SETS ((grp), ())`;
  const rows = await engine.query(scoped(query, only ?? {}, dated), { first: 'canonical' });
  return countsBy(rows.filter(({ key, whole }) => whole || key !== null));
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
  const kind = typeof summary.kind === 'string' ? summary.kind : answers;
  const given = kind === 'verbatim' ? sql`text IS NOT NULL` : sql`score IS NOT NULL`;
  return kind === undefined ? sql`WHERE ${given}` : sql`WHERE ${given} AND (kind IS NULL OR kind = ${kind})`;
}

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
