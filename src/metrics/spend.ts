import { nothing, sql, type Sql } from '../engine/sql';
import { countedOrders } from './counted-orders';
import { customersBy, orderEvents } from './customer-group';
import type { Grouping } from './grouping';

export interface Spend {
  /** Share of the net amount that is earned; null: the order's own cost is taken off, or nothing. */
  readonly margin: number | null;
  /** A year's discount, 0 for none. */
  readonly discount: number;
  /** Days from a customer's first order that customers of different age are compared over. */
  readonly firstDays: number;
}

/** The columns of `spendCounts`: sums over customers, and the same of the first days of those old enough. */
export const spendColumns = {
  grp: 'text?',
  whole: 'flag',
  customers: 'number',
  /** Of the customers: what every order of theirs was worth is known. */
  valued: 'number',
  orders: 'number',
  /** Of the orders: without a known amount, and without the cost that is to be taken off it. */
  unpriced: 'number',
  uncosted: 'number',
  revenue: 'number?',
  mean: 'number?',
  variance: 'number?',
  /** Of those old enough, and of these: every order of the first days is of known worth. */
  customers_first: 'number',
  valued_first: 'number',
  mean_first: 'number?',
  variance_first: 'number?',
} as const;

/** Whether it is known who ordered; else only orders and their sums can be told. */
export function isBuyerKnown(ask: Pick<Grouping, 'has'>): boolean {
  return ask.has('orders.customer_id');
}

/** What customers spent or earned us, by group and over all. Where one order is of unknown worth, so is its customer; where nobody is known, each order stands for itself. */
export function spendCounts(ask: Grouping, by: string, of: Spend): Sql {
  const known = isBuyerKnown(ask);
  const orders = known ? countedOrders(ask) : ordersAlone(ask);
  const costed = of.margin === null && ask.has('orders.cost');
  const earned = of.margin !== null ? sql`net * ${of.margin}` : costed ? sql`net - cost` : sql`net`;
  const discounted = of.discount
    ? sql`(${earned}) / (1 + ${of.discount}) ** ((epoch(ordered_at) - first) / 31557600)`
    : earned;
  const days = of.firstDays * 86_400;
  return sql`
    WITH bought AS (
      SELECT customer_id, ordered_at, net, cost, min(epoch(ordered_at)) OVER (PARTITION BY customer_id) AS first
      FROM ${orders} WHERE customer_id IS NOT NULL),
    per AS (
      SELECT customer_id AS who, count(*) AS orders, count(*) - count(net) AS unpriced,
             ${costed ? sql`count(*) FILTER (net IS NOT NULL AND cost IS NULL)` : sql`0`} AS uncosted, sum(net) AS revenue,
             CASE WHEN count(*) = count(worth) THEN sum(worth) END AS worth,
             CASE WHEN count(*) FILTER (soon) = count(worth) FILTER (soon) THEN sum(worth) FILTER (soon) END AS early,
             any_value(first) + ${days} <= (SELECT max(epoch(ordered_at)) FROM bought) AS old
      FROM (SELECT *, ${discounted} AS worth, epoch(ordered_at) < first + ${days} AS soon FROM bought) GROUP BY customer_id),
    judged AS (
      SELECT NULL::VARCHAR AS grp, true AS whole, per.* FROM per
      ${
        by === 'none'
          ? nothing
          : sql`UNION ALL SELECT g.grp, false, per.* FROM per JOIN ${customersBy(
              known ? ask : { ...ask, has: (role) => role.startsWith('orders.') && ask.has(role) },
              by,
              orderEvents(orders, (role) => ask.has(role)),
              'first',
            )} AS g ON g.who = per.who`
      })
    SELECT grp, whole, count(*)::DOUBLE AS customers, count(worth)::DOUBLE AS valued, sum(orders)::DOUBLE AS orders, sum(unpriced)::DOUBLE AS unpriced, sum(uncosted)::DOUBLE AS uncosted, sum(revenue)::DOUBLE AS revenue,
           avg(worth)::DOUBLE AS mean, var_samp(worth)::DOUBLE AS variance, count(*) FILTER (old)::DOUBLE AS customers_first, count(early) FILTER (old)::DOUBLE AS valued_first,
           (avg(early) FILTER (old))::DOUBLE AS mean_first, (var_samp(early) FILTER (old))::DOUBLE AS variance_first
    FROM judged GROUP BY grp, whole ORDER BY whole, ${by === 'period' ? nothing : known ? sql`mean DESC,` : sql`revenue DESC,`} grp`;
}

/** Each order with its own id, or its place, for that of its buyer. */
function ordersAlone(ask: Grouping): Sql {
  return sql`(SELECT * REPLACE (coalesce(order_id, 'row ' || row_number() OVER ()) AS customer_id) FROM ${countedOrders(ask)})`;
}
