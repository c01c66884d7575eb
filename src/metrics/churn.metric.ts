import { dots } from '../charts/dots';
import type { Remark } from '../i18n/text';
import { churnColumns, churnCounts, churnEnd, churnGroup, churnKind } from './churn';
import { completeness, endColumns, groupingParams, groupsAndWhole } from './grouping';
import { defineMetric } from './metric';
import { refused } from './params';
import { rateOf } from './rate';
import { rateRemarks, undeterminedRemark } from './rate-remarks';
import { completeHeading, intervalHeadings } from './row-headings';

export default defineMetric({
  id: 'churn',
  title: { en: 'Churn', zh: '客户流失率' },
  question: { en: 'What share of the customers is lost?', zh: '流失了多少客户？' },
  formula: {
    en: 'Flagged: customers with the flag ÷ customers whose flag is known. Observed: customers without order (or visit) in the last H ÷ customers first seen at least H before the data ends. Less is better.',
    zh: '标记口径：被标记流失的客户 ÷ 标记已知的客户。观察口径：最近 H 内无订单（或访问）的客户 ÷ 首次出现距数据截止不少于 H 的客户。越低越好。',
  },
  counted: {
    en: 'customers whose flag is known; or those seen for at least H, the younger ones being undetermined',
    zh: '流失标记已知的客户；或已观察满 H 的客户，较新的客户为未定',
  },
  source: [{ cite: 'Wilson (1927), Probable inference', url: 'https://doi.org/10.2307/2276774' }],
  needs: [['customers.churned', 'customers.churned_at', 'orders.customer_id', 'interactions.customer_id']],
  params: {
    ...groupingParams,
    window_days: {
      kind: 'number',
      default: null,
      min: 0.0001,
      max: 3650,
      label: { en: 'H: silence that means lost (days)', zh: 'H：视为流失的静默期（天）' },
      hint: { en: 'Empty: the 95th percentile of the gaps.', zh: '留空：取间隔的 95 分位数。' },
    },
    owner: {
      kind: 'choice',
      default: 'first',
      label: { en: 'A customer counts at', zh: '客户归属触点' },
      of: {
        first: { en: 'the first touchpoint', zh: '首个触点' },
        last: { en: 'the last touchpoint', zh: '最后触点' },
        any: { en: 'every touchpoint used', zh: '用过的每个触点' },
      },
    },
  },
  tables: { counts: churnColumns, ends: endColumns },
  headings: {
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' } },
    customers: { label: { en: 'Customers', zh: '客户' }, format: 'count' },
    churned: { label: { en: 'Lost', zh: '流失' }, format: 'count' },
    undetermined: { label: { en: 'Undetermined', zh: '未定' }, format: 'count' },
    rate: { label: { en: 'Churn', zh: '流失率' }, format: 'percent' },
    ...intervalHeadings('percent'),
    rate_half_window: { label: { en: 'With H/2', zh: '按 H/2' }, format: 'percent' },
    rate_double_window: { label: { en: 'With 2H', zh: '按 2H' }, format: 'percent' },
    reactivated: { label: { en: 'Came back after H', zh: '静默后回归' }, format: 'percent' },
    excluded: { label: { en: 'Not at risk', zh: '不在风险中' }, format: 'count' },
    ...completeHeading,
  },
  headline: { value: 'rate', format: 'percent', better: 'less', scale: [0, 1], base: 'customers' },

  query(ask) {
    if (churnKind(ask) === 'flagged' && ask.params.by === 'period' && !ask.has('customers.churned_at'))
      throw refused('by', 'period', {
        en: 'touchpoint, none or a column of customers: no churned_at is mapped',
        zh: 'touchpoint、none 或客户的列：没有列对应流失日期 churned_at',
      });
    return { counts: churnCounts(ask, ask.params.window_days, ask.params.owner), ends: churnEnd(ask) };
  },

  compute({ counts, ends }, ask) {
    const complete = completeness(ask, ends);
    const by = churnGroup(ask);
    const kind = churnKind(ask);
    const { groups, whole } = groupsAndWhole(counts, by);
    if (!whole || whole.customers + whole.undetermined + whole.excluded === 0) return null;
    const share = (hits: number, n: number) => (n > 0 ? hits / n : null);
    const row = (from: (typeof counts)[number]) => ({
      touchpoint: from.grp,
      customers: from.customers,
      churned: from.churned,
      undetermined: from.undetermined,
      ...rateOf(from.churned ?? 0, from.customers, ask.params.confidence),
      rate_half_window: share(from.churned_half, from.customers_half),
      rate_double_window: share(from.churned_double, from.customers_double),
      reactivated: share(from.returned, from.silent),
      excluded: from.excluded,
      ...complete(from.grp),
    });
    const { touchpoint: _, ...summary } = row(whole);
    return {
      rows: groups.map(row),
      summary: {
        by,
        kind,
        owner: ask.params.owner,
        ...summary,
        window_days: whole.gap_s === null ? null : whole.gap_s / 86_400,
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
        title: { en: 'Churn', zh: '流失率' },
      },
      locale,
    ),
  ],

  remarks: ({ rows, summary }) => [
    ...rateRemarks(rows, {
      group: 'touchpoint',
      value: 'rate',
      base: 'customers',
      name: { en: 'Churn', zh: '流失率' },
      better: 'less',
    }),
    ...(summary.kind === 'flagged' ? flaggedRemarks(summary.excluded) : observedRemarks(summary)),
    ...undeterminedRemark(
      {
        undetermined: summary.undetermined,
        determined: summary.customers,
        setting: {
          en: '“H: silence that means lost (days)” (window_days)',
          zh: '“H：视为流失的静默期（天）”（window_days）',
        },
      },
      { en: 'customers', zh: '客户' },
      { en: 'they were first seen less than H before the data ended', zh: '首次出现距数据截止不足 H' },
    ),
  ],

  example: {
    given: {
      orders: [
        { order_id: '1', customer_id: 'a', ordered_at: '2025-01-01', amount: 1, touchpoint: 'shop' },
        { order_id: '2', customer_id: 'b', ordered_at: '2025-01-01', amount: 1, touchpoint: 'shop' },
        { order_id: '3', customer_id: 'b', ordered_at: '2025-04-01', amount: 1, touchpoint: 'app' },
        { order_id: '4', customer_id: 'c', ordered_at: '2025-04-10', amount: 1, touchpoint: 'app' },
      ],
    },
    params: { window_days: 30 },
    gives: {
      rows: [
        { touchpoint: 'app', customers: 0, churned: 0, undetermined: 1, rate: null, reactivated: null },
        {
          touchpoint: 'shop',
          customers: 2,
          churned: 1,
          undetermined: 0,
          rate: 0.5,
          rate_half_window: 0.5,
          rate_double_window: 0.5,
          reactivated: 0.5,
        },
      ],
      summary: { kind: 'observed', customers: 2, churned: 1, undetermined: 1, rate: 0.5, window_days: 30 },
    },
  },
});

function flaggedRemarks(excluded: number): Remark[] {
  return [
    {
      level: 'note',
      say: {
        en: 'This is the share of customers that carry a flag, not a rate in time: it depends on how long they were there.',
        zh: '这是带流失标记的客户占比，并非随时间的流失率，会受在网时长影响。',
      },
    },
    ...(excluded
      ? [
          {
            level: 'note' as const,
            say: {
              en: '{n:count} customer{n|s} without a flag (such as newly joined ones) {n|is|are} not at risk and not counted.',
              zh: '{n:count} 个没有标记的客户（如新加入者）不在风险中，未计入。',
            },
            with: { n: excluded },
          },
        ]
      : []),
  ];
}

interface Observed {
  readonly window_days: number | null;
  readonly rate_half_window: number | null;
  readonly rate_double_window: number | null;
  readonly reactivated: number | null;
}

function observedRemarks(summary: Observed): Remark[] {
  if (summary.window_days === null)
    return [
      {
        level: 'caution',
        say: {
          en: 'No customer came twice, so no silence can be called a loss. Give window_days.',
          zh: '没有客户来过两次，无法据间隔判断流失，请指定 window_days。',
        },
      },
    ];
  return [
    windowRemark(summary),
    {
      level: 'note',
      say: {
        en: 'The data begins in the middle of some lives: the first order in the file need not be the first order.',
        zh: '数据左截断：文件中的首单未必是客户真正的首单。',
      },
    },
  ];
}

function windowRemark({
  window_days: days,
  rate_half_window: half,
  rate_double_window: double,
  reactivated,
}: Observed): Remark {
  const en = [
    ...(half === null ? [] : ['With H/2 the rate would be {half:percent}.']),
    ...(double === null
      ? ['Nobody has been seen for 2H, so there is no rate with it.']
      : ['With 2H the rate would be {double:percent}.']),
    ...(reactivated === null ? [] : ['{back:percent} of those silent for H came back.']),
  ];
  const zh = [
    ...(half === null ? [] : ['按 H/2 流失率为 {half:percent}。']),
    ...(double === null ? ['尚无客户观察满 2H，无法按其计算。'] : ['按 2H 为 {double:percent}。']),
    ...(reactivated === null ? [] : ['静默满 H 的客户中 {back:percent} 又回来了。']),
  ];
  return {
    level: 'note',
    say: { en: ['H is {days:number} days.', ...en].join(' '), zh: `H 为 {days:number} 天。${zh.join('')}` },
    with: { days, half, double, back: reactivated },
  };
}
