import type { Engine } from '../engine/engine';
import { identifier, join, sql } from '../engine/sql';
import { timeOf, type TableName } from '../model/schema';
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

/** What canonical tables, unfiltered, offer to filter by: the span of time, and columns with 2 to 500 values. */
export async function filterOptions(engine: Engine, roles: ReadonlySet<string>): Promise<FilterOptions> {
  const of: FilterOptions['of'][number][] = [];
  for (const [table, column] of offered.filter(([table, column]) => roles.has(`${table}.${column}`))) {
    const name = identifier(column);
    const rows = await engine.query(
      sql`SELECT DISTINCT ${name}::VARCHAR AS v FROM ${identifier('canonical', table)} WHERE ${name} IS NOT NULL ORDER BY 1 LIMIT ${most + 1}`,
    );
    if (rows.length > 1 && rows.length <= most) of.push({ table, column, values: rows.map(({ v }) => String(v)) });
  }
  return { ...(await span(engine, roles)), of };
}

async function span(engine: Engine, roles: ReadonlySet<string>): Promise<Pick<FilterOptions, 'from' | 'to'>> {
  const timed = Object.entries(timeOf).filter(([table, column]) => roles.has(`${table}.${column}`));
  if (!timed.length) return { from: null, to: null };
  const spans = timed.map(
    ([table, column]) =>
      sql`SELECT min(${identifier(column)}) AS a, max(${identifier(column)}) AS b FROM ${identifier('canonical', table)}`,
  );
  const [row] = await engine.query(
    sql`SELECT strftime(min(a), '%Y-%m-%d') AS "from", strftime(max(b), '%Y-%m-%d') AS "to" FROM (${join(spans, '\nUNION ALL BY NAME\n')})`,
  );
  return { from: text(row?.from), to: text(row?.to) };
}

function text(cell: unknown): string | null {
  return typeof cell === 'string' ? cell : null;
}
