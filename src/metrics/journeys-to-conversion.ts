import { sql, type Sql } from '../engine/sql';
import type { PathCount } from '../stats/path-count';
import { countedOrders } from './counted-orders';

interface Known {
  has(role: string): boolean;
}

/** Columns of `conversionPaths`: one row for each distinct path. */
export const pathColumns = { path: 'texts', conversions: 'number', nulls: 'number', value: 'number' } as const;

/** Whether what a conversion is worth is known at all. */
export function conversionsValued(ask: Known): boolean {
  const column = { paths: 'paths.value', orders: 'orders.amount', outcome: 'interactions.value' } as const;
  return ask.has(column[conversionSource(ask)]);
}

/** Where conversions come from: aggregated paths, else orders of known customers, else outcomes of events. */
export function conversionSource(ask: Known): 'paths' | 'orders' | 'outcome' {
  if (ask.has('paths.path')) return 'paths';
  return ask.has('orders.customer_id') && ask.has('orders.ordered_at') ? 'orders' : 'outcome';
}

/**
 * Journeys by path, split at each conversion: the touches of a customer in the `lookbackDays` before it, and as a path
 * without conversion those after the last one. A conversion without any touch in the lookback is in none of them.
 */
export function conversionPaths(ask: Known, lookbackDays: number): Sql {
  if (conversionSource(ask) === 'paths') return aggregated;
  return sql`
    WITH touches AS (${touches(ask, lookbackDays)}),
         journeys AS (
           SELECT list(touchpoint::VARCHAR ORDER BY position) AS path, any_value(won) AS won, any_value(value) AS value
           FROM touches GROUP BY customer, conversion)
    SELECT path, count(*) FILTER (won)::DOUBLE AS conversions, count(*) FILTER (NOT won)::DOUBLE AS nulls,
           coalesce(sum(value) FILTER (won), 0)::DOUBLE AS value
    FROM journeys GROUP BY path ORDER BY conversions DESC, path`;
}

/** Columns of `decayedCredits`. */
export const decayColumns = { touchpoint: 'text', credit: 'number', value: 'number' } as const;

/** Credits by time decay: each touch counts half for each `halfLifeDays` before the conversion. No rows for aggregated paths, which know no times. */
export function decayedCredits(ask: Known, lookbackDays: number, halfLifeDays: number): Sql {
  if (conversionSource(ask) === 'paths')
    return sql`SELECT NULL::VARCHAR AS touchpoint, 0::DOUBLE AS credit, 0::DOUBLE AS value WHERE false`;
  return sql`
    WITH met AS (
      SELECT *, pow(2, (min(age_s) OVER (PARTITION BY customer, conversion) - age_s) / ${halfLifeDays * 86_400}) AS weight
      FROM (${touches(ask, lookbackDays)}) WHERE won),
    weighed AS (
      SELECT touchpoint::VARCHAR AS touchpoint, value, weight, sum(weight) OVER (PARTITION BY customer, conversion) AS whole FROM met)
    SELECT touchpoint, sum(weight / whole)::DOUBLE AS credit, sum(coalesce(value, 0) * weight / whole)::DOUBLE AS value
    FROM weighed GROUP BY touchpoint ORDER BY touchpoint`;
}

/** Columns of `conversionsCounted`. */
export const countedColumns = { conversions: 'number', value: 'number', nobody: 'number' } as const;

/** All conversions and their value, with or without touches, and events without customer, which can be in no journey. */
export function conversionsCounted(ask: Known): Sql {
  if (conversionSource(ask) === 'paths') {
    return sql`SELECT coalesce(sum(conversions), 0)::DOUBLE AS conversions, coalesce(sum(value), 0)::DOUBLE AS value, 0::DOUBLE AS nobody FROM paths`;
  }
  return sql`SELECT count(*)::DOUBLE AS conversions, coalesce(sum(value), 0)::DOUBLE AS value,
                    (SELECT count(*)::DOUBLE FROM interactions WHERE customer IS NULL) AS nobody
             FROM (${conversions(ask)})`;
}

/** The rows as the attribution functions take them. */
export function pathCounts(rows: readonly PathCount[]): readonly PathCount[] {
  return rows.filter(({ path }) => path.length > 0);
}

const aggregated = sql`
    SELECT list_transform(list_filter(string_split(path, '>'), step -> trim(step) <> ''), step -> trim(step)) AS path,
           coalesce(conversions, 0)::DOUBLE AS conversions, coalesce(nulls, 0)::DOUBLE AS nulls, coalesce(value, 0)::DOUBLE AS value
    FROM paths`;

function conversions(ask: Known): Sql {
  return conversionSource(ask) === 'orders'
    ? sql`SELECT seen.customer, epoch(bought.ordered_at) AS "at", bought.net AS value
          FROM ${countedOrders(ask)} AS bought
          JOIN (SELECT customer_id, any_value(customer) AS customer FROM interactions GROUP BY customer_id) AS seen USING (customer_id)
          WHERE seen.customer IS NOT NULL`
    : sql`SELECT customer, position::DOUBLE AS "at", value FROM interactions WHERE outcome AND customer IS NOT NULL`;
}

/** Each touch with the next conversion at or after it, if there is one within the lookback. */
function touches(ask: Known, lookbackDays: number): Sql {
  const orders = conversionSource(ask) === 'orders';
  const place = orders ? sql`epoch(met.occurred_at)` : sql`met.position::DOUBLE`;
  const age = orders ? sql`next."at" - epoch(met.occurred_at)` : sql`won.at_s - epoch(met.occurred_at)`;
  const joined = orders
    ? sql`(${conversions(ask)}) AS next ON next.customer = met.customer AND next."at" >= ${place}`
    : sql`(SELECT customer, position::DOUBLE AS "at", epoch(occurred_at) AS at_s, value FROM interactions WHERE outcome AND customer IS NOT NULL) AS won
           ON won.customer = met.customer AND won."at" >= ${place}`;
  const end = orders ? sql`next."at"` : sql`won."at"`;
  const value = orders ? sql`next.value` : sql`won.value`;
  return sql`SELECT met.customer, met.position, met.touchpoint, ${end} AS conversion, ${end} IS NOT NULL AS won, ${value} AS value, ${age} AS age_s
             FROM interactions AS met ASOF LEFT JOIN ${joined}
             WHERE met.customer IS NOT NULL AND (${end} IS NULL OR ${age} <= ${lookbackDays * 86_400})`;
}
