import { dots } from '../charts/dots';
import { sql } from '../engine/sql';
import type { Remark } from '../i18n/text';
import { exitColumns, exitCounts, exitRates, namesTellSuccess, unknownSuccess } from './exits';
import { completeness, endColumns, groupingParams, groupOf, groupsAndWhole, periodEnd } from './grouping';
import { defineMetric } from './metric';
import { clusteredRateOf } from './rate';
import { rateRemarks, undeterminedRemark } from './rate-remarks';
import { completeHeading, intervalHeadings } from './row-headings';
import { unknownColumns, unknownRemark } from './unknown-names';

export default defineMetric({
  id: 'touchpoint-exit',
  title: { en: 'Touchpoint exit', zh: '触点流失率' },
  question: { en: 'After which touchpoint do customers not come back?', zh: '客户在哪个触点之后不再回来？' },
  formula: {
    en: 'visits after which nothing followed within H, and which were no success ÷ visits whose H is over. Less is better.',
    zh: 'H 内再无后续、且未以成功结束的访问 ÷ 观察期 H 已满的访问。越低越好。',
  },
  counted: {
    en: 'visits of known customers that something followed, or whose H was over when the data ended',
    zh: '有后续事件、或数据截止时 H 已满的访问（客户可识别）',
  },
  source: [{ cite: 'Cochran (1977), Sampling Techniques, 6.4 (visits clustered by customer)' }],
  needs: ['interactions.customer_id', 'interactions.occurred_at', 'interactions.touchpoint'],
  params: {
    ...groupingParams,
    gap_days: {
      kind: 'number',
      default: null,
      min: 0.0001,
      max: 3650,
      label: { en: 'H: silence that means leaving (days)', zh: 'H：视为离开的静默期（天）' },
      hint: { en: 'Empty: the 95th percentile of the gaps between visits.', zh: '留空：取访问间隔的 95 分位数。' },
    },
    success: {
      kind: 'list',
      default: [],
      label: { en: 'Events or touchpoints that are a success', zh: '视为成功的事件或触点' },
      hint: {
        en: 'Empty: an outcome, an order or a solved ticket within H, or an event (without events and outcomes: a touchpoint) named payment, delivered, resolved and the like.',
        zh: '留空：有转化标记、H 内有订单或已解决的工单，或事件（无事件与转化标记时为触点）名为支付、签收、已解决等。',
      },
    },
  },
  tables: { counts: exitColumns, left: { nobody: 'number' }, unknown: unknownColumns, ends: endColumns },
  headings: {
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' } },
    visits: { label: { en: 'Visits', zh: '访问' }, format: 'count' },
    exits: { label: { en: 'Exits', zh: '流失' }, format: 'count' },
    exits_after_success: { label: { en: 'Exits after success', zh: '成功后离开' }, format: 'count' },
    undetermined: { label: { en: 'Undetermined', zh: '未定' }, format: 'count' },
    rate: { label: { en: 'Exit rate', zh: '流失率' }, format: 'percent' },
    ...intervalHeadings('percent'),
    interval_n: { label: { en: 'n of the interval', zh: '区间所依样本量' }, format: 'count' },
    ...completeHeading,
  },
  headline: { value: 'rate', format: 'percent', better: 'less', scale: [0, 1], base: 'visits' },

  query(ask) {
    const of = { gapDays: ask.params.gap_days, success: ask.params.success };
    return {
      counts: ask.reads('low', 'high', 'interval_n') ? exitCounts(ask, of) : exitRates(ask, of),
      left: sql`SELECT count(*)::DOUBLE AS nobody FROM interactions WHERE customer IS NULL`,
      unknown: unknownSuccess(ask, of),
      ends: periodEnd(ask, 'interactions'),
    };
  },

  compute({ counts, left, unknown, ends }, ask) {
    const by = groupOf(ask, 'interactions');
    const { groups, whole } = groupsAndWhole(counts, by);
    if (!whole) return null;
    const complete = completeness(ask, ends);
    const row = (from: (typeof counts)[number]) => ({
      touchpoint: from.grp,
      visits: from.n,
      exits: from.hits,
      exits_after_success: from.successes,
      undetermined: from.undetermined,
      ...clusteredRateOf(from, ask.params.confidence),
      ...complete(from.grp),
    });
    const { touchpoint: _, ...summary } = row(whole);
    return {
      rows: groups.map(row),
      summary: {
        by,
        ...summary,
        gap_days: whole.gap_s === null ? null : whole.gap_s / 86_400,
        gap_from: ask.params.gap_days === null ? 'p95' : 'given',
        excluded: left[0]?.nobody ?? 0,
      },
      more: { unknown: unknown.map(({ name }) => name) },
    };
  },

  charts: ({ rows }, { locale }) => [
    dots(
      rows,
      {
        group: 'touchpoint',
        value: 'rate',
        base: 'visits',
        format: 'percent',
        title: { en: 'Exit rate', zh: '触点流失率' },
      },
      locale,
    ),
  ],

  remarks: ({ rows, summary, more }, ask) => [
    ...unknownRemark('success', more?.unknown ?? []),
    ...rateRemarks(rows, {
      group: 'touchpoint',
      value: 'rate',
      base: 'visits',
      name: { en: 'Exit rate', zh: '流失率' },
      better: 'less',
    }),
    gapRemark(summary.gap_days, summary.gap_from),
    ...(namesTellSuccess(ask) && summary.exits_after_success > 0 ? [namesRemark(summary.exits_after_success)] : []),
    ...undeterminedRemark(
      {
        undetermined: summary.undetermined,
        determined: summary.visits,
        setting: {
          en: '“H: silence that means leaving (days)” (gap_days)',
          zh: '“H：视为离开的静默期（天）”（gap_days）',
        },
      },
      { en: 'visits', zh: '访问' },
      { en: 'nothing followed yet, and H was not over when the data ended', zh: '尚无后续，且数据截止时 H 未满' },
    ),
  ],

  example: {
    given: {
      interactions: [
        { customer_id: 'a', occurred_at: '2025-01-01', touchpoint: 'web', outcome: false },
        { customer_id: 'a', occurred_at: '2025-01-02', touchpoint: 'shop', outcome: true },
        { customer_id: 'b', occurred_at: '2025-01-01', touchpoint: 'web', outcome: false },
        { customer_id: 'c', occurred_at: '2025-01-30', touchpoint: 'web', outcome: false },
      ],
    },
    params: { gap_days: 5 },
    gives: {
      rows: [
        { touchpoint: 'shop', visits: 1, exits: 0, exits_after_success: 1, undetermined: 0, rate: 0 },
        { touchpoint: 'web', visits: 2, exits: 1, exits_after_success: 0, undetermined: 1, rate: 0.5 },
      ],
      summary: { visits: 3, exits: 1, exits_after_success: 1, undetermined: 1, gap_days: 5 },
    },
  },
});

function namesRemark(n: number): Remark {
  return {
    level: 'note',
    say: {
      en: 'No event and no outcome is mapped, so success was told from names of touchpoints, orders and tickets: {n:count} exits. Set “success” if it is another.',
      zh: '未映射事件与转化标记，成功由触点名称、订单与工单判断：{n:count} 次离开。若有出入，请设置 success。',
    },
    with: { n },
  };
}

function gapRemark(days: number | null, from: string): Remark {
  if (days === null)
    return {
      level: 'caution',
      say: {
        en: 'No customer came twice, so no silence can be called an exit. Give gap_days.',
        zh: '没有客户来过两次，无法据间隔判断流失，请指定 gap_days。',
      },
    };
  return {
    level: 'note',
    say: {
      en: 'H, the silence that counts as leaving, is {days:number} days ({from}).',
      zh: '视为离开的静默期 H 为 {days:number} 天（{from}）。',
    },
    with: {
      days,
      from:
        from === 'p95'
          ? { en: '95 % of the gaps between visits are shorter', zh: '95% 的访问间隔短于它' }
          : { en: 'as given', zh: '按设定' },
    },
  };
}
