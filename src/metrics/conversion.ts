import { join, nothing, sql, type Sql } from '../engine/sql';
import { placedOrders } from './counted-orders';
import { groupedVisits, groupOf, type Grouping } from './grouping';
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
  unseen: 'number',
} as const;

/**
 * Units whose window is finished (`n`), those that converted (`hits`) and those still open, by group and over all; and how
 * many orders were placed at a touchpoint where their customer was never seen.
 */
export function conversionCounts(ask: Grouping, of: Conversion): Sql {
  return sql`
    WITH ${judged(ask, of)},
    own AS (${ownUnits(ask, of)}),
    per AS (${perCustomer[of.unit]}),
    summed AS (
      SELECT per.grp, per.whole, count(*) FILTER (per.n > 0)::DOUBLE AS clusters, sum(per.hits) AS hits, sum(per.n) AS n,
             sum(per.hits * per.hits) AS hits_squared, sum(per.n * per.n) AS n_squared, sum(per.hits * per.n) AS product,
             sum(per.undetermined) AS undetermined, sum(customer.n) AS users_n, sum(customer.hits) AS users_hits
      FROM per JOIN (SELECT who, n, hits FROM per WHERE whole) AS customer ON customer.who = per.who
      GROUP BY per.grp, per.whole)
    ${withSellers(ask, of, unseen(ask, of))}`;
}

/**
 * The same where only rates of groups are read: units need not be gathered by customer. The whole is of all groups
 * together, a customer in several counting in each, and so are those who used a group; orders are not looked after.
 */
export function conversionRates(ask: Grouping, of: Conversion): Sql {
  return sql`
    WITH ${judged(ask, of)},
    own AS (${ownUnits(ask, of)}),
    per AS (SELECT grp, ${counts} FROM own GROUP BY grp),
    summed AS (
      SELECT grp, grouping(grp) = 1 AS whole, sum(n) AS clusters, sum(hits) AS hits, sum(n) AS n, sum(hits) AS hits_squared, sum(n) AS n_squared, sum(hits) AS product,
             sum(undetermined) AS undetermined, sum(n) AS users_n, sum(hits) AS users_hits
      FROM per GROUP BY GROUPING SETS ((grp), ()) HAVING count(*) > 0)
    ${withSellers(ask, of, sql`0::DOUBLE`)}`;
}

/** Rows without customer or session, which none can be counted from. */
export function conversionLeftOut({ unit }: Conversion): Sql {
  const sessionless = unit === 'session' ? sql`customer IS NOT NULL AND session_id IS NULL` : sql`false`;
  return sql`SELECT count(*) FILTER (customer IS NULL)::DOUBLE AS nobody, count(*) FILTER (${sessionless})::DOUBLE AS sessionless FROM interactions`;
}

/** Whether what nobody is known of cannot be counted: only a visit by itself tells of an outcome without its customer. */
export function needsCustomer({ mode, unit }: Pick<Conversion, 'mode' | 'unit'>): boolean {
  return unit !== 'event' || mode === 'assisted';
}

/**
 * CTEs `sold` and `near`, where orders are read, and `judged`: who, grp, session and `state`, which is 0 while the window is open,
 * 1 when it is over, and 2 where there was a conversion in it. Of several rows of a unit the highest holds.
 */
function judged(ask: Grouping, of: Conversion): Sql {
  const rows = of.mode === 'assisted' ? assisted : of.unit === 'customer' ? buyers : direct;
  return sql`${sellsTo(ask, of) ? sql`sold AS MATERIALIZED (${sold(ask)}), near AS (${near}),` : nothing} judged AS (${rows(ask, of)})`;
}

/** Whether orders say at which touchpoint something was sold, and are asked. */
function sellsTo(ask: Grouping, { mode }: Conversion): boolean {
  return mode === 'direct' && ask.has('orders.touchpoint');
}

/** Orders of a customer at a touchpoint, as interactions hold both: null where nobody was seen, or nothing met, of that name. */
function sold(ask: Grouping): Sql {
  return sql`
    SELECT met.customer, place.touchpoint, o.ordered_at FROM ${placedOrders(ask)} AS o
    LEFT JOIN ${seenCustomers} AS met ON met.customer_id = o.customer_id LEFT JOIN ${places} AS place ON place.name = o.touchpoint
    WHERE o.customer_id IS NOT NULL AND o.touchpoint IS NOT NULL`;
}

/** Visits of customers at touchpoints where they bought: most bought nowhere, and need not be sorted or compared with orders. */
const near = sql`SELECT customer, touchpoint, occurred_at, position FROM interactions SEMI JOIN sold USING (customer, touchpoint)`;

/** Orders that somebody could have been there for. */
const placed = sql`(SELECT * FROM sold WHERE customer IS NOT NULL AND touchpoint IS NOT NULL)`;

function unseen(ask: Grouping, of: Conversion): Sql {
  return sellsTo(ask, of)
    ? sql`(SELECT count(*)::DOUBLE FROM sold ANTI JOIN near USING (customer, touchpoint))`
    : sql`0::DOUBLE`;
}

/** The touchpoints that were met, as interactions hold them, by name: millions of rows are not compared as text. */
const places = sql`(SELECT touchpoint, touchpoint::VARCHAR AS name FROM (SELECT DISTINCT touchpoint FROM interactions WHERE touchpoint IS NOT NULL))`;

/** The events that count, with `who`, `grp` and, where they are asked for, `session`: a number for its name, which only chance 2⁻⁶⁴ gives to two. */
function events(ask: Grouping, of: Conversion): Sql {
  const named = ask.has('interactions.customer_id') && needsCustomer(of);
  const who = named ? sql`customer` : sql`coalesce(customer, -row_number() OVER ())`;
  const sessions = of.unit === 'session';
  return sql`(SELECT *, ${who} AS who, ${sessions ? sql`hash(session_id)` : sql`NULL`} AS session FROM ${groupedVisits(ask)}
    WHERE ${named ? sql`customer IS NOT NULL` : sql`true`} AND ${sessions ? sql`session_id IS NOT NULL` : sql`true`})`;
}

const counts = sql`
  count(*) FILTER (state > 0)::DOUBLE AS n, count(*) FILTER (state = 2)::DOUBLE AS hits, count(*) FILTER (state = 0)::DOUBLE AS undetermined`;
const oneCounts = sql`
  (state > 0)::INTEGER::DOUBLE AS n, (state = 2)::INTEGER::DOUBLE AS hits, (state = 0)::INTEGER::DOUBLE AS undetermined`;

/** What the units of a customer count as in each group, and in the whole: there a session that lies in several groups is one. */
const perCustomer: Readonly<Record<Unit, Sql>> = {
  customer: sql`
    SELECT who, grp, false AS whole, ${oneCounts} FROM own
    UNION ALL SELECT who, NULL, true, ${oneCounts} FROM (SELECT who, max(state) AS state FROM own GROUP BY who)`,
  session: sql`
    SELECT who, grp, false AS whole, ${counts} FROM own GROUP BY who, grp
    UNION ALL SELECT who, NULL, true, ${counts} FROM (SELECT who, max(state) AS state FROM own GROUP BY who, session) GROUP BY who`,
  event: sql`
    WITH groups AS (SELECT who, grp, ${counts} FROM own GROUP BY who, grp)
    SELECT who, grp, false AS whole, n, hits, undetermined FROM groups
    UNION ALL SELECT who, NULL, true, sum(n), sum(hits), sum(undetermined) FROM groups GROUP BY who`,
};

/** Visits of customers who bought at that touchpoint, as an outcome or an order says, whenever that was; by touchpoint a row a customer. */
function buyers(ask: Grouping, of: Conversion): Sql {
  const met = byTouchpoint(ask)
    ? sql`(SELECT who, touchpoint, touchpoint AS grp, bool_or(${outcome(ask)}) AS won FROM ${events(ask, of)} GROUP BY who, touchpoint)`
    : sql`(SELECT who, touchpoint, grp, ${outcome(ask)} AS won FROM ${events(ask, of)})`;
  const bought = sellsTo(ask, of)
    ? sql`won OR (who, touchpoint) IN (SELECT customer, touchpoint FROM ${placed})`
    : sql`won`;
  return sql`SELECT who, grp, ${stateOf(bought)} AS state FROM ${met}`;
}

/** A session or an event sold when it has an outcome, or is the last one at the touchpoint before an order there. */
function direct(ask: Grouping, of: Conversion): Sql {
  const last = sql`(
    SELECT near.customer, near.position
    FROM ${placed} AS sold ASOF JOIN near
      ON near.customer = sold.customer AND near.touchpoint = sold.touchpoint AND sold.ordered_at >= near.occurred_at)`;
  const bought = sellsTo(ask, of) ? sql`${outcome(ask)} OR (customer, position) IN ${last}` : outcome(ask);
  return sql`SELECT who, grp, session, ${stateOf(bought)} AS state FROM ${events(ask, of)}`;
}

function outcome(ask: Grouping): Sql {
  return ask.has('interactions.outcome') ? sql`coalesce(outcome, false)` : sql`false`;
}

/** Of what needs no window. */
function stateOf(converted: Sql): Sql {
  return sql`(CASE WHEN ${converted} THEN 2 ELSE 1 END)::UTINYINT`;
}

function assisted(ask: Grouping, of: Conversion): Sql {
  const window = of.windowDays * 86_400;
  const outcomes = sql`SELECT customer, epoch(occurred_at) AS "at" FROM interactions WHERE outcome AND customer IS NOT NULL`;
  const orders = sql`SELECT seen.customer, epoch(bought.ordered_at) AS "at" FROM ${placedOrders(ask)} AS bought
    JOIN ${seenCustomers} AS seen
      ON seen.customer_id = bought.customer_id`;
  const sources = [
    ...(ask.has('interactions.outcome') ? [outcomes] : []),
    ...(ask.has('orders.ordered_at') ? [orders] : []),
  ];
  const end = ask.has('orders.ordered_at')
    ? sql`(SELECT greatest((SELECT epoch(max(occurred_at)) FROM interactions), (SELECT epoch(max(ordered_at)) FROM orders)))`
    : sql`(SELECT epoch(max(occurred_at)) FROM interactions)`;
  const visits = sql`SELECT customer, epoch(occurred_at) AS "at", grp, session FROM ${events(ask, of)}`;
  return sql`
    SELECT customer AS who, grp, session,
           (CASE WHEN "at" + ${window} <= ${end} THEN CASE WHEN next_at - "at" <= ${window} THEN 2 ELSE 1 END ELSE 0 END)::UTINYINT AS state
    FROM ${nextTime(visits, join(sources, '\nUNION ALL BY NAME\n'), sql`grp, session`, 'after')}`;
}

/** Units of each group. */
function ownUnits(ask: Grouping, { mode, unit }: Conversion): Sql {
  const once = unit === 'event' || (unit === 'customer' && mode === 'direct' && byTouchpoint(ask));
  if (once) return sql`SELECT * FROM judged`;
  const session = unit === 'session' ? sql`, session` : nothing;
  return sql`SELECT who, grp ${session}, max(state) AS state FROM judged GROUP BY who, grp ${session}`;
}

/** The rows of `summed` with `unseen`, and with `cannot_sell` where no touchpoint of the group can sell, by the catalogue. */
function withSellers(ask: Grouping, of: Conversion, unseen: Sql): Sql {
  if (of.mode === 'assisted' || !ask.has('touchpoints.sells'))
    return sql`SELECT * REPLACE (grp::VARCHAR AS grp), false AS cannot_sell, ${unseen} AS unseen FROM summed ORDER BY whole, grp`;
  const met = byTouchpoint(ask)
    ? sql`SELECT grp, grp AS touchpoint FROM summed WHERE NOT whole`
    : sql`SELECT DISTINCT grp, touchpoint FROM ${events(ask, of)}`;
  const silent = sql`touchpoint IN (SELECT place.touchpoint FROM ${places} AS place JOIN touchpoints ON touchpoints.touchpoint = place.name WHERE sells = false)`;
  return sql`
    SELECT summed.* REPLACE (summed.grp::VARCHAR AS grp), sellers.cannot_sell, ${unseen} AS unseen
    FROM summed JOIN (
      SELECT grp, grouping(grp) = 1 AS whole, coalesce(bool_and(${silent}), false) AS cannot_sell
      FROM (${met}) GROUP BY GROUPING SETS ((grp), ())) AS sellers
      ON sellers.whole = summed.whole AND sellers.grp IS NOT DISTINCT FROM summed.grp
    ORDER BY summed.whole, summed.grp`;
}

/** Then there is one row for each customer and touchpoint, and no group holds several touchpoints. */
function byTouchpoint(ask: Grouping): boolean {
  return groupOf(ask, 'interactions') === 'touchpoint';
}
