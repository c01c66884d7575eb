import { dots } from '../charts/dots';
import { sql } from '../engine/sql';
import { quantile } from '../stats/quantile';
import { completeness, endColumns, groupingParams, groupOf, groupsAndWhole, periodEnd } from './grouping';
import { defineMetric } from './metric';
import { oneOf, refused } from './params';
import { clusterColumns, clusteredRateOf, rateOf } from './rate';
import { rateRemarks, undeterminedRemark } from './rate-remarks';
import { clusteredRemark } from './repeats-remark';
import { answeredBefore, longTail } from './response-time-remarks';
import { completeHeading, intervalHeadings } from './row-headings';
import { judgedTickets, measureOf, timedTickets } from './ticket-times';

const types = [1, 6, 7, 8] as const;

export default defineMetric({
  id: 'response-time',
  title: { en: 'Response time', zh: '响应时间' },
  question: { en: 'How long do people wait, and how often is the promise kept?', zh: '客户要等多久？承诺兑现了多少？' },
  formula: {
    en: 'median, 90th and 95th percentile of the seconds from request to answer; service level = met ÷ (met + late + open and older than the limit). Less time and more within the limit are better.',
    zh: '请求到响应秒数的中位数、P90、P95；服务水平 = 达标 ÷（达标 + 超时 + 未响应且已超时限）。时间越短、达标越多越好。',
  },
  counted: {
    en: 'times: answered tickets. Service level: also open ones that are older than the limit; younger open ones are undetermined',
    zh: '时间：已响应工单；服务水平：另含已超时限的未响应工单；未超时限的为未定',
  },
  source: [
    { cite: 'Hyndman & Fan (1996), Sample quantiles in statistical packages', url: 'https://doi.org/10.2307/2684934' },
    { cite: 'Wilson (1927), Probable inference', url: 'https://doi.org/10.2307/2276774' },
    { cite: 'Cochran (1977), Sampling Techniques, 6.4 (tickets clustered by customer)' },
  ],
  needs: [
    'tickets.created_at',
    [
      'tickets.first_response_at',
      'tickets.first_response_s',
      'tickets.wait_s',
      'tickets.resolved_at',
      'tickets.resolution_s',
    ],
  ],
  params: {
    ...groupingParams,
    sla_s: {
      kind: 'number',
      default: null,
      min: 0,
      max: 1e9,
      label: { en: 'Limit (seconds)', zh: '时限（秒）' },
      hint: {
        en: 'Empty: of the touchpoint, else 60 for calls and chats and 86,400 else.',
        zh: '留空：取触点时限；否则电话与在线 60，其余 86,400。',
      },
    },
    percentile_type: {
      kind: 'number',
      default: 7,
      min: 1,
      max: 9,
      whole: true,
      label: { en: 'Percentile type (Hyndman & Fan)', zh: '分位数类型（Hyndman & Fan）' },
    },
    measure: {
      kind: 'choice',
      default: 'auto',
      label: { en: 'Measured', zh: '计时口径' },
      of: {
        auto: { en: 'first response, or else resolution', zh: '首次响应，否则为解决' },
        'first-response': { en: 'first response', zh: '首次响应' },
        resolution: { en: 'resolution', zh: '解决' },
      },
    },
  },
  tables: {
    times: {
      grp: 'text?',
      whole: 'flag',
      n: 'number',
      open: 'number',
      overdue: 'number',
      met: 'number',
      impossible: 'number',
      p50: 'number?',
      p90: 'number?',
      p95: 'number?',
      sla_low: 'number?',
      sla_high: 'number?',
    },
    each: { grp: 'text?', whole: 'flag', seconds: 'numbers' },
    judged: { grp: 'text?', whole: 'flag', ...clusterColumns },
    ends: endColumns,
  },
  headings: {
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' } },
    n: { label: { en: 'Answered', zh: '已响应' }, format: 'count' },
    open: { label: { en: 'Open', zh: '未响应' }, format: 'count' },
    median_s: { label: { en: 'Median', zh: '中位数' }, format: 'seconds' },
    p90_s: { label: { en: 'P90', zh: 'P90' }, format: 'seconds' },
    p95_s: { label: { en: 'P95', zh: 'P95' }, format: 'seconds' },
    within_sla: { label: { en: 'Within limit', zh: '达标率' }, format: 'percent' },
    ...intervalHeadings('percent'),
    interval_n: { label: { en: 'n of the interval', zh: '区间所依样本量' }, format: 'count' },
    met: { label: { en: 'Met', zh: '达标' }, format: 'count' },
    late: { label: { en: 'Late', zh: '超时' }, format: 'count' },
    open_overdue: { label: { en: 'Open and overdue', zh: '未响应且超时' }, format: 'count' },
    undetermined: { label: { en: 'Undetermined', zh: '未定' }, format: 'count' },
    excluded: { label: { en: 'Answered before opened', zh: '响应早于创建' }, format: 'count' },
    ...completeHeading,
  },
  headline: { value: 'median_s', format: 'seconds', better: 'less', scale: null },

  query(ask) {
    if (!types.some((type) => type === ask.params.percentile_type))
      throw refused('percentile_type', ask.params.percentile_type, oneOf(types));
    const tickets = timedTickets(
      ask,
      measureOf(ask.params.measure, (role) => ask.has(role)),
      ask.params.sla_s,
    );
    return {
      times: sql`
        SELECT grp, grouping(grp) = 1 AS whole, count(seconds)::DOUBLE AS n, count(*) FILTER (seconds IS NULL AND NOT impossible)::DOUBLE AS open,
               count(*) FILTER (seconds IS NULL AND NOT impossible AND age > sla)::DOUBLE AS overdue, count(*) FILTER (seconds <= sla)::DOUBLE AS met,
               count(*) FILTER (impossible)::DOUBLE AS impossible,
               quantile_cont(seconds, 0.5) AS p50, quantile_cont(seconds, 0.9) AS p90, quantile_cont(seconds, 0.95) AS p95,
               min(sla) AS sla_low, max(sla) AS sla_high
        FROM ${tickets} GROUP BY GROUPING SETS ((grp), ()) ORDER BY whole, grp`,
      each: sql`
        SELECT grp, grouping(grp) = 1 AS whole, list(seconds ORDER BY seconds) AS seconds
        FROM ${tickets} WHERE seconds IS NOT NULL AND ${ask.params.percentile_type !== 7} GROUP BY GROUPING SETS ((grp), ()) HAVING count(*) > 0`,
      judged: ask.has('tickets.customer_id') && ask.reads('low', 'high', 'interval_n') ? judgedTickets(tickets) : null,
      ends: periodEnd(ask, 'tickets'),
    };
  },

  compute({ times, each, judged, ends }, ask) {
    const by = groupOf(ask, 'tickets');
    const { groups, whole } = groupsAndWhole(times, by);
    if (!whole || whole.n + whole.open === 0) return null;
    const type = types.find((known) => known === ask.params.percentile_type) ?? 7;
    const complete = completeness(ask, ends);
    const clustered = new Map(judged.map((one) => [JSON.stringify([one.whole, one.grp]), one]));
    const row = (from: (typeof times)[number]) => {
      const own = each.find((one) => one.whole === from.whole && one.grp === from.grp);
      const at = (p: number, known: number | null) => (type === 7 ? known : quantile(own?.seconds ?? [], p, type));
      const base = from.n + from.overdue;
      const people = clustered.get(JSON.stringify([from.whole, from.grp]));
      const level = people
        ? clusteredRateOf(people, ask.params.confidence)
        : { ...rateOf(from.met, base, ask.params.confidence), interval_n: base };
      return {
        touchpoint: from.grp,
        n: from.n,
        open: from.open,
        median_s: at(0.5, from.p50),
        p90_s: at(0.9, from.p90),
        p95_s: at(0.95, from.p95),
        within_sla: level.rate,
        low: level.low,
        high: level.high,
        interval_n: level.interval_n,
        met: from.met,
        late: from.n - from.met,
        open_overdue: from.overdue,
        undetermined: from.open - from.overdue,
        excluded: from.impossible,
        sla_s: from.sla_low === from.sla_high ? from.sla_low : null,
        ...complete(from.grp),
      };
    };
    const { touchpoint: _, ...summary } = row(whole);
    const measure = measureOf(ask.params.measure, (role) => ask.has(role));
    return { rows: groups.map(row), summary: { by, measure, percentile_type: type, ...summary } };
  },

  charts: ({ rows }, { locale }) => [
    dots(
      rows,
      {
        group: 'touchpoint',
        value: 'within_sla',
        format: 'percent',
        title: { en: 'Answered within the limit', zh: '时限内响应率' },
      },
      locale,
    ),
    dots(
      rows.map((row) => ({ ...row, low: row.median_s, high: row.p90_s })),
      {
        group: 'touchpoint',
        value: 'median_s',
        format: 'seconds',
        title: { en: 'Median time, with a line to the 90th percentile', zh: '响应时间中位数（线至 P90）' },
      },
      locale,
    ),
  ],

  remarks: ({ rows, summary }) => [
    ...rateRemarks(rows, {
      group: 'touchpoint',
      value: 'within_sla',
      base: 'n',
      name: { en: 'Answered within the limit', zh: '时限内响应率' },
      better: 'more',
    }),
    ...longTail(summary),
    ...clusteredRemark({ ...summary, n: summary.n + summary.open_overdue }, { en: 'tickets', zh: '张工单' }),
    ...undeterminedRemark(
      {
        undetermined: summary.undetermined,
        determined: summary.n + summary.open_overdue,
      },
      { en: 'open tickets', zh: '未响应工单' },
      { en: 'they are younger than the limit', zh: '尚未超过时限' },
    ),
    ...(summary.excluded ? [answeredBefore(summary.excluded)] : []),
  ],

  example: {
    given: {
      tickets: [
        { ticket_id: '1', touchpoint: 'chat', created_at: '2025-01-01T00:00:00', first_response_s: 30 },
        { ticket_id: '2', touchpoint: 'chat', created_at: '2025-01-01T00:00:00', first_response_s: 90 },
        { ticket_id: '3', touchpoint: 'chat', created_at: '2025-01-01T00:00:00', first_response_s: null },
        { ticket_id: '4', touchpoint: 'mail', created_at: '2025-01-02T00:00:00', first_response_s: null },
        { ticket_id: '5', touchpoint: 'mail', created_at: '2025-01-01T00:00:00', first_response_s: 3600 },
      ],
    },
    gives: {
      rows: [
        { touchpoint: 'chat', n: 2, open: 1, median_s: 60, p90_s: 84, p95_s: 87, within_sla: 1 / 3, undetermined: 0 },
        { touchpoint: 'mail', n: 1, open: 1, median_s: 3600, within_sla: 1, undetermined: 1 },
      ],
      summary: { n: 3, open: 2, median_s: 90, within_sla: 0.5, measure: 'first-response' },
    },
  },
});
