import { nothing, sql, type Sql } from '../engine/sql';
import type { ChannelCredit, PathCount } from '../stats/path-count';
import { countedOrders } from './counted-orders';
import { nextMark } from './next-mark';
import { seenCustomers } from './stored-order';

interface Known {
  has(role: string): boolean;
}

/**
 * Columns of `conversionPaths`: rows with `steps` are distinct paths with these same counts, `;` between them, each as
 * places in `names`; rows with `touchpoint` hold its credit and value by time decay; the row with neither holds all
 * conversions, with or without touches.
 */
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
 * none for aggregated paths, which know no times. Unless `lost` asks for them, journeys without conversion come as one path
 * with the touchpoints of all of them: enough for models that only share conversions out.
 */
export function conversionPaths(ask: Known, lookbackDays: number, halfLifeDays: number, lost: boolean): Sql {
  if (conversionSource(ask) === 'paths') return aggregated;
  return sql`
    WITH names AS (${touchpointNames}),
    won_at AS MATERIALIZED (${conversions(ask)}),
    ${touches(ask, lookbackDays)},
    journeys AS MATERIALIZED (
      SELECT journey > 0 AS won, list(place) AS places, any_value(value) AS value, list(age_s) AS ages
      FROM touches ${lost ? nothing : sql`WHERE journey > 0`} GROUP BY journey),
    weighed AS (
      SELECT places, value, list_transform(ages, age -> pow(2, (list_min(ages) - age) / ${halfLifeDays * 86_400})) AS weights
      FROM journeys WHERE won),
    decayed AS (
      SELECT code, sum(weight / whole)::DOUBLE AS credit, sum(coalesce(value, 0) * weight / whole)::DOUBLE AS value
      FROM (SELECT unnest(places) % ${most} AS code, unnest(weights) AS weight, list_sum(weights) AS whole, value FROM weighed) GROUP BY code),
    trodden AS (
      SELECT array_to_string(list_transform(list_sort(places), place -> place % ${most}), ' ') AS steps, count(*) FILTER (won)::DOUBLE AS conversions,
             count(*) FILTER (NOT won)::DOUBLE AS nulls, coalesce(sum(value) FILTER (won), 0)::DOUBLE AS value
      FROM journeys GROUP BY steps)
    SELECT string_agg(steps, ';' ORDER BY steps) AS steps, conversions, nulls, value, NULL::VARCHAR AS touchpoint FROM trodden GROUP BY conversions, nulls, value
    UNION ALL BY NAME SELECT NULL::VARCHAR AS steps, touchpoint::VARCHAR AS touchpoint, credit AS conversions, 0::DOUBLE AS nulls, value FROM decayed JOIN names USING (code)
    UNION ALL BY NAME SELECT NULL::VARCHAR AS steps, NULL::VARCHAR AS touchpoint, count(*)::DOUBLE AS conversions, 0::DOUBLE AS nulls, coalesce(sum(value), 0)::DOUBLE AS value FROM won_at
    ${lost ? nothing : lostTogether}
    ORDER BY conversions DESC, steps, touchpoint`;
}

/** A touch is kept as its position in the journey times this, plus the number of its touchpoint. */
const most = sql`1000000`;

const lostTogether = sql`
    UNION ALL BY NAME SELECT array_to_string(list_sort(list(DISTINCT place % ${most})), ' ') AS steps, NULL::VARCHAR AS touchpoint, 0::DOUBLE AS conversions, count(DISTINCT journey)::DOUBLE AS nulls, 0::DOUBLE AS value
    FROM touches WHERE journey <= 0 HAVING count(*) > 0`;

/** Touchpoints by number, from 1 in the order of their names. */
const touchpointNames = sql`SELECT touchpoint, row_number() OVER (ORDER BY touchpoint::VARCHAR) AS code FROM (SELECT DISTINCT touchpoint FROM interactions WHERE touchpoint IS NOT NULL)`;

/** Columns of `stepNames`. */
export const nameColumns = { nobody: 'number', names: 'texts' } as const;

/** The touchpoints' names as paths count them, and how many events have no customer and can be in no journey. */
export function stepNames(ask: Known): Sql {
  if (conversionSource(ask) === 'paths')
    return sql`SELECT 0::DOUBLE AS nobody, coalesce(names, []) AS names FROM (${pathNames})`;
  return sql`SELECT (SELECT count(*)::DOUBLE FROM interactions WHERE customer IS NULL) AS nobody,
                    (SELECT coalesce(list(touchpoint::VARCHAR ORDER BY code), []) FROM (${touchpointNames})) AS names`;
}

interface PathRow extends Omit<PathCount, 'path'> {
  readonly steps: string | null;
  readonly touchpoint: string | null;
}

/** The rows as the attribution functions take them: paths by name, what time decay gives, and all conversions there are. */
export function journeysOf(rows: readonly PathRow[], names: readonly string[]) {
  return {
    paths: rows.flatMap(({ steps, conversions, nulls, value }): PathCount[] =>
      steps ? namedPaths(steps, names).map((path) => ({ path, conversions, nulls, value })) : [],
    ),
    decayed: rows.flatMap(({ touchpoint: channel, conversions: credit, value }): ChannelCredit[] =>
      channel === null ? [] : [{ channel, credit, value }],
    ),
    all: rows.find(({ steps, touchpoint }) => steps === null && touchpoint === null)?.conversions ?? 0,
  };
}

/** Read digit by digit: to split millions of steps takes several times as long. */
function namedPaths(steps: string, names: readonly string[]): string[][] {
  let path: string[] = [];
  const paths = [path];
  let place = 0;
  for (let at = 0; at <= steps.length; at++) {
    const digit = at < steps.length ? steps.charCodeAt(at) - zero : -1;
    if (digit >= 0 && digit <= 9) {
      place = 10 * place + digit;
      continue;
    }
    path.push(names[place - 1] ?? '');
    place = 0;
    if (steps[at] === ';') paths.push((path = []));
  }
  return paths;
}

const zero = '0'.charCodeAt(0);

const splitPaths = sql`
    SELECT list_transform(list_filter(string_split(path, '>'), step -> trim(step) <> ''), step -> trim(step)) AS path, conversions, nulls, value FROM paths`;

const pathNames = sql`SELECT list(step ORDER BY step) AS names FROM (SELECT DISTINCT unnest(path) AS step FROM (${splitPaths}))`;

const aggregated = sql`
    WITH split AS (${splitPaths}), names AS (${pathNames})
    SELECT coalesce(array_to_string(list_transform(path, step -> list_position(names, step)), ' '), '') AS steps, NULL::VARCHAR AS touchpoint,
           coalesce(conversions, 0)::DOUBLE AS conversions, coalesce(nulls, 0)::DOUBLE AS nulls, coalesce(value, 0)::DOUBLE AS value
    FROM split, names
    UNION ALL BY NAME
    SELECT NULL::VARCHAR AS steps, NULL::VARCHAR AS touchpoint, coalesce(sum(conversions), 0)::DOUBLE AS conversions, 0::DOUBLE AS nulls, coalesce(sum(value), 0)::DOUBLE AS value FROM paths
    ORDER BY conversions DESC, steps, nulls, value`;

/** Every conversion: whose, its place in the order of touches (`at`), when (`t`, seconds) and its value; of orders also those of customers who were never met, without customer. */
function conversions(ask: Known): Sql {
  return conversionSource(ask) === 'orders'
    ? sql`SELECT seen.customer, epoch(bought.ordered_at) AS "at", epoch(bought.ordered_at) AS t, bought.net AS value
          FROM ${countedOrders(ask)} AS bought LEFT JOIN ${seenCustomers} AS seen USING (customer_id)`
    : sql`SELECT customer, position::DOUBLE AS "at", epoch(occurred_at) AS t, value FROM interactions WHERE outcome AND customer IS NOT NULL`;
}

/** CTE `touches`, those with a conversion at or after them in the lookback or with none at all: journey (a conversion's number; below 0: a customer without another one), place (see `most`), value, age_s. */
function touches(ask: Known, lookbackDays: number): Sql {
  const orders = conversionSource(ask) === 'orders';
  const at = orders ? sql`epoch(occurred_at)` : sql`position::DOUBLE`;
  const met = sql`SELECT customer, position::BIGINT * ${most} + code AS place, ${at} AS "at", epoch(occurred_at) AS t
                  FROM interactions JOIN names USING (touchpoint) WHERE customer IS NOT NULL`;
  return sql`${nextMark(met, sql`SELECT * FROM won_at WHERE customer IS NOT NULL`, sql`place, t`)},
    touches AS (
      SELECT coalesce(won.nth, -met.customer) AS journey, place, won.value, won.t - met.t AS age_s
      FROM marked AS met LEFT JOIN marks AS won ON won.nth = met.nth AND won.customer = met.customer
      WHERE won.t IS NULL OR won.t - met.t <= ${lookbackDays * 86_400})`;
}
