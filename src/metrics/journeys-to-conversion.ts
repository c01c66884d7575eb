import { sql, type Sql } from '../engine/sql';
import type { ChannelCredit, PathCount } from '../stats/path-count';
import { countedOrders } from './counted-orders';
import { nextMark } from './next-mark';
import { seenCustomers } from './stored-order';

interface Known {
  has(role: string): boolean;
}

/** Columns of `conversionPaths`: rows with `steps` are distinct paths, as places in `names`; rows with `touchpoint` hold its credit and value by time decay. */
export const pathColumns = {
  steps: 'text?',
  conversions: 'number',
  nulls: 'number',
  value: 'number',
  touchpoint: 'text?',
} as const;

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
 * without conversion those after the last one. A conversion without any touch in the lookback is in none of them. With
 * them come the credits by time decay, for which each touch counts half for each `halfLifeDays` before the conversion;
 * none for aggregated paths, which know no times.
 */
export function conversionPaths(ask: Known, lookbackDays: number, halfLifeDays: number): Sql {
  if (conversionSource(ask) === 'paths') return aggregated;
  return sql`
    WITH names AS (${touchpointNames}),
    ${touches(ask, lookbackDays)},
    journeys AS MATERIALIZED (
      SELECT journey > 0 AS won, list(place) AS places, any_value(value) AS value, list(age_s) AS ages
      FROM touches GROUP BY journey),
    weighed AS (
      SELECT places, value, list_transform(ages, age -> pow(2, (list_min(ages) - age) / ${halfLifeDays * 86_400})) AS weights
      FROM journeys WHERE won),
    decayed AS (
      SELECT code, sum(weight / whole)::DOUBLE AS credit, sum(coalesce(value, 0) * weight / whole)::DOUBLE AS value
      FROM (SELECT unnest(places) % ${most} AS code, unnest(weights) AS weight, list_sum(weights) AS whole, value FROM weighed) GROUP BY code)
    SELECT array_to_string(list_transform(list_sort(places), place -> place % ${most}), ' ') AS steps, count(*) FILTER (won)::DOUBLE AS conversions,
           count(*) FILTER (NOT won)::DOUBLE AS nulls, coalesce(sum(value) FILTER (won), 0)::DOUBLE AS value, NULL::VARCHAR AS touchpoint
    FROM journeys GROUP BY steps
    UNION ALL BY NAME SELECT NULL::VARCHAR AS steps, touchpoint::VARCHAR AS touchpoint, credit AS conversions, 0::DOUBLE AS nulls, value FROM decayed JOIN names USING (code)
    ORDER BY conversions DESC, steps, touchpoint`;
}

/** A touch is kept as its position in the journey times this, plus the number of its touchpoint. */
const most = sql`1000000`;

/** Touchpoints by number, from 1 in the order of their names. */
const touchpointNames = sql`SELECT touchpoint, row_number() OVER (ORDER BY touchpoint::VARCHAR) AS code FROM (SELECT DISTINCT touchpoint FROM interactions WHERE touchpoint IS NOT NULL)`;

/** Columns of `conversionsCounted`. */
export const countedColumns = { conversions: 'number', value: 'number', nobody: 'number', names: 'texts' } as const;

/** All conversions and their value, with or without touches (orders of customers who were never met, too), events without customer, which can be in no journey, and the touchpoints' names as paths count them. */
export function conversionsCounted(ask: Known): Sql {
  if (conversionSource(ask) === 'paths') {
    return sql`SELECT coalesce(sum(conversions), 0)::DOUBLE AS conversions, coalesce(sum(value), 0)::DOUBLE AS value, 0::DOUBLE AS nobody, (SELECT coalesce(list(step ORDER BY step), []) FROM (SELECT DISTINCT unnest(path) AS step FROM (${splitPaths}))) AS names FROM paths`;
  }
  return sql`SELECT count(*)::DOUBLE AS conversions, coalesce(sum(value), 0)::DOUBLE AS value,
                    (SELECT count(*)::DOUBLE FROM interactions WHERE customer IS NULL) AS nobody,
                    (SELECT coalesce(list(touchpoint::VARCHAR ORDER BY code), []) FROM (${touchpointNames})) AS names
             FROM ${conversionSource(ask) === 'orders' ? sql`(SELECT net AS value FROM ${countedOrders(ask)})` : sql`(${conversions(ask)})`}`;
}

interface PathRow extends Omit<PathCount, 'path'> {
  readonly steps: string | null;
  readonly touchpoint: string | null;
}

/** The rows as the attribution functions take them: paths by name, and what time decay gives. */
export function journeysOf(rows: readonly PathRow[], names: readonly string[]) {
  return {
    paths: rows.flatMap(({ steps, conversions, nulls, value }): PathCount[] =>
      steps ? [{ path: steps.split(' ').map((step) => names[Number(step) - 1] ?? ''), conversions, nulls, value }] : [],
    ),
    decayed: rows.flatMap(({ touchpoint: channel, conversions: credit, value }): ChannelCredit[] =>
      channel === null ? [] : [{ channel, credit, value }],
    ),
  };
}

const splitPaths = sql`
    SELECT list_transform(list_filter(string_split(path, '>'), step -> trim(step) <> ''), step -> trim(step)) AS path, conversions, nulls, value FROM paths`;

const aggregated = sql`
    WITH split AS (${splitPaths}), names AS (SELECT list(step ORDER BY step) AS names FROM (SELECT DISTINCT unnest(path) AS step FROM split))
    SELECT array_to_string(list_transform(path, step -> list_position(names, step)), ' ') AS steps, NULL::VARCHAR AS touchpoint,
           coalesce(conversions, 0)::DOUBLE AS conversions, coalesce(nulls, 0)::DOUBLE AS nulls, coalesce(value, 0)::DOUBLE AS value
    FROM split, names`;

/** Every conversion: whose, its place in the order of touches (`at`), when (`t`, seconds) and its value. */
function conversions(ask: Known): Sql {
  return conversionSource(ask) === 'orders'
    ? sql`SELECT seen.customer, epoch(bought.ordered_at) AS "at", epoch(bought.ordered_at) AS t, bought.net AS value
          FROM ${countedOrders(ask)} AS bought JOIN ${seenCustomers} AS seen USING (customer_id)`
    : sql`SELECT customer, position::DOUBLE AS "at", epoch(occurred_at) AS t, value FROM interactions WHERE outcome AND customer IS NOT NULL`;
}

/** CTE `touches`, those with a conversion at or after them in the lookback or with none at all: journey (a conversion's number; below 0: a customer without another one), place (see `most`), value, age_s. */
function touches(ask: Known, lookbackDays: number): Sql {
  const orders = conversionSource(ask) === 'orders';
  const at = orders ? sql`epoch(occurred_at)` : sql`position::DOUBLE`;
  const met = sql`SELECT customer, position::BIGINT * ${most} + code AS place, ${at} AS "at", epoch(occurred_at) AS t
                  FROM interactions JOIN names USING (touchpoint) WHERE customer IS NOT NULL`;
  return sql`${nextMark(met, conversions(ask), sql`place, t`)},
    touches AS (
      SELECT coalesce(won.nth, -met.customer) AS journey, place, won.value, won.t - met.t AS age_s
      FROM marked AS met LEFT JOIN marks AS won ON won.nth = met.nth AND won.customer = met.customer
      WHERE won.t IS NULL OR won.t - met.t <= ${lookbackDays * 86_400})`;
}
