import { dots } from '../charts/dots';
import type { Remark } from '../i18n/text';
import { meanInterval } from '../stats/mean-interval';
import { orderFactColumns, orderFacts } from './counted-orders';
import { defaultCustomerGroup, orderEvents } from './customer-group';
import { sql } from '../engine/sql';
import { groupingParams, groupsAndWhole, type Grouping } from './grouping';
import { defineMetric } from './metric';
import { rateRemarks } from './rate-remarks';
import { spendColumns, spendCounts } from './spend';

export default defineMetric({
  id: 'clv-historic',
  title: { en: 'Customer value so far', zh: '历史客户价值' },
  question: { en: 'What has a customer been worth so far?', zh: '一个客户至今带来多少价值？' },
  formula: {
    en: 'with a margin: Σ net amount × margin ÷ (1 + d)^years since the first order, mean over customers; without: cumulative spend, Σ net amount. More is better.',
    zh: '有毛利率：Σ 净额 × 毛利率 ÷ (1 + d)^距首单年数，按客户平均；无毛利率：累计消费额 Σ 净额。越高越好。',
  },
  counted: {
    en: 'customers with a paid order; unpaid and closed orders count nowhere, refunds are taken off once',
    zh: '有已付款订单的客户；未付款与已关闭订单不计，退款只扣一次',
  },
  source: [{ cite: 'Gupta & Lehmann (2003), Customers as assets', url: 'https://doi.org/10.1002/dir.10045' }, { cite: 'Student (1908)', url: 'https://doi.org/10.2307/2331554' }], // prettier-ignore
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount'],
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
  tables: { counts: spendColumns, facts: { ...orderFactColumns, nobody: 'number' } },
  headings: {
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' } },
    customers: { label: { en: 'Customers', zh: '客户' }, format: 'count' },
    orders: { label: { en: 'Orders', zh: '订单' }, format: 'count' },
    revenue: { label: { en: 'Net revenue', zh: '净收入' }, format: 'money' },
    clv: { label: { en: 'Value a customer', zh: '客均价值' }, format: 'money' },
    low: { label: { en: 'Low', zh: '下限' }, format: 'money' },
    high: { label: { en: 'High', zh: '上限' }, format: 'money' },
    first_days_value: { label: { en: 'In the first days', zh: '首 N 天' }, format: 'money' },
    undetermined: { label: { en: 'Too young for that', zh: '时长不足' }, format: 'count' },
  },
  headline: { value: 'clv', format: 'money', better: 'more', scale: null, base: 'customers' },

  query(ask) {
    const { margin, discount, first_days: firstDays } = ask.params;
    const earns = margin !== null || ask.has('orders.cost');
    return {
      counts: spendCounts(ask, groupedBy(ask), { margin, discount: earns ? discount : 0, firstDays }),
      facts: sql`SELECT *, (SELECT count(*) FROM orders WHERE customer_id IS NULL)::DOUBLE AS nobody FROM (${orderFacts(ask)})`,
    };
  },

  compute({ counts, facts }, ask) {
    const by = groupedBy(ask);
    const { groups, whole } = groupsAndWhole(counts, by);
    const [found] = facts;
    if (!whole?.customers || !found) return null;
    const mixed = found.currencies > 1;
    const earns = ask.params.margin !== null || ask.has('orders.cost');
    const row = (from: (typeof counts)[number]) => {
      const interval = meanInterval({ n: from.customers, mean: from.mean ?? NaN, variance: from.variance ?? NaN }, ask.params.confidence); // prettier-ignore
      const early = meanInterval({ n: from.customers_first, mean: from.mean_first ?? NaN, variance: from.variance_first ?? NaN }, ask.params.confidence); // prettier-ignore
      return {
        touchpoint: from.grp,
        customers: from.customers,
        orders: from.orders,
        revenue: mixed ? null : from.revenue,
        clv: mixed ? null : from.mean,
        low: mixed ? null : (interval?.low ?? null),
        high: mixed ? null : (interval?.high ?? null),
        first_days_value: mixed ? null : from.mean_first,
        first_days_low: mixed ? null : (early?.low ?? null),
        first_days_high: mixed ? null : (early?.high ?? null),
        undetermined: from.customers - from.customers_first,
      };
    };
    const { touchpoint: _, ...summary } = row(whole);
    return {
      rows: groups.map(row),
      summary: {
        by,
        kind: earns ? 'margin' : 'cumulative_spend',
        margin: ask.params.margin,
        discount: earns ? ask.params.discount : null,
        first_days: ask.params.first_days,
        ...summary,
        amounts: found.amounts_net ? 'net' : 'gross',
        amounts_from: found.declared ? 'declared' : found.refunded_rows ? 'tested' : 'assumed',
        totals_repeat: found.totals_repeat,
        currencies: found.currencies,
        unpaid: found.unpaid,
        excluded: found.nobody,
      },
    };
  },

  charts: ({ rows, summary }, { locale }) =>
    summary.by === 'customer'
      ? []
      : [
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

  remarks: ({ rows, summary }) => [
    ...named(summary.kind),
    ...(summary.by === 'customer'
      ? []
      : rateRemarks(
          rows.map((row) => ({ ...row, low: row.first_days_low, high: row.first_days_high })),
          {
            group: 'touchpoint',
            value: 'first_days_value',
            base: 'customers',
            format: 'money',
            name: { en: 'Value of the first days', zh: '首 N 天价值' },
          },
        )),
    ...(summary.currencies > 1
      ? [caution({ en: 'There are {n:count} currencies, which cannot be added: filter one, or convert first.', zh: '存在 {n:count} 种币种，不能直接相加：请筛选一种或先换算。' }, summary.currencies)] // prettier-ignore
      : []),
    ...(summary.unpaid
      ? [{ ...caution({ en: '{n:count} unpaid or closed order rows count nowhere.', zh: '{n:count} 行未付款或已关闭订单不计入。' }, summary.unpaid), level: 'note' as const }] // prettier-ignore
      : []),
    ...amounts(summary),
    {
      level: 'note',
      say: {
        en: 'Customers of different age are compared over their first {days:count} days; {n:count} are too young for that. Orders before the data begins are not in it.',
        zh: '不同时长的客户以首 {days:count} 天比较；{n:count} 个客户时长不足。数据开始之前的订单不在其中。',
      },
      with: { days: summary.first_days, n: summary.undetermined },
    },
  ],

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

function groupedBy(ask: Grouping): string {
  return (
    ask.params.by ??
    defaultCustomerGroup(
      (role) => ask.has(role),
      orderEvents(sql`orders`, (role) => ask.has(role)),
    )
  );
}

function named(kind: string): Remark[] {
  if (kind !== 'cumulative_spend') return [];
  return [
    {
      level: 'note',
      say: {
        en: 'Without a margin this is cumulative spend, not customer lifetime value.',
        zh: '未给毛利率，这里是累计消费额，而非客户终身价值。',
      },
    },
  ];
}

function caution(say: Remark['say'], n: number): Remark {
  return { level: 'caution', say, with: { n } };
}

function amounts({
  amounts: kind,
  amounts_from: from,
}: {
  readonly amounts: string;
  readonly amounts_from: string;
}): Remark[] {
  if (from !== 'tested') return [];
  return [
    {
      level: 'note',
      say:
        kind === 'net'
          ? {
              en: 'The amounts are already after refunds (some refunds exceed what is left of their order), so refunds are not taken off again.',
              zh: '金额已扣除退款（部分退款大于订单余额），因此不再重复扣减。',
            }
          : {
              en: 'The amounts are taken as before refunds, so refunds are taken off. Say otherwise by orders.gross_or_net.',
              zh: '金额按退款前处理，已扣减退款；如非如此请设置 orders.gross_or_net。',
            },
    },
  ];
}
