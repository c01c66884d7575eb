import { bars } from '../charts/bars';
import type { Text } from '../i18n/text';
import { sql } from '../engine/sql';
import { rfmScores } from '../stats/rfm-scores';
import { rfmSegment, type RfmSegment } from '../stats/rfm-segment';
import { countedOrders } from './counted-orders';
import { defineMetric } from './metric';
import { refused } from './params';

const names: Readonly<Record<RfmSegment, Text>> = {
  champions: { en: 'champions', zh: '冠军客户' },
  'potential-loyalist': { en: 'potential loyalists', zh: '潜在忠诚客户' },
  loyal: { en: 'loyal', zh: '忠诚客户' },
  promising: { en: 'promising', zh: '有希望的客户' },
  new: { en: 'new', zh: '新客户' },
  'cannot-lose': { en: 'cannot lose them', zh: '不能失去的客户' },
  'at-risk': { en: 'at risk', zh: '有流失风险' },
  'need-attention': { en: 'need attention', zh: '需要关注' },
  'about-to-sleep': { en: 'about to sleep', zh: '即将沉睡' },
  lost: { en: 'lost', zh: '已流失' },
  others: { en: 'others', zh: '其他' },
};

export default defineMetric({
  id: 'rfm',
  title: { en: 'RFM segments', zh: 'RFM 客户分群' },
  question: { en: 'Who bought recently, often and for much?', zh: '谁最近买过、买得勤、花得多？' },
  formula: {
    en: 'R = days since the last order, F = orders, M = their net total; each cut at quantiles (type 7, plus 1), a score is one more than the cut points at or below the value; R reversed; 5 is best. Equal values get equal scores, so bins differ in size.',
    zh: 'R = 距最近一单天数，F = 订单数，M = 净额合计；各按分位点（类型 7，加 1）切分，得分 = 不大于该值的切点数 + 1；R 反向；5 最好。相同的值得分相同，因此各档人数不等。',
  },
  counted: { en: 'customers with at least one paid order', zh: '至少有一笔已付订单的客户' },
  source: [
    {
      cite: 'Hebbali, R package rfm (MIT): cut points and segment table',
      url: 'https://github.com/rsquaredacademy/rfm',
    },
  ],
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount'],
  slow: true,
  params: {
    as_of: {
      kind: 'text',
      default: null,
      label: { en: 'As of (ISO date; empty: the last order)', zh: '基准日（ISO 日期；留空取最后一单）' },
    },
    bins: { kind: 'number', default: 5, min: 2, max: 10, whole: true, label: { en: 'Bins', zh: '档数' } },
  },
  tables: {
    customers: { customer_id: 'text', last: 'time', orders: 'number', total: 'number?' },
    left: { nobody: 'number', later: 'number', currencies: 'number', end: 'time?' },
  },
  headings: {
    n: { label: { en: 'Customers', zh: '客户数' }, format: 'count' },
    missing: { label: { en: 'Customers without a known amount', zh: '金额缺失的客户' }, format: 'count' },
    bins: { label: { en: 'Bins', zh: '档数' }, format: 'count' },
    excluded: { label: { en: 'Orders without customer', zh: '无客户的订单' }, format: 'count' },
    later: { label: { en: 'Orders after the date', zh: '基准日之后的订单' }, format: 'count' },
    as_of: { label: { en: 'As of', zh: '基准日' } },
    cut_points: { label: { en: 'Cut points', zh: '切分点' } },
    coarse: { label: { en: 'Too few distinct values', zh: '取值过少' } },
    segments: { label: { en: 'Customers by segment', zh: '各分群客户数' } },
    customer_id: { label: { en: 'Customer', zh: '客户' } },
    recency: { label: { en: 'Days since last order', zh: '距最近一单天数' }, format: 'count' },
    frequency: { label: { en: 'Orders', zh: '订单数' }, format: 'count' },
    monetary: { label: { en: 'Total', zh: '消费合计' }, format: 'money' },
    r: { label: { en: 'R', zh: 'R' }, format: 'count' },
    f: { label: { en: 'F', zh: 'F' }, format: 'count' },
    m: { label: { en: 'M', zh: 'M' }, format: 'count' },
    segment: { label: { en: 'Segment', zh: '分群' }, values: names },
  },

  query(ask) {
    const { as_of: day } = ask.params;
    const later = day === null ? sql`false` : sql`ordered_at >= ${dayOf(day)} + INTERVAL 1 DAY`;
    return {
      customers: sql`
      SELECT customer_id, max(ordered_at) AS last, count(*)::DOUBLE AS orders, CASE WHEN count(*) = count(net) THEN sum(net) END::DOUBLE AS total
      FROM ${countedOrders(ask)} WHERE customer_id IS NOT NULL AND NOT (${later}) GROUP BY customer_id ORDER BY customer_id`,
      left: sql`SELECT count(*) FILTER (customer_id IS NULL)::DOUBLE AS nobody, count(*) FILTER (${later})::DOUBLE AS later, count(DISTINCT currency)::DOUBLE AS currencies, max(ordered_at) AS "end" FROM ${countedOrders(ask)}`,
    };
  },

  compute({ customers, left }, ask) {
    const asOf = ask.params.as_of === null ? (left[0]?.end ?? null) : dayOf(ask.params.as_of);
    if (!customers.length || !asOf) return null;
    const mixed = (left[0]?.currencies ?? 0) > 1;
    const values = customers.map(({ last, orders, total }) => ({
      recency: days(last, asOf),
      frequency: orders,
      monetary: mixed ? null : total,
    }));
    const scored = rfmScores(values, ask.params.bins);
    const rows = customers.map(({ customer_id }, at) => {
      const scores = scored?.scores[at] ?? null;
      return {
        customer_id,
        ...(values[at] as (typeof values)[number]),
        r: scores?.r ?? null,
        f: scores?.f ?? null,
        m: scores?.m ?? null,
        segment: scores && scores.m !== null && ask.params.bins === 5 ? rfmSegment({ ...scores, m: scores.m }) : null,
      };
    });
    const segments: Partial<Record<RfmSegment, number>> = {};
    for (const { segment } of rows) if (segment !== null) segments[segment] = (segments[segment] ?? 0) + 1;
    return {
      rows,
      summary: {
        n: rows.length,
        excluded: left[0]?.nobody ?? 0,
        later: left[0]?.later ?? 0,
        as_of: asOf.toISOString().slice(0, 10),
        cut_points: scored ? { r: scored.cuts.r, f: scored.cuts.f, m: scored.cuts.m } : null,
        coarse: scored ? Object.entries(scored.coarse).flatMap(([name, coarse]) => (coarse ? [name] : [])) : [],
        segments,
        missing: customers.filter(({ total }) => total === null).length,
        currencies: left[0]?.currencies ?? 0,
        bins: ask.params.bins,
      },
    };
  },

  charts: ({ summary }, { locale }) => [
    bars(
      (Object.keys(names) as RfmSegment[])
        .flatMap((segment) => {
          const customers = summary.segments[segment];
          return customers === undefined ? [] : [{ segment: names[segment][locale], customers }];
        })
        .sort((a, b) => b.customers - a.customers),
      {
        group: 'segment',
        value: 'customers',
        format: 'count',
        title: { en: 'Customers by RFM segment', zh: '各 RFM 分群的客户数' },
      },
      locale,
    ),
  ],

  remarks: ({ summary }) => [
    ...(summary.coarse.length
      ? [
          {
            level: 'caution' as const,
            say: {
              en: 'Too few distinct values for all scores of {names}: some bins stay empty',
              zh: '{names} 的不同取值太少，部分得分不会出现',
            },
            with: { names: summary.coarse.join(', ').toUpperCase() },
          },
        ]
      : []),
    ...(summary.currencies > 1
      ? [
          {
            level: 'caution' as const,
            say: {
              en: 'There are {count:count} currencies, which cannot be added: no M and no segments. Filter one, or convert first',
              zh: '存在 {count:count} 种币种，不能直接相加：没有 M 得分与分群。请筛选一种或先换算',
            },
            with: { count: summary.currencies },
          },
        ]
      : []),
    ...(summary.missing
      ? [
          {
            level: 'caution' as const,
            say: {
              en: '{count:count} customer{count|s} with an order of unknown amount: no M, and no segment',
              zh: '{count:count} 个客户有金额未知的订单：没有 M 得分与分群',
            },
            with: { count: summary.missing },
          },
        ]
      : []),
    ...(summary.bins === 5
      ? []
      : [
          {
            level: 'note' as const,
            say: { en: 'Segments have names for five bins only', zh: '分群名称只适用于五档' },
          },
        ]),
    ...(summary.excluded
      ? [
          {
            level: 'note' as const,
            say: {
              en: '{count:count} orders without customer are left out',
              zh: '{count:count} 笔订单没有客户编号，未计入',
            },
            with: { count: summary.excluded },
          },
        ]
      : []),
    ...(summary.later
      ? [
          {
            level: 'note' as const,
            say: {
              en: '{count:count} orders after {as_of} are left out',
              zh: '{count:count} 笔晚于 {as_of} 的订单未计入',
            },
            with: { count: summary.later, as_of: summary.as_of },
          },
        ]
      : []),
    {
      level: 'note',
      say: {
        en: 'The file begins somewhere: a customer’s orders before it are not seen, so frequency and total are lower bounds',
        zh: '文件有起点：此前的订单看不到，因此频次与金额是下限',
      },
    },
  ],

  example: {
    given: {
      orders: ['a', 'b', 'c', 'd', 'e'].flatMap((customer_id, at) =>
        Array.from({ length: at + 1 }, (_, order) => ({
          order_id: `${customer_id}${String(order)}`,
          customer_id,
          ordered_at: `2025-0${String(at + 1)}-0${String(order + 1)}`,
          amount: 100 * (at + 1),
        })),
      ),
    },
    params: { as_of: '2025-06-01', bins: 2 },
    gives: {
      rows: [
        { customer_id: 'a', recency: 151, frequency: 1, monetary: 100, r: 1, f: 1, m: 1 },
        { customer_id: 'b', recency: 119, frequency: 2, monetary: 400 },
        { customer_id: 'c', recency: 90, frequency: 3, monetary: 900 },
        { customer_id: 'd', recency: 58, frequency: 4, monetary: 1600 },
        { customer_id: 'e', recency: 27, frequency: 5, monetary: 2500, r: 2, f: 2, m: 2 },
      ],
      summary: { n: 5, cut_points: { r: [91], f: [4], m: [901] } },
    },
  },
});

function dayOf(text: string): Date {
  const day = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(day.getTime()))
    throw refused('as_of', text, { en: 'an ISO date such as 2025-12-31', zh: 'ISO 日期，如 2025-12-31' });
  return day;
}

function days(from: Date, to: Date): number {
  return Math.floor(to.getTime() / 86_400_000) - Math.floor(from.getTime() / 86_400_000);
}
