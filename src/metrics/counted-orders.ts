import { join, nothing, sql, type Sql } from '../engine/sql';

interface Known {
  has(role: string): boolean;
}

/** Words that say that nobody paid, beside the canonical `unpaid` and `closed`. */
const notPaid = [
  'unpaid',
  'closed',
  'cancelled',
  'canceled',
  'pending',
  '待付款',
  '等待买家付款',
  '交易关闭',
  '已取消',
];

/**
 * The orders that count, as a subquery to select FROM: order_id, customer_id, ordered_at, touchpoint, channel. Unpaid and
 * closed ones are left out; the lines of one order are one row.
 */
export function placedOrders(ask: Known): Sql {
  return oneRowEach(ask, sql`SELECT ${placed} FROM orders WHERE ${paid(ask)}`, nothing);
}

/** The same with net, cost and currency: `net` is after refunds, taken off once; `cost` is null where a line with an amount has none. */
export function countedOrders(ask: Known): Sql {
  return oneRowEach(
    ask,
    sql`SELECT ${placed}, ${net} AS net, cost, currency, ${repeated(ask)} AS repeated FROM orders WHERE ${paid(ask)}`,
    sql`CASE WHEN any_value(repeated) THEN max(net) ELSE sum(net) END AS net,
           CASE WHEN any_value(repeated) THEN max(cost) WHEN count(*) FILTER (net IS NOT NULL AND cost IS NULL) = 0 THEN sum(cost) END AS cost,
           any_value(currency) AS currency,`,
  );
}

const placed = sql`order_id, customer_id, ordered_at, touchpoint, channel`;

function oneRowEach(ask: Known, lines: Sql, money: Sql): Sql {
  if (!ask.has('orders.order_id')) return sql`(${lines})`;
  return sql`(
    SELECT key AS order_id, any_value(customer_id) AS customer_id, min(ordered_at) AS ordered_at, ${money}
           arg_min(touchpoint, ordered_at) AS touchpoint, arg_min(channel, ordered_at) AS channel
    FROM (SELECT *, coalesce(order_id, 'row ' || row_number() OVER ()) AS key FROM (${lines}))
    GROUP BY key)`;
}

/** Rows of orders that count, line by line, for whoever only asks when somebody bought: many times as fast as `placedOrders`. */
export function paidLines(ask: Known): Sql {
  return sql`(SELECT customer_id, ordered_at, touchpoint FROM orders WHERE ${paid(ask)})`;
}

/** The columns of `orderFacts`. */
export const orderFactColumns = {
  rows: 'number',
  unpaid: 'number',
  amounts_net: 'flag',
  declared: 'flag',
  refunded_rows: 'number',
  totals_repeat: 'flag',
  currencies: 'number',
} as const;

/** What was found out about the orders' rows, for the summary and the remarks. */
export function orderFacts(ask: Known): Sql {
  return sql`
    SELECT count(*)::DOUBLE AS "rows", count(*) FILTER (NOT (${paid(ask)}))::DOUBLE AS unpaid, ${alreadyNet} AS amounts_net,
           coalesce(bool_or(gross_or_net IS NOT NULL), false) AS declared, count(*) FILTER (refund > 0)::DOUBLE AS refunded_rows,
           ${repeated(ask)} AS totals_repeat,
           count(DISTINCT currency)::DOUBLE AS currencies
    FROM orders`;
}

function paid(ask: Known): Sql {
  const named = sql`CASE WHEN status IS NULL THEN ${ask.has('orders.paid_at') ? sql`paid_at IS NOT NULL` : sql`true`} ELSE lower(trim(status)) NOT IN (${join(notPaid)}) END`;
  return sql`(${named})`;
}

/** A refund larger than what is left of the amount cannot be taken off again: such amounts are net already. */
const alreadyNet = sql`(SELECT coalesce(avg((amount < refund - 0.005)::INTEGER), 0) > 0.05 FROM orders WHERE refund > 0)`;

const net = sql`CASE
      WHEN gross_or_net = 'net' OR (gross_or_net IS NULL AND ${alreadyNet}) THEN amount
      WHEN lower(trim(status)) = 'refunded' AND refund IS NULL THEN 0
      ELSE amount - coalesce(refund, 0) END`;

function repeated(ask: Known): Sql {
  return ask.has('orders.order_id') ? totalsRepeat : sql`false`;
}

/** Lines of one order that all bear the same amount bear the order's total. */
const totalsRepeat = sql`(SELECT coalesce(avg((low = high)::INTEGER), 0) >= 0.9 FROM (
      SELECT min(amount) AS low, max(amount) AS high FROM orders WHERE order_id IS NOT NULL GROUP BY order_id HAVING count(*) > 1))`;
