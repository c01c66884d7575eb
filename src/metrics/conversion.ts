import { join, nothing, sql, type Sql } from '../engine/sql';
import { countedOrders } from './counted-orders';
import { grouped, type Grouping } from './grouping';
import type { Params } from './params';

/** What decides who converted: the parameters of all that ask for it. */
export const conversionParams = {
  mode: {
    kind: 'choice',
    default: 'direct',
    label: { en: 'Conversion', zh: '转化口径' },
    of: {
      direct: { en: 'at the touchpoint itself', zh: '在本触点成交' },
      assisted: { en: 'within the window after a visit', zh: '到访后窗口期内成交' },
    },
  },
  window_days: {
    kind: 'number',
    default: 7,
    min: 0.001,
    max: 3650,
    label: { en: 'Window (days)', zh: '窗口（天）' },
  },
} as const satisfies Params;

export type Unit = 'customer' | 'session' | 'event';

/** What decides who counts as converted. */
export interface Conversion {
  readonly mode: 'direct' | 'assisted';
  readonly unit: Unit;
  readonly windowDays: number;
}

/** The columns of `conversionCounts`: units by customer, and the same of the customers who used the group at all. */
export const conversionColumns = {
  grp: 'text?',
  whole: 'flag',
  clusters: 'number',
  hits: 'number',
  n: 'number',
  hits_squared: 'number',
  n_squared: 'number',
  product: 'number',
  undetermined: 'number',
  cannot_sell: 'flag',
  users_n: 'number',
  users_hits: 'number',
} as const;

/** Units whose window is finished (`n`), those that converted (`hits`) and those still open, by group and over all. */
export function conversionCounts(ask: Grouping, of: Conversion): Sql {
  const customers = ask.has('interactions.customer_id');
  const who = customers ? sql`customer` : sql`row_number() OVER ()`;
  const events = sql`SELECT *, ${who} AS who FROM ${grouped(ask, 'interactions')} ${customers && of.unit !== 'event' ? sql`WHERE customer IS NOT NULL` : nothing}`;
  return sql`
    WITH events AS (${events}),
    judged AS (${of.mode === 'direct' ? direct(ask, of.unit) : assisted(ask, of.windowDays)}),
    units AS (${units(of.unit)}),
    per AS (
      SELECT who, grp, whole, count(*) FILTER (finished)::DOUBLE AS n, count(*) FILTER (finished AND converted)::DOUBLE AS hits,
             count(*) FILTER (NOT finished)::DOUBLE AS undetermined, bool_and(cannot_sell) AS cannot_sell
      FROM units GROUP BY who, grp, whole)
    SELECT per.grp, per.whole, count(*) FILTER (per.n > 0)::DOUBLE AS clusters, sum(per.hits) AS hits, sum(per.n) AS n,
           sum(per.hits ** 2) AS hits_squared, sum(per.n ** 2) AS n_squared, sum(per.hits * per.n) AS product,
           sum(per.undetermined) AS undetermined, bool_and(per.cannot_sell) AS cannot_sell,
           sum(customer.n) AS users_n, sum(customer.hits) AS users_hits
    FROM per JOIN (SELECT who, n, hits FROM per WHERE whole) AS customer ON customer.who = per.who
    GROUP BY per.grp, per.whole ORDER BY per.whole, per.grp`;
}

/** Rows without customer or session, which none can be counted from, and orders at a touchpoint nobody was seen at. */
export function conversionLeftOut(ask: Grouping, of: Conversion): Sql {
  const unseen =
    of.mode === 'direct' && ask.has('orders.touchpoint')
      ? sql`(SELECT count(*)::DOUBLE FROM ${countedOrders(ask)} WHERE touchpoint IS NOT NULL
             AND (customer_id, touchpoint) NOT IN (SELECT DISTINCT customer_id, touchpoint FROM interactions WHERE customer_id IS NOT NULL))`
      : sql`0::DOUBLE`;
  const sessionless = of.unit === 'session' ? sql`customer IS NOT NULL AND session_id IS NULL` : sql`false`;
  return sql`SELECT count(*) FILTER (customer IS NULL)::DOUBLE AS nobody, count(*) FILTER (${sessionless})::DOUBLE AS sessionless, ${unseen} AS unseen FROM interactions`;
}

function direct(ask: Grouping, unit: Unit): Sql {
  const outcome = ask.has('interactions.outcome') ? [sql`coalesce(outcome, false)`] : [];
  const order = ask.has('orders.touchpoint') ? [soldAt(ask, unit)] : [];
  const converted = outcome.length + order.length ? join([...outcome, ...order], ' OR ') : sql`false`;
  return sql`SELECT who, grp, session_id, true AS finished, (${converted}) AS converted, ${cannotSell(ask)} AS cannot_sell FROM events`;
}

/** A customer bought where they were seen; a session or event did if it is the last one there before the order. */
function soldAt(ask: Grouping, unit: Unit): Sql {
  const orders = sql`(SELECT customer_id, touchpoint, ordered_at FROM ${countedOrders(ask)} WHERE customer_id IS NOT NULL AND touchpoint IS NOT NULL)`;
  if (unit === 'customer') return sql`(customer_id, touchpoint) IN (SELECT customer_id, touchpoint FROM ${orders})`;
  return sql`(customer, position) IN (SELECT seen.customer, seen.position FROM ${orders} AS bought
    ASOF JOIN interactions AS seen ON seen.customer_id = bought.customer_id AND seen.touchpoint = bought.touchpoint
      AND bought.ordered_at >= seen.occurred_at)`;
}

function assisted(ask: Grouping, windowDays: number): Sql {
  const window = windowDays * 86_400;
  const outcomes = sql`SELECT customer, occurred_at AS at FROM interactions WHERE outcome AND customer IS NOT NULL`;
  const orders = sql`SELECT seen.customer, bought.ordered_at AS at FROM ${countedOrders(ask)} AS bought
    JOIN (SELECT customer_id, any_value(customer) AS customer FROM interactions WHERE customer_id IS NOT NULL GROUP BY customer_id) AS seen
      ON seen.customer_id = bought.customer_id`;
  const sources = [
    ...(ask.has('interactions.outcome') ? [outcomes] : []),
    ...(ask.has('orders.ordered_at') ? [orders] : []),
  ];
  const end = ask.has('orders.ordered_at')
    ? sql`greatest((SELECT epoch(max(occurred_at)) FROM interactions), (SELECT epoch(max(ordered_at)) FROM orders))`
    : sql`(SELECT epoch(max(occurred_at)) FROM interactions)`;
  return sql`
    SELECT events.who, events.grp, events.session_id, epoch(events.occurred_at) + ${window} <= ${end} AS finished,
           coalesce(epoch(bought.at) - epoch(events.occurred_at) <= ${window}, false) AS converted, false AS cannot_sell
    FROM events ASOF LEFT JOIN (${join(sources, '\nUNION ALL BY NAME\n')}) AS bought
      ON bought.customer = events.who AND bought.at > events.occurred_at`;
}

function cannotSell(ask: Grouping): Sql {
  return ask.has('touchpoints.sells')
    ? sql`touchpoint IN (SELECT touchpoint FROM touchpoints WHERE sells = false)`
    : sql`false`;
}

function units(unit: Unit): Sql {
  const keys = unit === 'session' ? sql`, session_id` : nothing;
  if (unit === 'event') {
    return sql`SELECT who, grp, false AS whole, finished, converted, cannot_sell FROM judged
      UNION ALL SELECT who, NULL, true, finished, converted, cannot_sell FROM judged`;
  }
  return sql`
    WITH own AS (
      SELECT who, grp ${keys}, bool_or(finished) AS finished, bool_or(finished AND converted) AS converted, bool_and(cannot_sell) AS cannot_sell
      FROM judged ${unit === 'session' ? sql`WHERE session_id IS NOT NULL` : nothing} GROUP BY who, grp ${keys})
    SELECT who, grp, false AS whole, finished, converted, cannot_sell FROM own
    UNION ALL SELECT who, NULL, true, bool_or(finished), bool_or(converted), bool_and(cannot_sell) FROM own GROUP BY who ${keys}`;
}
