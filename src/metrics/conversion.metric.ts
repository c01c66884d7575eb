import { dots } from '../charts/dots';
import type { Remark } from '../i18n/text';
import {
  conversionColumns,
  conversionCounts,
  conversionLeftOut,
  conversionParams,
  conversionRates,
  needsCustomer,
  type Unit,
} from './conversion';
import { completeness, endColumns, groupingParams, groupOf, groupsAndWhole, periodEnd } from './grouping';
import { defineMetric, type Ask } from './metric';
import { refused } from './params';
import { clusteredRateOf, noClusteredRate, rateOf } from './rate';
import { rateRemarks, undeterminedRemark } from './rate-remarks';
import { completeHeading, intervalHeadings } from './row-headings';

const params = {
  ...groupingParams,
  ...conversionParams,
  unit: {
    kind: 'choice',
    default: 'customer',
    label: { en: 'Unit', zh: '统计单位' },
    of: {
      customer: { en: 'customer', zh: '客户' },
      session: { en: 'session', zh: '会话' },
      event: { en: 'visit', zh: '访问' },
    },
  },
} as const;

type Asked = Ask<typeof params>;

export default defineMetric({
  id: 'conversion',
  title: { en: 'Conversion', zh: '转化率' },
  question: { en: 'Who buys at, or after, which touchpoint?', zh: '客户在哪个触点、或到访后成交？' },
  formula: {
    en: 'Direct: those with an outcome at the touchpoint ÷ those who used it. Assisted: those with an order or outcome in (t, t + W] after a visit ÷ those with a finished window. More is better.',
    zh: '直接转化：在触点成交者 ÷ 使用过该触点者。辅助转化：到访后 (t, t + W] 内成交者 ÷ 窗口已结束者。越高越好。',
  },
  counted: {
    en: 'customers, sessions or visits whose window was over when the data ended; touchpoints that cannot sell have no direct rate',
    zh: '数据截止时窗口已结束的客户、会话或访问；不能成交的触点没有直接转化率',
  },
  source: [
    { cite: 'Wilson (1927), Probable inference', url: 'https://doi.org/10.2307/2276774' },
    { cite: 'Cochran (1977), Sampling Techniques, 6.4 (units clustered by customer)' },
  ],
  needs: ['interactions.touchpoint', ['interactions.outcome', 'orders.ordered_at']],
  params,
  tables: {
    counts: conversionColumns,
    left: { nobody: 'number', sessionless: 'number' },
    ends: endColumns,
  },
  headings: {
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' } },
    entered: { label: { en: 'Entered', zh: '进入' }, format: 'count' },
    converted: { label: { en: 'Converted', zh: '转化' }, format: 'count' },
    undetermined: { label: { en: 'Undetermined', zh: '未定' }, format: 'count' },
    rate: { label: { en: 'Conversion', zh: '转化率' }, format: 'percent' },
    ...intervalHeadings('percent'),
    interval_n: { label: { en: 'n of the interval', zh: '区间所依样本量' }, format: 'count' },
    rate_without: { label: { en: 'Rate of non-visitors', zh: '未到访者转化率' }, format: 'percent' },
    ...completeHeading,
  },
  headline: { value: 'rate', format: 'percent', better: 'more', scale: [0, 1], base: 'entered' },

  query(ask) {
    const of = settled(ask);
    const whole = ask.reads('low', 'high', 'interval_n', 'rate_without');
    return {
      counts: whole ? conversionCounts(ask, of) : conversionRates(ask, of),
      left: whole ? conversionLeftOut(of) : null,
      ends: periodEnd(ask, 'interactions'),
    };
  },

  compute({ counts, left, ends }, ask) {
    const { mode, unit } = settled(ask);
    const by = groupOf(ask, 'interactions');
    const { groups, whole } = groupsAndWhole(counts, by);
    if (!whole || whole.n + whole.undetermined === 0) return null;
    const known = mode === 'assisted' || ask.has('interactions.outcome') || ask.has('orders.touchpoint');
    const complete = completeness(ask, ends);
    const row = (from: (typeof counts)[number]) => {
      const sells = known && !(mode === 'direct' && from.cannot_sell);
      const others = whole.n - from.users_n;
      const rate =
        unit === 'customer'
          ? { ...rateOf(from.hits, from.n, ask.params.confidence), interval_n: from.n }
          : clusteredRateOf(from, ask.params.confidence);
      return {
        touchpoint: from.grp,
        entered: from.n,
        converted: sells ? from.hits : null,
        undetermined: from.undetermined,
        ...(sells ? rate : noClusteredRate),
        rate_without: mode === 'assisted' && others > 0 ? (whole.hits - from.users_hits) / others : null,
        ...complete(from.grp),
      };
    };
    const { touchpoint: _, ...summary } = row(whole);
    return {
      rows: groups.map(row),
      summary: {
        by,
        mode,
        unit,
        window_days: mode === 'assisted' ? ask.params.window_days : null,
        ...summary,
        excluded: needsCustomer({ mode, unit }) ? (left[0]?.nobody ?? 0) : 0,
        missing: left[0]?.sessionless ?? 0,
        orders_without_visit: whole.unseen,
      },
    };
  },

  charts: ({ rows }, { locale }) => [
    dots(
      rows,
      {
        group: 'touchpoint',
        value: 'rate',
        base: 'entered',
        format: 'percent',
        title: { en: 'Conversion', zh: '转化率' },
      },
      locale,
    ),
  ],

  remarks: ({ rows, summary }, ask) => [
    ...rateRemarks(rows, {
      group: 'touchpoint',
      value: 'rate',
      base: 'entered',
      name: { en: 'Conversion', zh: '转化率' },
      better: 'more',
    }),
    ...undeterminedRemark(
      {
        undetermined: summary.undetermined,
        determined: summary.entered,
        setting: { en: '“Window (days)” (window_days)', zh: '“窗口（天）”（window_days）' },
      },
      { en: 'visitors', zh: '到访者' },
      { en: 'their window was not over when the data ended', zh: '数据截止时窗口尚未结束' },
    ),
    ...cautions(rows, summary, ask),
  ],

  example: {
    given: {
      touchpoints: [
        { touchpoint: 'shop', sells: true },
        { touchpoint: 'help', sells: false },
      ],
      interactions: [
        { customer_id: 'a', occurred_at: '2025-01-01', touchpoint: 'help', outcome: false },
        { customer_id: 'a', occurred_at: '2025-01-02', touchpoint: 'shop', outcome: true },
        { customer_id: 'b', occurred_at: '2025-01-01', touchpoint: 'shop', outcome: false },
        { customer_id: 'b', occurred_at: '2025-01-03', touchpoint: 'help', outcome: false },
      ],
    },
    gives: {
      rows: [
        { touchpoint: 'help', entered: 2, converted: null, undetermined: 0, rate: null, low: null, rate_without: null },
        { touchpoint: 'shop', entered: 2, converted: 1, rate: 0.5, low: 0.0945312057, high: 0.9054687943 },
      ],
      summary: { entered: 2, converted: 1, rate: 0.5, by: 'touchpoint', unit: 'customer' },
    },
  },
});

function settled(ask: Asked): { mode: 'direct' | 'assisted'; unit: Unit; windowDays: number } {
  const { mode, unit, window_days: windowDays } = ask.params;
  const times = ask.has('interactions.occurred_at') && ask.has('interactions.customer_id');
  if (mode === 'assisted' && !times)
    throw refused('mode', mode, {
      en: 'direct: visits have no customer or no time',
      zh: 'direct（在本触点成交）：到访没有客户或没有时间',
    });
  if (unit === 'session' && !ask.has('interactions.session_id'))
    throw refused('unit', unit, {
      en: 'customer or event: no session_id is mapped',
      zh: 'customer（客户）或 event（访问）：没有列对应会话 session_id',
    });
  return { mode, unit: ask.has('interactions.customer_id') ? unit : 'event', windowDays };
}

function cautions(
  rows: readonly { readonly touchpoint: string | null; readonly rate: number | null; readonly entered: number }[],
  summary: {
    readonly rate: number | null;
    readonly unit: Unit;
    readonly mode: string;
    readonly excluded: number;
    readonly missing: number;
    readonly orders_without_visit: number;
  },
  ask: Asked,
): Remark[] {
  const silent = rows.filter(({ rate, entered }) => rate === null && entered > 0);
  const remarks: Remark[] = [];
  if (
    summary.rate === null &&
    summary.mode === 'direct' &&
    !ask.has('interactions.outcome') &&
    !ask.has('orders.touchpoint')
  )
    remarks.push({
      level: 'caution',
      say: {
        en: 'The orders do not say at which touchpoint they were placed, so there is no direct conversion. Map orders.touchpoint, or choose the assisted one.',
        zh: '订单未注明成交触点，无法计算直接转化率。请映射 orders.touchpoint，或选择辅助转化。',
      },
    });
  else if (silent.length)
    remarks.push({
      level: 'note',
      say: {
        en: '{count:count} touchpoints cannot sell: they have no direct rate, which is not a rate of 0.',
        zh: '{count:count} 个触点不能成交：没有直接转化率，并非 0%。',
      },
      with: { count: silent.length },
    });
  if (summary.unit !== ask.params.unit)
    remarks.push({
      level: 'caution',
      say: { en: 'No customer is named, so each row counts as one visit.', zh: '数据未标明客户，每行按一次访问计。' },
    });
  if (summary.excluded)
    remarks.push({
      level: 'note',
      say: { en: '{n:count} visits without customer are left out.', zh: '{n:count} 次访问无客户标识，未计入。' },
      with: { n: summary.excluded },
    });
  if (summary.missing)
    remarks.push({
      level: 'note',
      say: { en: '{n:count} visits without session are left out.', zh: '{n:count} 次访问无会话标识，未计入。' },
      with: { n: summary.missing },
    });
  if (summary.orders_without_visit)
    remarks.push({
      level: 'note',
      say: {
        en: '{n:count} orders were placed at a touchpoint where their customer was never seen; they count nowhere.',
        zh: '{n:count} 笔订单的客户在成交触点没有访问记录，未计入。',
      },
      with: { n: summary.orders_without_visit },
    });
  return remarks;
}
