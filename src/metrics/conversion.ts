import { join, nothing, sql, type Sql } from '../engine/sql';
import { countedOrders } from './counted-orders';
import { grouped, groupOf, type Grouping } from './grouping';
import { nextTime } from './next-mark';
import type { Params } from './params';
import { seenCustomers } from './stored-order';

/** What decides who converted: the parameters of all that ask for it. */
export const conversionParams = {
  mode: {
    kind: 'choice',
    default: 'direct',
    label: { en: 'Kind of conversion', zh: '转化口径' },
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
  return sql`
    WITH ${judged(ask, of)},
    own AS (${ownUnits(ask, of)}),
    per AS (${perCustomer[of.unit]})
    SELECT per.grp, per.whole, count(*) FILTER (per.n > 0)::DOUBLE AS clusters, sum(per.hits) AS hits, sum(per.n) AS n,
           sum(per.hits * per.hits) AS hits_squared, sum(per.n * per.n) AS n_squared, sum(per.hits * per.n) AS product,
           sum(per.undetermined) AS undetermined, bool_and(per.cannot_sell) AS cannot_sell,
           sum(customer.n) AS users_n, sum(customer.hits) AS users_hits
    FROM per JOIN (SELECT who, n, hits FROM per WHERE whole) AS customer ON customer.who = per.who
    GROUP BY per.grp, per.whole ORDER BY per.whole, per.grp`;
}

/**
 * The same where only rates of groups are read: units need not be gathered by customer. The whole is of all groups
 * together, a customer in several counting in each, and so are those who used a group.
 */
export function conversionRates(ask: Grouping, of: Conversion): Sql {
  return sql`
    WITH ${judged(ask, of)},
    own AS (${ownUnits(ask, of)}),
    per AS (
      SELECT grp, (count(*) FILTER (finished))::DOUBLE AS n, (count(*) FILTER (finished AND converted))::DOUBLE AS hits,
             (count(*) FILTER (NOT finished))::DOUBLE AS undetermined, bool_and(cannot_sell) AS cannot_sell
      FROM own GROUP BY grp)
    SELECT grp, grouping(grp) = 1 AS whole, sum(n) AS clusters, sum(hits) AS hits, sum(n) AS n, sum(hits) AS hits_squared, sum(n) AS n_squared, sum(hits) AS product,
           sum(undetermined) AS undetermined, bool_and(cannot_sell) AS cannot_sell, sum(n) AS users_n, sum(hits) AS users_hits
    FROM per GROUP BY GROUPING SETS ((grp), ()) HAVING count(*) > 0 ORDER BY whole, grp`;
}

/** CTEs `events` and `judged`: what may convert, and whether it did. */
function judged(ask: Grouping, of: Conversion): Sql {
  const customers = ask.has('interactions.customer_id');
  const named = customers && needsCustomer(of);
  const who = named ? sql`customer` : sql`coalesce(customer, -row_number() OVER ())`;
  return sql`events AS (SELECT *, ${who} AS who FROM ${grouped(ask, 'interactions')} ${named ? sql`WHERE customer IS NOT NULL` : nothing}),
    judged AS (${of.mode === 'assisted' ? assisted(ask, of.windowDays) : of.unit === 'customer' ? buyers(ask) : direct(ask)})`;
}

/** Whether what nobody is known of cannot be counted: only a visit by itself tells of an outcome without its customer. */
export function needsCustomer({ mode, unit }: Pick<Conversion, 'mode' | 'unit'>): boolean {
  return unit !== 'event' || mode === 'assisted';
}

/** Rows without customer or session, which none can be counted from, and orders at a touchpoint nobody was seen at. */
export function conversionLeftOut(ask: Grouping, of: Conversion): Sql {
  const unseen =
    of.mode === 'direct' && ask.has('orders.touchpoint')
      ? sql`(SELECT count(*)::DOUBLE FROM (
               SELECT met.customer, place.touchpoint FROM ${countedOrders(ask)} AS o
               LEFT JOIN ${seenCustomers} AS met ON met.customer_id = o.customer_id LEFT JOIN ${places} AS place ON place.name = o.touchpoint
               WHERE o.customer_id IS NOT NULL AND o.touchpoint IS NOT NULL) AS sold
             ANTI JOIN interactions AS seen ON seen.customer = sold.customer AND seen.touchpoint = sold.touchpoint)`
      : sql`0::DOUBLE`;
  const sessionless = of.unit === 'session' ? sql`customer IS NOT NULL AND session_id IS NULL` : sql`false`;
  return sql`SELECT count(*) FILTER (customer IS NULL)::DOUBLE AS nobody, count(*) FILTER (${sessionless})::DOUBLE AS sessionless, ${unseen} AS unseen FROM interactions`;
}

/** The touchpoints that were met, as interactions hold them, by name: millions of rows are not compared as text. */
const places = sql`(SELECT touchpoint, touchpoint::VARCHAR AS name FROM (SELECT DISTINCT touchpoint FROM interactions WHERE touchpoint IS NOT NULL))`;

const counts = sql`
  count(*) FILTER (finished)::DOUBLE AS n, count(*) FILTER (finished AND converted)::DOUBLE AS hits,
  count(*) FILTER (NOT finished)::DOUBLE AS undetermined, bool_and(cannot_sell) AS cannot_sell`;
const judgement = sql`bool_or(finished) AS finished, bool_or(finished AND converted) AS converted, bool_and(cannot_sell) AS cannot_sell`;

/** What the units of a customer count as in each group, and in the whole: there a session that lies in several groups is one. */
const perCustomer: Readonly<Record<Unit, Sql>> = {
  customer: sql`
    SELECT who, grp, whole, finished::INTEGER::DOUBLE AS n, coalesce(finished AND converted, false)::INTEGER::DOUBLE AS hits,
           (NOT finished)::INTEGER::DOUBLE AS undetermined, cannot_sell
    FROM (SELECT who, grp, false AS whole, finished, converted, cannot_sell FROM own
          UNION ALL SELECT who, NULL, true, ${judgement} FROM own GROUP BY who)`,
  session: sql`
    SELECT who, grp, false AS whole, ${counts} FROM own GROUP BY who, grp
    UNION ALL SELECT who, NULL, true, ${counts} FROM (SELECT who, ${judgement} FROM own GROUP BY who, session_id) GROUP BY who`,
  event: sql`
    WITH groups AS (SELECT who, grp, ${counts} FROM own GROUP BY who, grp)
    SELECT who, grp, false AS whole, n, hits, undetermined, cannot_sell FROM groups
    UNION ALL SELECT who, NULL, true, sum(n), sum(hits), sum(undetermined), bool_and(cannot_sell) FROM groups GROUP BY who`,
};

/** Visits of customers who bought at that touchpoint, as an outcome or an order says, whenever that was; by touchpoint a row a customer. */
function buyers(ask: Grouping): Sql {
  const outcome = ask.has('interactions.outcome') ? sql`coalesce(outcome, false)` : sql`false`;
  const met = byTouchpoint(ask)
    ? sql`(SELECT who, touchpoint, touchpoint AS grp, bool_or(${outcome}) AS won FROM events GROUP BY who, touchpoint)`
    : sql`(SELECT who, touchpoint, grp, ${outcome} AS won FROM events)`;
  const sold = ask.has('orders.touchpoint')
    ? sql`won OR (who, touchpoint) IN (SELECT customer, touchpoint FROM (${soldTo(ask)}))`
    : sql`won`;
  return sql`SELECT who, grp, true AS finished, (${sold}) AS converted, ${cannotSell(ask)} AS cannot_sell FROM ${met}`;
}

function soldTo(ask: Grouping): Sql {
  return sql`SELECT met.customer, place.touchpoint, o.ordered_at FROM ${countedOrders(ask)} AS o
    JOIN ${seenCustomers} AS met ON met.customer_id = o.customer_id JOIN ${places} AS place ON place.name = o.touchpoint`;
}

/**
 * A session or an event sold when it has an outcome, or is the last one at the touchpoint before an order there. Visits
 * are set beside the orders of the same customer and touchpoint: most have none, and need not be sorted.
 */
function direct(ask: Grouping): Sql {
  const outcome = ask.has('interactions.outcome') ? [sql`coalesce(outcome, false)`] : [];
  const order = ask.has('orders.touchpoint')
    ? [
        sql`(customer, position) IN (
      WITH sold AS MATERIALIZED (${soldTo(ask)})
      SELECT seen.customer, seen.position
      FROM sold ASOF JOIN (SELECT customer, touchpoint, occurred_at, position FROM interactions SEMI JOIN sold USING (customer, touchpoint)) AS seen
        ON seen.customer = sold.customer AND seen.touchpoint = sold.touchpoint AND sold.ordered_at >= seen.occurred_at)`,
      ]
    : [];
  const converted = outcome.length + order.length ? join([...outcome, ...order], ' OR ') : sql`false`;
  return sql`SELECT who, grp, session_id, true AS finished, (${converted}) AS converted, ${cannotSell(ask)} AS cannot_sell FROM events`;
}

function assisted(ask: Grouping, windowDays: number): Sql {
  const window = windowDays * 86_400;
  const outcomes = sql`SELECT customer, epoch(occurred_at) AS "at" FROM interactions WHERE outcome AND customer IS NOT NULL`;
  const orders = sql`SELECT seen.customer, epoch(bought.ordered_at) AS "at" FROM ${countedOrders(ask)} AS bought
    JOIN ${seenCustomers} AS seen
      ON seen.customer_id = bought.customer_id`;
  const sources = [
    ...(ask.has('interactions.outcome') ? [outcomes] : []),
    ...(ask.has('orders.ordered_at') ? [orders] : []),
  ];
  const end = ask.has('orders.ordered_at')
    ? sql`greatest((SELECT epoch(max(occurred_at)) FROM interactions), (SELECT epoch(max(ordered_at)) FROM orders))`
    : sql`(SELECT epoch(max(occurred_at)) FROM interactions)`;
  const visits = sql`SELECT customer, epoch(occurred_at) AS "at", grp, session_id FROM events`;
  return sql`
    SELECT customer AS who, grp, session_id, coalesce("at" + ${window} <= ${end}, false) AS finished,
           coalesce(next_at - "at" <= ${window}, false) AS converted, false AS cannot_sell
    FROM ${nextTime(visits, join(sources, '\nUNION ALL BY NAME\n'), sql`grp, session_id`, 'after')}`;
}

function cannotSell(ask: Grouping): Sql {
  return ask.has('touchpoints.sells')
    ? sql`touchpoint IN (SELECT place.touchpoint FROM ${places} AS place JOIN touchpoints ON touchpoints.touchpoint = place.name WHERE sells = false)`
    : sql`false`;
}

/** Units of each group. */
function ownUnits(ask: Grouping, { mode, unit }: Conversion): Sql {
  const once = unit === 'event' || (unit === 'customer' && mode === 'direct' && byTouchpoint(ask));
  if (once) return sql`SELECT * FROM judged`;
  const keys = unit === 'session' ? sql`, session_id` : nothing;
  return sql`
      SELECT who, grp ${keys}, bool_or(finished) AS finished, bool_or(finished AND converted) AS converted, bool_and(cannot_sell) AS cannot_sell
      FROM judged ${unit === 'session' ? sql`WHERE session_id IS NOT NULL` : nothing} GROUP BY who, grp ${keys}`;
}

/** Then there is one row for each customer and touchpoint, and no group holds several touchpoints. */
function byTouchpoint(ask: Grouping): boolean {
  return groupOf(ask, 'interactions') === 'touchpoint';
}
