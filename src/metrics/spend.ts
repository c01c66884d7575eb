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
  valued: 'number',
  orders: 'number',
  revenue: 'number?',
  mean: 'number?',
  variance: 'number?',
  /** Of those old enough: with an order of known amount in the first days. */
  customers_first: 'number',
  valued_first: 'number',
  mean_first: 'number?',
  variance_first: 'number?',
} as const;

/** What customers spent or earned us, by group and over all. */
export function spendCounts(ask: Grouping, by: string, of: Spend): Sql {
  const orders = countedOrders(ask);
  const earned =
    of.margin !== null ? sql`net * ${of.margin}` : ask.has('orders.cost') ? sql`net - coalesce(cost, 0)` : sql`net`;
  const discounted = of.discount
    ? sql`(${earned}) / (1 + ${of.discount}) ** ((epoch(ordered_at) - first) / 31557600)`
    : earned;
  const days = of.firstDays * 86_400;
  return sql`
    WITH bought AS (
      SELECT customer_id, ordered_at, net, cost, min(epoch(ordered_at)) OVER (PARTITION BY customer_id) AS first
      FROM ${orders} WHERE customer_id IS NOT NULL),
    per AS (
      SELECT customer_id AS who, count(*) AS orders, sum(net) AS revenue, sum(${discounted}) AS worth,
             sum(${discounted}) FILTER (epoch(ordered_at) < first + ${days}) AS early,
             any_value(first) + ${days} <= (SELECT max(epoch(ordered_at)) FROM bought) AS old
      FROM bought GROUP BY customer_id),
    judged AS (
      SELECT NULL::VARCHAR AS grp, true AS whole, per.* FROM per
      ${
        by === 'none'
          ? nothing
          : sql`UNION ALL SELECT g.grp, false, per.* FROM per JOIN ${customersBy(
              ask,
              by,
              orderEvents(orders, (role) => ask.has(role)),
              'first',
            )} AS g ON g.who = per.who`
      })
    SELECT grp, whole, count(*)::DOUBLE AS customers, count(worth)::DOUBLE AS valued, sum(orders)::DOUBLE AS orders, sum(revenue)::DOUBLE AS revenue,
           avg(worth)::DOUBLE AS mean, var_samp(worth)::DOUBLE AS variance, count(*) FILTER (old)::DOUBLE AS customers_first, count(early) FILTER (old)::DOUBLE AS valued_first,
           (avg(early) FILTER (old))::DOUBLE AS mean_first, (var_samp(early) FILTER (old))::DOUBLE AS variance_first
    FROM judged GROUP BY grp, whole ORDER BY whole, mean DESC, grp`;
}
