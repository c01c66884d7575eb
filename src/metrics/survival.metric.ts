import { steps } from '../charts/steps';
import { nothing, sql } from '../engine/sql';
import type { Remark } from '../i18n/text';
import { kaplanMeier } from '../stats/kaplan-meier';
import { customersBy, customersEnd, type Events } from './customer-group';
import { groupBy } from './group-by';
import { completeness, endColumns, groupingParams } from './grouping';
import { defineMetric } from './metric';
import { refused } from './params';
import { completeHeading, intervalHeadings } from './row-headings';

const people: Events = {
  from: sql`(SELECT customer_id AS who, customer_id, first_seen AS moment, epoch(first_seen) AS nth, NULL::VARCHAR AS touchpoint, NULL::VARCHAR AS channel FROM customers)`,
  hasTouchpoint: false,
};

export default defineMetric({
  id: 'survival',
  title: { en: 'Survival', zh: '客户生存曲线' },
  question: { en: 'How long do customers stay?', zh: '客户会留多久？' },
  formula: {
    en: 'Kaplan–Meier: S(t) = Π (1 − lost ÷ at risk) over the times up to t, Greenwood’s standard error. More is better.',
    zh: 'Kaplan–Meier：S(t) = Π（1 − 流失 ÷ 在险），标准误按 Greenwood 公式。越高越好。',
  },
  counted: {
    en: 'customers with a known time and state; who is still there counts until now and no longer',
    zh: '时长与状态均已知的客户；尚在的客户计至当前（未定）',
  },
  source: [
    {
      cite: 'Kaplan & Meier (1958), Nonparametric estimation from incomplete observations',
      url: 'https://doi.org/10.1080/01621459.1958.10501452',
    },
  ],
  needs: [
    ['customers.tenure', 'customers.first_seen'],
    ['customers.churned', 'customers.churned_at'],
  ],
  params: {
    ...groupingParams,
    interval: {
      kind: 'choice',
      default: 'log-log',
      label: { en: 'Interval', zh: '区间算法' },
      of: {
        'log-log': { en: 'log-log (stays within 0 and 1)', zh: 'log-log（不越界）' },
        log: { en: 'log (R’s default)', zh: 'log（R 默认）' },
        plain: { en: 'plain', zh: '普通' },
      },
    },
  },
  tables: {
    lives: { grp: 'text?', time: 'number', events: 'number', censored: 'number' },
    left: { unknown: 'number' },
    ends: endColumns,
  },
  headings: {
    group: { label: { en: 'Group', zh: '分组' } },
    time: { label: { en: 'Time', zh: '时长' } },
    at_risk: { label: { en: 'At risk', zh: '在险' }, format: 'count' },
    events: { label: { en: 'Lost', zh: '流失' }, format: 'count' },
    survival: { label: { en: 'Still there', zh: '生存率' }, format: 'percent' },
    se: { label: { en: 'Standard error', zh: '标准误' } },
    ...intervalHeadings('percent'),
    undetermined: { label: { en: 'Still there since', zh: '未定（仍在）' }, format: 'count' },
    ...completeHeading,
  },

  query(ask) {
    const by = ask.params.by ?? 'none';
    if (by === 'period' && !ask.has('customers.first_seen'))
      throw refused('by', by, {
        en: 'none or a column of customers: no first_seen is mapped',
        zh: 'none 或客户的列：没有列对应首次出现 first_seen',
      });
    const known = ask.has('customers.churned')
      ? sql`coalesce(churned, CASE WHEN churned_at IS NOT NULL THEN true END)`
      : sql`(churned_at IS NOT NULL)`;
    const end = sql`(SELECT greatest(max(churned_at), max(first_seen)) FROM customers)`;
    const days = sql`(epoch(CASE WHEN ${known} THEN churned_at ELSE ${end} END) - epoch(first_seen)) / 86400`;
    const tenure = ask.has('customers.tenure') ? sql`tenure` : days;
    const per = sql`per AS (SELECT customer_id AS who, bool_or(${known}) AS lost, max(${tenure}) AS time FROM customers GROUP BY customer_id)`;
    const group = by === 'none' ? nothing : sql`JOIN ${customersBy(ask, by, people, 'first')} AS g ON g.who = per.who`;
    return {
      lives: sql`WITH ${per} SELECT ${by === 'none' ? sql`NULL::VARCHAR` : sql`g.grp`} AS grp, time::DOUBLE AS time,
          count(*) FILTER (lost)::DOUBLE AS events, count(*) FILTER (NOT lost)::DOUBLE AS censored
        FROM per ${group} WHERE lost IS NOT NULL AND time >= 0 GROUP BY 1, 2 ORDER BY 1, 2`,
      left: sql`WITH ${per} SELECT count(*) FILTER (lost IS NULL OR time IS NULL OR time < 0)::DOUBLE AS unknown FROM per`,
      ends: by === 'period' ? customersEnd : sql`SELECT NULL::TIMESTAMP AS "end"`,
    };
  },

  compute({ lives, left, ends }, ask) {
    const complete = completeness(ask, ends);
    const options = { confidence: ask.params.confidence, interval: ask.params.interval };
    const whole = kaplanMeier(lives, options);
    if (!whole) return null;
    const curves = [...groupBy(lives, ({ grp }) => grp)].map(([grp, own]) => ({
      grp,
      curve: kaplanMeier(own, options),
    }));
    const rows = curves.flatMap(({ grp, curve }) =>
      (curve?.points ?? []).map((point) => ({
        group: grp,
        time: point.time,
        at_risk: point.atRisk,
        events: point.events,
        survival: point.survival,
        se: point.se,
        low: point.low,
        high: point.high,
        undetermined: point.censored,
        ...complete(grp),
      })),
    );
    const total = (of: 'events' | 'censored') => lives.reduce((sum, life) => sum + life[of], 0);
    return {
      rows,
      summary: {
        by: ask.params.by ?? 'none',
        n: total('events') + total('censored'),
        events: total('events'),
        undetermined: total('censored'),
        excluded: left[0]?.unknown ?? 0,
        median: whole.median,
        low: whole.medianLow,
        high: whole.medianHigh,
        ...(ask.params.by && ask.params.by !== 'none'
          ? {
              groups: Object.fromEntries(
                curves.map(({ grp, curve }) => [
                  grp ?? '–',
                  { median: curve?.median ?? null, low: curve?.medianLow ?? null, high: curve?.medianHigh ?? null },
                ]),
              ),
            }
          : {}),
      },
    };
  },

  charts: ({ rows }, { locale }) => [
    steps(
      rows,
      {
        time: 'time',
        value: 'survival',
        group: 'group',
        title: { en: 'Customers still there', zh: '仍在的客户' },
        timeTitle: { en: 'time since the beginning', zh: '起始后时长' },
      },
      locale,
    ),
  ],

  remarks: ({ rows, summary }) => [
    medianRemark(summary, summary.by === 'none' ? (rows.at(-1)?.survival ?? null) : null),
    {
      level: 'note',
      say: {
        en: '{n:count} customers are still there: their end is undetermined, and they count for as long as they were seen. {excluded:count} have no known time or state.',
        zh: '{n:count} 个客户仍在，终点未定，仅按已观察时长计入；{excluded:count} 个客户时长或状态未知。',
      },
      with: { n: summary.undetermined, excluded: summary.excluded },
    },
  ],

  example: {
    given: {
      customers: [
        { customer_id: 'a', tenure: 1, churned: true },
        { customer_id: 'b', tenure: 2, churned: false },
        { customer_id: 'c', tenure: 3, churned: true },
        { customer_id: 'd', tenure: 3, churned: false },
      ],
    },
    gives: {
      rows: [
        { group: null, time: 1, at_risk: 4, events: 1, survival: 0.75 },
        { time: 2, at_risk: 3, events: 0, survival: 0.75 },
        { time: 3, at_risk: 2, events: 1, survival: 0.375 },
      ],
      summary: { median: 3, n: 4, events: 2, undetermined: 2 },
    },
  },
});

interface MedianLife {
  readonly median: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** `last`: the share still there at the end, where there is one curve. */
function medianRemark({ median, low, high }: MedianLife, last: number | null): Remark {
  if (median === null)
    return {
      level: 'note',
      say: {
        en: `More than half are still there at the longest time seen, so the median life is not known yet${last === null ? '' : ' ({last:percent} at the end)'}.`,
        zh: `观察期末仍有过半客户在${last === null ? '' : '（{last:percent}）'}，寿命中位数尚不可知。`,
      },
      with: { last },
    };
  const [from, to] = [low !== null, high !== null];
  return {
    level: 'finding',
    say: {
      en: `Half are gone after {median:number} (${from ? '{low:number}' : 'start not known'} to ${to ? '{high:number}' : 'later than was seen'}).`,
      zh: `半数客户在 {median:number} 后流失（区间 ${from ? '{low:number}' : '下限未知'} 至 ${to ? '{high:number}' : '超出观察期'}）。`,
    },
    with: { median, low, high },
  };
}
