import type { Engine } from '../engine/engine';
import { identifier, join, sql } from '../engine/sql';
import type { Built } from '../model/built';
import { tableNames, timeOf, type TableName } from '../model/schema';
import type { FilterOptions } from './filter-choice.svelte';

const most = 500;
const offered: readonly (readonly [TableName, string])[] = [
  ['customers', 'segment'],
  ['customers', 'region'],
  ['interactions', 'channel'],
  ['orders', 'channel'],
  ['tickets', 'channel'],
  ['responses', 'channel'],
  ['responses', 'survey'],
  ['interactions', 'touchpoint'],
  ['responses', 'touchpoint'],
  ['tickets', 'touchpoint'],
];

/** What the stored tables, unfiltered, offer to filter by: the span of time, and columns with 2 to 500 values. */
export async function filterOptions(engine: Engine, roles: ReadonlySet<string>): Promise<FilterOptions> {
  const of: FilterOptions['of'][number][] = [];
  for (const [table, column] of offered.filter(([table, column]) => roles.has(`${table}.${column}`))) {
    const name = identifier(column);
    const rows = await engine.query(
      sql`SELECT DISTINCT ${name}::VARCHAR AS v FROM ${identifier('store', table)} WHERE ${name} IS NOT NULL ORDER BY 1 LIMIT ${most + 1}`,
    );
    if (rows.length > 1 && rows.length <= most) of.push({ table, column, values: rows.map(({ v }) => String(v)) });
  }
  return { ...(await span(engine, roles)), of };
}

/** The counts with the rows that the filters keep now. */
export async function keptNow(engine: Engine, counts: Built['counts']): Promise<Built['counts']> {
  const parts = tableNames.map(
    (table) => sql`SELECT ${table} AS name, count(*)::DOUBLE AS n FROM ${identifier('canonical', table)}`,
  );
  const rows = await engine.query(join(parts, '\nUNION ALL BY NAME\n'));
  const kept = new Map(rows.map(({ name, n }) => [String(name), Number(n)]));
  const now = (table: TableName) => ({ ...counts[table], kept: kept.get(table) ?? counts[table].kept });
  return { ...counts, ...Object.fromEntries(tableNames.map((table) => [table, now(table)])) };
}

async function span(engine: Engine, roles: ReadonlySet<string>): Promise<Pick<FilterOptions, 'from' | 'to'>> {
  const timed = Object.entries(timeOf).filter(([table, column]) => roles.has(`${table}.${column}`));
  if (!timed.length) return { from: null, to: null };
  const spans = timed.map(
    ([table, column]) =>
      sql`SELECT min(${identifier(column)}) AS a, max(${identifier(column)}) AS b FROM ${identifier('store', table)}`,
  );
  const [row] = await engine.query(
    sql`SELECT strftime(min(a), '%Y-%m-%d') AS "from", strftime(max(b), '%Y-%m-%d') AS "to" FROM (${join(spans, '\nUNION ALL BY NAME\n')})`,
  );
  return { from: text(row?.from), to: text(row?.to) };
}

function text(cell: unknown): string | null {
  return typeof cell === 'string' ? cell : null;
}
