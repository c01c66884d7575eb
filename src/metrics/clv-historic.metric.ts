import { bars } from '../charts/bars';
import { dots } from '../charts/dots';
import { meanInterval } from '../stats/mean-interval';
import { historicRemarks } from './clv-historic-remarks';
import { orderFactColumns, orderFacts } from './counted-orders';
import { defaultCustomerGroup, orderEvents } from './customer-group';
import { sql } from '../engine/sql';
import {
  completeness,
  endColumns,
  groupingParams,
  groupOf,
  groupsAndWhole,
  periodEnd,
  type Grouping,
} from './grouping';
import { defineMetric } from './metric';
import { refused } from './params';
import { completeHeading, intervalHeadings } from './row-headings';
import { isBuyerKnown, spendColumns, spendCounts } from './spend';

export default defineMetric({
  id: 'clv-historic',
  title: { en: 'Customer value so far', zh: '历史客户价值' },
  question: { en: 'What has a customer been worth so far?', zh: '一个客户至今带来多少价值？' },
  formula: {
    en: 'with a margin: Σ net amount × margin ÷ (1 + d)^years since the first order, mean over customers; without: cumulative spend, Σ net amount. More is better.',
    zh: '有毛利率：Σ 净额 × 毛利率 ÷ (1 + d)^距首单年数，按客户平均；无毛利率：累计消费额 Σ 净额。越高越好。',
  },
  counted: {
    en: 'customers with a paid order, in the mean those whose every order is of known amount (and cost, where costs are taken off); unpaid and closed orders count nowhere, refunds are taken off once; where no column says who ordered, only orders and revenue are told',
    zh: '有已付款订单的客户；均值只含每笔订单金额（扣成本时还有成本）都已知的客户；未付款与已关闭订单不计，退款只扣一次；没有客户列时只统计订单数与收入',
  },
  source: [
    { cite: 'Gupta & Lehmann (2003), Customers as assets', url: 'https://doi.org/10.1002/dir.10045' },
    { cite: 'Student (1908)', url: 'https://doi.org/10.2307/2331554' },
  ],
  needs: ['orders.ordered_at', 'orders.amount'],
  params: {
    ...groupingParams,
    margin: {
      kind: 'number',
      default: null,
      min: 0,
      max: 1,
      label: { en: 'Margin (share of the net amount)', zh: '毛利率' },
      hint: {
        en: 'Empty: the orders’ own cost, or else cumulative spend.',
        zh: '留空：取订单成本；没有成本则为累计消费额。',
      },
    },
    discount: {
      kind: 'number',
      default: 0.1,
      min: 0,
      max: 10,
      label: { en: 'Discount a year (only with a margin)', zh: '年折现率（仅在有毛利率时）' },
    },
    first_days: {
      kind: 'number',
      default: 90,
      min: 1,
      max: 36_500,
      label: { en: 'First days to compare groups over', zh: '跨组比较的首 N 天' },
    },
  },
  tables: { counts: spendColumns, facts: { ...orderFactColumns, nobody: 'number' }, ends: endColumns },
  headings: {
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' } },
    customers: { label: { en: 'Customers', zh: '客户' }, format: 'count' },
    orders: { label: { en: 'Orders', zh: '订单' }, format: 'count' },
    revenue: { label: { en: 'Net revenue', zh: '净收入' }, format: 'money' },
    clv: { label: { en: 'Value a customer', zh: '客均价值' }, format: 'money' },
    ...intervalHeadings('money'),
    first_days_value: { label: { en: 'In the first days', zh: '首 N 天' }, format: 'money' },
    missing: { label: { en: 'Of unknown value', zh: '价值未知' }, format: 'count' },
    orders_without_amount: { label: { en: 'Orders without an amount', zh: '金额未知的订单' }, format: 'count' },
    orders_without_cost: { label: { en: 'Orders without a cost', zh: '成本未知的订单' }, format: 'count' },
    undetermined: { label: { en: 'Too young for that', zh: '时长不足' }, format: 'count' },
    first_days_low: { label: { en: 'In the first days, low', zh: '首 N 天下限' }, format: 'money' },
    first_days_high: { label: { en: 'In the first days, high', zh: '首 N 天上限' }, format: 'money' },
    ...completeHeading,
  },
  headline: { value: 'clv', format: 'money', better: 'more', scale: null, base: 'customers' },

  query(ask) {
    const { margin, discount, first_days: firstDays } = ask.params;
    const earns = margin !== null || ask.has('orders.cost');
    return {
      counts: spendCounts(ask, groupedBy(ask), { margin, discount: earns ? discount : 0, firstDays }),
      facts: sql`SELECT *, (SELECT count(*) FROM orders WHERE customer_id IS NULL)::DOUBLE AS nobody FROM (${orderFacts(ask)})`,
      ends: periodEnd(ask, 'orders'),
    };
  },

  compute({ counts, facts, ends }, ask) {
    const by = groupedBy(ask);
    const { groups, whole } = groupsAndWhole(counts, by);
    const [found] = facts;
    if (!whole?.customers || !found) return null;
    const known = isBuyerKnown(ask);
    const mixed = found.currencies > 1;
    const told = known && !mixed;
    const earns = ask.params.margin !== null || ask.has('orders.cost');
    const complete = completeness(ask, ends);
    const row = (from: (typeof counts)[number]) => {
      const interval = meanInterval(
        { n: from.valued, mean: from.mean ?? NaN, variance: from.variance ?? NaN },
        ask.params.confidence,
      );
      const early = meanInterval(
        { n: from.valued_first, mean: from.mean_first ?? NaN, variance: from.variance_first ?? NaN },
        ask.params.confidence,
      );
      return {
        touchpoint: from.grp,
        customers: known ? from.customers : null,
        orders: from.orders,
        revenue: mixed ? null : from.revenue,
        clv: told ? from.mean : null,
        low: told ? (interval?.low ?? null) : null,
        high: told ? (interval?.high ?? null) : null,
        first_days_value: told ? from.mean_first : null,
        first_days_low: told ? (early?.low ?? null) : null,
        first_days_high: told ? (early?.high ?? null) : null,
        undetermined: known ? from.customers - from.customers_first : null,
        missing: known ? from.customers - from.valued : null,
        ...complete(from.grp),
      };
    };
    const { touchpoint: _, ...summary } = row(whole);
    return {
      rows: groups.map(row),
      summary: {
        by,
        kind: !known ? null : earns ? 'margin' : 'cumulative_spend',
        margin: ask.params.margin,
        discount: earns ? ask.params.discount : null,
        first_days: known ? ask.params.first_days : null,
        ...summary,
        orders_without_amount: whole.unpriced,
        orders_without_cost: whole.uncosted,
        amounts: found.amounts_net ? 'net' : 'gross',
        amounts_from: found.declared ? 'declared' : found.refunded_rows ? 'tested' : 'assumed',
        totals_repeat: found.totals_repeat,
        currencies: found.currencies,
        unpaid: found.unpaid,
        excluded: known ? found.nobody : null,
      },
    };
  },

  charts: ({ rows, summary }, { locale }) =>
    summary.by === 'customer'
      ? []
      : [
          ...(summary.customers === null ? [bars(rows, revenueBars, locale)] : []),
          dots(
            rows,
            {
              group: 'touchpoint',
              value: 'first_days_value',
              low: 'first_days_low',
              high: 'first_days_high',
              base: 'customers',
              format: 'money',
              title: {
                en: `Value of the first ${String(summary.first_days)} days`,
                zh: `首 ${String(summary.first_days)} 天价值`,
              },
            },
            locale,
          ),
          dots(
            rows,
            {
              group: 'touchpoint',
              value: 'clv',
              base: 'customers',
              format: 'money',
              title: { en: 'Value a customer so far', zh: '客均历史价值' },
            },
            locale,
          ),
        ],

  remarks: ({ rows, summary }) => historicRemarks(rows, summary),

  example: {
    given: {
      orders: [
        { order_id: '1', customer_id: 'a', ordered_at: '2025-01-01', amount: 100, status: 'paid', touchpoint: 'shop' },
        { order_id: '2', customer_id: 'a', ordered_at: '2025-02-01', amount: 50, status: 'paid', touchpoint: 'app' },
        { order_id: '3', customer_id: 'b', ordered_at: '2025-01-01', amount: 30, status: 'paid', touchpoint: 'shop' },
        { order_id: '4', customer_id: 'c', ordered_at: '2025-02-10', amount: 20, status: 'paid', touchpoint: 'app' },
        { order_id: '5', customer_id: 'c', ordered_at: '2025-02-11', amount: 999, status: 'unpaid', touchpoint: 'app' },
      ],
    },
    params: { first_days: 30 },
    gives: {
      rows: [
        { touchpoint: 'shop', customers: 2, orders: 3, revenue: 180, clv: 90, first_days_value: 65, undetermined: 0 },
        {
          touchpoint: 'app',
          customers: 1,
          orders: 1,
          revenue: 20,
          clv: 20,
          low: null,
          first_days_value: null,
          undetermined: 1,
        },
      ],
      summary: { kind: 'cumulative_spend', customers: 3, orders: 4, revenue: 200, clv: 200 / 3, unpaid: 1 },
    },
  },
});

const revenueBars = {
  group: 'touchpoint',
  value: 'revenue',
  base: 'orders',
  format: 'money',
  title: { en: 'Net revenue', zh: '净收入' },
} as const;

function groupedBy(ask: Grouping): string {
  if (!isBuyerKnown(ask)) return groupOfOrders(ask);
  return (
    ask.params.by ??
    defaultCustomerGroup(
      (role) => ask.has(role),
      orderEvents(sql`orders`, (role) => ask.has(role)),
    )
  );
}

/** Of orders whose buyer nobody knows: their own touchpoint, channel or time. */
function groupOfOrders(ask: Grouping): string {
  const by = groupOf(ask, 'orders');
  if (by === 'customer')
    throw refused('by', by, { en: 'touchpoint, channel, period, none', zh: 'touchpoint、channel、period、none' });
  return by;
}
