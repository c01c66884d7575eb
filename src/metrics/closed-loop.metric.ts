import { dots } from '../charts/dots';
import { loopColumns, loopCounts } from './closed-loop';
import { loopRemark, openRemarks } from './closed-loop-remarks';
import { completeness, endColumns, groupingParams, groupOf, groupsAndWhole, periodEnd } from './grouping';
import { defineMetric } from './metric';
import { clusteredRateOf } from './rate';
import { rateRemarks } from './rate-remarks';
import { clusteredRemark } from './repeats-remark';
import { completeHeading, intervalHeadings } from './row-headings';

export default defineMetric({
  id: 'closed-loop',
  title: { en: 'Closed loop', zh: '闭环跟进率' },
  question: {
    en: 'Are unhappy customers called back, in time, and won back?',
    zh: '不满意的客户是否被及时回访并挽回？',
  },
  formula: {
    en: 'contacted = alerts with an answered ticket; within the limit = contacted no later than that after the feedback; recovered = next score not negative or, without one, seen again later. Each ÷ alerts. More is better.',
    zh: '已联系 = 有已响应工单的预警；按时 = 反馈后时限内联系；挽回 = 下一次评分不再负面，若无评分则之后仍有往来。均除以预警数。越高越好。',
  },
  counted: { en: 'negative answers (detractors, or dissatisfied ones)', zh: '负面反馈（贬损者或不满意者）' },
  source: [
    { cite: 'Markey & Reichheld (2011), The Ultimate Question 2.0 (closing the loop)' },
    { cite: 'Wilson (1927)', url: 'https://doi.org/10.2307/2276774' },
    { cite: 'Cochran (1977), Sampling Techniques, 6.4 (alerts clustered by customer)' },
  ],
  needs: ['responses.score', 'responses.submitted_at', 'tickets.created_at'],
  weighted: true,
  params: {
    ...groupingParams,
    sla_hours: {
      kind: 'number',
      default: 48,
      min: 0.01,
      max: 10_000,
      label: { en: 'Limit (hours)', zh: '时限（小时）' },
    },
    recovery_days: {
      kind: 'number',
      default: null,
      min: 0.01,
      max: 3650,
      label: { en: 'Days to win back', zh: '挽回期（天）' },
      hint: {
        en: 'Empty: until the data ends, so that late alerts have less time.',
        zh: '留空：直到数据截止，因此较晚的预警时间更短。',
      },
    },
    trigger: {
      kind: 'choice',
      default: 'detractor',
      label: { en: 'Opened by', zh: '触发条件' },
      of: {
        detractor: { en: 'NPS of 0 to 6', zh: 'NPS 0–6 分' },
        dissatisfied: { en: 'CSAT in the lower two fifths of its scale', zh: '满意度处于量表下五分之二' },
      },
    },
  },
  tables: {
    counts: loopColumns,
    ends: endColumns,
  },
  headings: {
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' } },
    alerts: { label: { en: 'Alerts', zh: '预警' }, format: 'count' },
    contacted: { label: { en: 'Contacted', zh: '已联系' }, format: 'count' },
    within_sla: { label: { en: 'Within the limit', zh: '按时' }, format: 'count' },
    recovered: { label: { en: 'Recovered', zh: '挽回' }, format: 'count' },
    contacted_rate: { label: { en: 'Share contacted', zh: '联系率' }, format: 'percent' },
    within_sla_rate: { label: { en: 'In time', zh: '按时率' }, format: 'percent' },
    recovered_rate: { label: { en: 'Share recovered', zh: '挽回率' }, format: 'percent' },
    ...intervalHeadings('percent'),
    undetermined: { label: { en: 'Undetermined', zh: '未定' }, format: 'count' },
    recovery_undetermined: { label: { en: 'Recovery undetermined', zh: '挽回未定' }, format: 'count' },
    unidentified: { label: { en: 'Without customer', zh: '无客户' }, format: 'count' },
    n: { label: { en: 'Answers', zh: '有效回答' }, format: 'count' },
    interval_n: { label: { en: 'n of the interval', zh: '区间所依样本量' }, format: 'count' },
    effective_alerts: { label: { en: 'Effective alerts', zh: '有效预警量' }, format: 'count' },
    missing: { label: { en: 'Blank', zh: '缺失' }, format: 'count' },
    excluded: { label: { en: 'Off scale or without time', zh: '超出量表或无时间' }, format: 'count' },
    ...completeHeading,
  },
  headline: { value: 'recovered_rate', format: 'percent', better: 'more', scale: [0, 1], base: 'alerts' },

  query: (ask) => ({
    counts: loopCounts(
      ask,
      ask.params.trigger,
      ask.params.sla_hours * 3600,
      ask.params.recovery_days === null ? null : ask.params.recovery_days * 86_400,
    ),
    ends: periodEnd(ask, 'responses'),
  }),

  compute({ counts, ends }, ask) {
    const by = groupOf(ask, 'responses');
    const { groups, whole } = groupsAndWhole(counts, by);
    if (!whole || whole.n + whole.excluded === 0) return null;
    const complete = completeness(ask, ends);
    const row = (from: (typeof counts)[number]) => {
      const effective = from.w2 > 0 ? from.w ** 2 / from.w2 : 0;
      const share = (part: number, base: number) => (base > 0 ? part / base : null);
      const { trials, squares, hit_squares: hitSquares } = from;
      const { rate, ...interval } = clusteredRateOf({ ...from, n: from.followed }, ask.params.confidence, {
        trials,
        squares,
        hitSquares,
      });
      return {
        touchpoint: from.grp,
        alerts: from.alerts,
        contacted: from.contacted,
        within_sla: from.within,
        recovered: from.recovered,
        contacted_rate: share(from.w_contacted, from.w),
        within_sla_rate: share(from.w_within, from.w_determined),
        recovered_rate: rate,
        ...interval,
        undetermined: from.undetermined,
        recovery_undetermined: from.open,
        unidentified: from.unknown,
        n: from.n,
        effective_alerts: effective,
        missing: from.missing,
        excluded: from.excluded,
        ...complete(from.grp),
      };
    };
    const { touchpoint: _, ...summary } = row(whole);
    return {
      rows: groups.map(row),
      summary: {
        by,
        trigger: ask.params.trigger,
        sla_hours: ask.params.sla_hours,
        recovery_days: ask.params.recovery_days,
        ...summary,
      },
      more: { followed: whole.squares > 0 ? whole.followed ** 2 / whole.squares : 0 },
    };
  },

  charts: ({ rows }, { locale }) => [
    dots(
      rows,
      {
        group: 'touchpoint',
        value: 'recovered_rate',
        base: 'alerts',
        format: 'percent',
        title: { en: 'Unhappy customers recovered', zh: '不满客户挽回率' },
      },
      locale,
    ),
  ],

  remarks: ({ rows, summary, more }) => [
    loopRemark(summary),
    ...rateRemarks(rows, {
      group: 'touchpoint',
      value: 'recovered_rate',
      base: 'alerts',
      name: { en: 'Recovery', zh: '挽回率' },
      better: 'more',
    }),
    ...clusteredRemark({ ...summary, n: more?.followed ?? 0 }, { en: 'alerts', zh: '个预警' }),
    ...openRemarks(summary),
  ],

  example: {
    given: {
      responses: [
        {
          response_id: '1',
          customer_id: 'a',
          touchpoint: 'shop',
          kind: 'nps',
          score: 2,
          submitted_at: '2025-01-01T00:00:00',
        },
        {
          response_id: '2',
          customer_id: 'a',
          touchpoint: 'shop',
          kind: 'nps',
          score: 8,
          submitted_at: '2025-02-01T00:00:00',
        },
        {
          response_id: '3',
          customer_id: 'b',
          touchpoint: 'shop',
          kind: 'nps',
          score: 0,
          submitted_at: '2025-01-01T00:00:00',
        },
        {
          response_id: '4',
          customer_id: 'c',
          touchpoint: 'app',
          kind: 'nps',
          score: 6,
          submitted_at: '2025-01-01T00:00:00',
        },
      ],
      tickets: [
        {
          ticket_id: 't1',
          response_id: '1',
          created_at: '2025-01-01T02:00:00',
          first_response_at: '2025-01-02T00:00:00',
        },
        {
          ticket_id: 't2',
          response_id: '3',
          created_at: '2025-01-01T02:00:00',
          first_response_at: '2025-01-09T00:00:00',
        },
      ],
    },
    gives: {
      rows: [
        { touchpoint: 'app', alerts: 1, contacted: 0, within_sla: 0, recovered: 0 },
        {
          touchpoint: 'shop',
          alerts: 2,
          contacted: 2,
          within_sla: 1,
          recovered: 1,
          contacted_rate: 1,
          recovered_rate: 0.5,
        },
      ],
      summary: { alerts: 3, contacted_rate: 2 / 3, recovered_rate: 1 / 3 },
    },
  },
});
