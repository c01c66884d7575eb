import { dots } from '../charts/dots';
import { nothing, sql } from '../engine/sql';
import { orderFactColumns, orderFacts, placedOrders } from './counted-orders';
import { customersBy, defaultCustomerGroup, orderEvents } from './customer-group';
import { completeness, endColumns, groupingParams, groupsAndWhole, periodEnd, type Grouping } from './grouping';
import { defineMetric } from './metric';
import { rateOf } from './rate';
import { rateRemarks, undeterminedRemark } from './rate-remarks';
import { completeHeading, intervalHeadings } from './row-headings';

export default defineMetric({
  id: 'repurchase',
  title: { en: 'Repurchase', zh: '复购率' },
  question: { en: 'How many buy again?', zh: '有多少客户再次购买？' },
  formula: {
    en: 'customers with a later order in (t, t + W] after their first ÷ customers whose window is over. More is better. Orders of the same moment are one purchase.',
    zh: '首单后 (t, t + W] 内再次下单的客户 ÷ 窗口已满的客户。越高越好。同一时刻的多笔订单视为一次购买。',
  },
  counted: {
    en: 'customers with a paid order whose first one is at least W before the data ends',
    zh: '有已付款订单、且首单距数据截止不少于 W 的客户',
  },
  source: [{ cite: 'Wilson (1927), Probable inference', url: 'https://doi.org/10.2307/2276774' }],
  needs: ['orders.customer_id', 'orders.ordered_at'],
  params: {
    ...groupingParams,
    window_days: {
      kind: 'number',
      default: 365,
      min: 0.001,
      max: 36_500,
      label: { en: 'Window (days)', zh: '窗口（天）' },
    },
  },
  tables: {
    counts: { grp: 'text?', whole: 'flag', customers: 'number', repurchased: 'number', undetermined: 'number' },
    facts: { ...orderFactColumns, nobody: 'number' },
    ends: endColumns,
  },
  headings: {
    touchpoint: { label: { en: 'First touchpoint', zh: '首个触点' } },
    customers: { label: { en: 'Customers', zh: '客户' }, format: 'count' },
    repurchased: { label: { en: 'Bought again', zh: '复购' }, format: 'count' },
    undetermined: { label: { en: 'Undetermined', zh: '未定' }, format: 'count' },
    rate: { label: { en: 'Repurchase', zh: '复购率' }, format: 'percent' },
    ...intervalHeadings('percent'),
    ...completeHeading,
  },
  headline: { value: 'rate', format: 'percent', better: 'more', scale: [0, 1], base: 'customers' },

  query(ask) {
    const orders = placedOrders(ask);
    const by = groupedBy(ask);
    const window = ask.params.window_days * 86_400;
    return {
      counts: sql`
        WITH bought AS (
          SELECT customer_id AS who, epoch(ordered_at) AS t, min(epoch(ordered_at)) OVER (PARTITION BY customer_id) AS first
          FROM ${orders} WHERE customer_id IS NOT NULL),
        per AS (
          SELECT who, coalesce(min(t) FILTER (t > first) - any_value(first) <= ${window}, false) AS again,
                 any_value(first) + ${window} <= (SELECT max(t) FROM bought) AS finished
          FROM bought GROUP BY who),
        judged AS (
          SELECT NULL::VARCHAR AS grp, true AS whole, again, finished FROM per
          ${
            by === 'none'
              ? nothing
              : sql`UNION ALL SELECT g.grp, false, per.again, per.finished FROM per JOIN ${customersBy(
                  ask,
                  by,
                  orderEvents(orders, (role) => ask.has(role)),
                  'first',
                )} AS g ON g.who = per.who`
          })
        SELECT grp, whole, count(*) FILTER (finished)::DOUBLE AS customers, count(*) FILTER (finished AND again)::DOUBLE AS repurchased,
               count(*) FILTER (NOT finished)::DOUBLE AS undetermined
        FROM judged GROUP BY grp, whole ORDER BY whole, grp`,
      facts: sql`SELECT *, (SELECT count(*) FROM orders WHERE customer_id IS NULL)::DOUBLE AS nobody FROM (${orderFacts(ask)})`,
      ends: periodEnd(ask, 'orders'),
    };
  },

  compute({ counts, facts, ends }, ask) {
    const by = groupedBy(ask);
    const complete = completeness(ask, ends);
    const { groups, whole } = groupsAndWhole(counts, by === 'first-touchpoint' ? 'touchpoint' : by);
    if (!whole || whole.customers + whole.undetermined === 0) return null;
    const row = (from: (typeof counts)[number]) => ({
      touchpoint: from.grp,
      customers: from.customers,
      repurchased: from.repurchased,
      undetermined: from.undetermined,
      ...rateOf(from.repurchased, from.customers, ask.params.confidence),
      ...complete(from.grp),
    });
    const { touchpoint: _, ...summary } = row(whole);
    return {
      rows: groups.map(row),
      summary: {
        by,
        ...summary,
        window_days: ask.params.window_days,
        unpaid: facts[0]?.unpaid ?? 0,
        excluded: facts[0]?.nobody ?? 0,
      },
    };
  },

  charts: ({ rows }, { locale }) => [
    dots(
      rows,
      {
        group: 'touchpoint',
        value: 'rate',
        base: 'customers',
        format: 'percent',
        title: { en: 'Repurchase', zh: '复购率' },
      },
      locale,
    ),
  ],

  remarks: ({ rows, summary }) => [
    ...rateRemarks(rows, {
      group: 'touchpoint',
      value: 'rate',
      base: 'customers',
      name: { en: 'Repurchase', zh: '复购率' },
      better: 'more',
    }),
    ...undeterminedRemark(
      {
        undetermined: summary.undetermined,
        determined: summary.customers,
        setting: { en: '“Window (days)” (window_days)', zh: '“窗口（天）”（window_days）' },
      },
      { en: 'customers', zh: '客户' },
      { en: 'their window was not over when the data ended', zh: '数据截止时窗口未满' },
    ),
    {
      level: 'note',
      say: {
        en: 'The first order in the data need not be the first order: customers who bought before it begins count as new.',
        zh: '数据左截断：文件中的首单未必是真正首单，此前买过的客户会被当作新客。',
      },
    },
  ],

  example: {
    given: {
      orders: [
        { order_id: '1', customer_id: 'a', ordered_at: '2025-01-01', amount: 1, touchpoint: 'shop' },
        { order_id: '2', customer_id: 'a', ordered_at: '2025-01-20', amount: 1, touchpoint: 'app' },
        { order_id: '3', customer_id: 'b', ordered_at: '2025-01-05', amount: 1, touchpoint: 'shop' },
        { order_id: '4', customer_id: 'b', ordered_at: '2025-03-05', amount: 1, touchpoint: 'shop' },
        { order_id: '5', customer_id: 'c', ordered_at: '2025-03-01', amount: 1, touchpoint: 'app' },
      ],
    },
    params: { window_days: 30 },
    gives: {
      rows: [
        { touchpoint: 'app', customers: 0, repurchased: 0, undetermined: 1, rate: null },
        { touchpoint: 'shop', customers: 2, repurchased: 1, undetermined: 0, rate: 0.5 },
      ],
      summary: { customers: 2, repurchased: 1, undetermined: 1, rate: 0.5, by: 'first-touchpoint' },
    },
  },
});

function groupedBy(ask: Grouping): string {
  if (ask.params.by !== null) return ask.params.by;
  const has = (role: string) => ask.has(role);
  return defaultCustomerGroup(has, orderEvents(sql`orders`, has)) === 'touchpoint' ? 'first-touchpoint' : 'none';
}
