import { identifier, join, nothing, sql, type Sql } from '../engine/sql';
import type { TableName } from '../model/schema';
import type { Grouping } from './grouping';
import { refused } from './params';
import { periodName, wholeUntil } from './period';

/** The columns of `matchCounts`. */
export const matchColumns = {
  grp: 'text?',
  whole: 'flag',
  ids: 'number',
  matched: 'number',
  matched_known: 'number',
  matched_kept: 'number',
  alone_known: 'number',
  alone_kept: 'number',
  sources: 'number',
} as const;

/** Ids and those whose customer another source knows too, and who of both is still there, by group and over all. */
export function matchCounts(ask: Grouping, by: string, activeDays: number): Sql {
  const alone =
    listed(ask) && ask.has('customers.customer_id')
      ? sql`OR (SELECT count(DISTINCT source) FROM ids) <= 1 AND i.customer_id IN (SELECT customer_id FROM customers)`
      : nothing;
  return sql`
    WITH ids AS (SELECT source, source_id, any_value(customer_id) AS customer_id FROM (${sources(ask)}) WHERE source_id IS NOT NULL GROUP BY source, source_id),
    spread AS (SELECT customer_id, count(DISTINCT source) AS sources FROM ids WHERE customer_id IS NOT NULL GROUP BY customer_id),
    kept AS (${keptBy(ask, activeDays)}),
    judged AS (
      SELECT ${groupOf(ask, by)} AS grp, coalesce(spread.sources > 1, false) ${alone} AS matched, kept.kept
      FROM ids AS i LEFT JOIN spread ON spread.customer_id = i.customer_id LEFT JOIN kept ON kept.customer_id = i.customer_id ${joinOf(ask, by)})
    SELECT grp, grouping(grp) = 1 AS whole, count(*)::DOUBLE AS ids, count(*) FILTER (matched)::DOUBLE AS matched,
           count(kept) FILTER (matched)::DOUBLE AS matched_known, count(*) FILTER (matched AND kept)::DOUBLE AS matched_kept,
           count(kept) FILTER (NOT matched)::DOUBLE AS alone_known, count(*) FILTER (NOT matched AND kept)::DOUBLE AS alone_kept,
           (SELECT count(DISTINCT source) FROM ids)::DOUBLE AS sources
    FROM judged GROUP BY GROUPING SETS ((grp), ()) ORDER BY whole, grp`;
}

/** Until when sightings are whole, as one row with `end`; null where nothing stands by period. */
export function lastSeen(ask: Grouping): Sql {
  return ask.params.by === 'period'
    ? wholeUntil(sql`moment`, sql`(${sightings(ask)})`)
    : sql`SELECT NULL::TIMESTAMP AS "end"`;
}

/** Whether a table lists the ids; else the tables that name customers are the sources. */
function listed(ask: Grouping): boolean {
  return ask.has('identities.source_id');
}

const naming: readonly TableName[] = ['customers', 'orders', 'interactions', 'responses', 'tickets'];

function sources(ask: Grouping): Sql {
  if (listed(ask)) return sql`SELECT source, source_id, customer_id FROM identities`;
  return join(
    naming
      .filter((table) => ask.has(`${table}.customer_id`))
      .map(
        (table) =>
          sql`SELECT DISTINCT ${table} AS source, customer_id AS source_id, customer_id FROM ${identifier(table)}`,
      ),
    '\nUNION ALL BY NAME\n',
  );
}

function groupOf(ask: Grouping, by: string): Sql {
  if (by === 'none') return sql`NULL::VARCHAR`;
  if (by === 'source') return sql`i.source`;
  if (by === 'period' && dated(ask).length) return periodName(ask.params.grain, sql`met.moment`, ask.weekStart);
  if (ask.has(`customers.${by}`)) return sql`who.grp`;
  throw refused('by', by, {
    en: 'source, none, period (of the first event), a column of customers',
    zh: 'source、none、period（按首个事件），或客户的列',
  });
}

function joinOf(ask: Grouping, by: string): Sql {
  if (by === 'period')
    return sql`LEFT JOIN (SELECT customer_id, min(moment) AS moment FROM (${sightings(ask)}) GROUP BY customer_id) AS met ON met.customer_id = i.customer_id`;
  if (by === 'none' || by === 'source') return nothing;
  return sql`LEFT JOIN (SELECT customer_id, any_value(${identifier(by)})::VARCHAR AS grp FROM customers GROUP BY customer_id) AS who ON who.customer_id = i.customer_id`;
}

const times = [
  ['orders', 'ordered_at'],
  ['interactions', 'occurred_at'],
  ['customers', 'first_seen'],
] as const;

function dated(ask: Grouping) {
  return times.filter(([table, column]) => ask.has(`${table}.customer_id`) && ask.has(`${table}.${column}`));
}

function sightings(ask: Grouping): Sql {
  const known = dated(ask).map(
    ([table, column]) => sql`SELECT customer_id, ${identifier(column)} AS moment FROM ${identifier(table)}`,
  );
  return known.length
    ? join(known, '\nUNION ALL BY NAME\n')
    : sql`SELECT NULL::VARCHAR AS customer_id, NULL::TIMESTAMP AS moment WHERE false`;
}

/** Each customer and whether they are still there: by the flag, or by having bought or come in the last days. */
function keptBy(ask: Grouping, days: number): Sql {
  if (ask.has('customers.churned'))
    return sql`SELECT customer_id, NOT bool_or(churned) AS kept FROM customers GROUP BY customer_id`;
  if (!dated(ask).some(([table]) => table !== 'customers'))
    return sql`SELECT NULL::VARCHAR AS customer_id, NULL::BOOLEAN AS kept WHERE false`;
  return sql`SELECT customer_id, epoch(max(moment)) > (SELECT epoch(max(moment)) FROM (${sightings(ask)})) - ${days * 86_400} AS kept FROM (${sightings(ask)}) GROUP BY customer_id`;
}
