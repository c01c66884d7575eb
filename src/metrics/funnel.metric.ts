import { funnel } from '../charts/funnel';
import { histogram } from '../charts/histogram';
import { nothing, sql } from '../engine/sql';
import type { Locale, Text } from '../i18n/text';
import { funnelAttempts } from './funnel-attempts';
import { funnelOf, funnelParams } from './funnel-params';
import { funnelRemarks } from './funnel-remarks';
import { anyStep, isAnyStep, stepWord } from './funnel-steps';
import { defineMetric } from './metric';
import { refused } from './params';
import { rateOf } from './rate';
import { intervalHeadings } from './row-headings';
import { unknownColumns, unknownNames } from './unknown-names';

export default defineMetric({
  id: 'funnel',
  title: { en: 'Funnel', zh: '转化漏斗' },
  question: { en: 'How many get to each step, and where do they drop out?', zh: '有多少客户走到每一步？在哪流失？' },
  formula: {
    en: 'rate = customers whose best attempt reached step k ÷ those who entered; step rate = ÷ those who reached step k − 1. Times run from the first step. More is better.',
    zh: '转化率 = 最佳一次尝试到达第 k 步的客户 ÷ 进入者；步转化率 = ÷ 到达第 k−1 步者。时间自首步起算。越高越好。',
  },
  counted: {
    en: 'customers who took the first step; those who met an excluded touchpoint on the way are in no number',
    zh: '走过首步的客户；途中经过排除触点者不计入任何数',
  },
  source: [
    {
      cite: 'ClickHouse, aggregate function windowFunnel (tests 00632)',
      url: 'https://clickhouse.com/docs/sql-reference/aggregate-functions/parametric-functions#windowfunnel',
    },
    { cite: 'Wilson (1927)', url: 'https://doi.org/10.2307/2276774' },
  ],
  needs: ['interactions.customer_id', 'interactions.occurred_at', 'interactions.touchpoint'],
  params: funnelParams,
  tables: {
    /** level: n customers, a median, b p90, c step median; bin: n, a lowest, b highest; fact: n excluded, a undetermined. */
    told: { kind: 'text', at: 'number', n: 'number', a: 'number?', b: 'number?', c: 'number?' },
    facts: { known: 'texts', nobody: 'number', events: 'number' },
    strangers: unknownColumns,
  },
  headings: {
    step: { label: { en: 'Step', zh: '步' }, format: 'count' },
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' }, worded: stepWord },
    reached: { label: { en: 'Reached', zh: '到达' }, format: 'count' },
    rate: { label: { en: 'Of those who entered', zh: '总转化率' }, format: 'percent' },
    step_rate: { label: { en: 'Of the step before', zh: '步转化率' }, format: 'percent' },
    dropped: { label: { en: 'Dropped out', zh: '流失' }, format: 'count' },
    median_s: { label: { en: 'Median time', zh: '用时中位数' }, format: 'seconds' },
    p90_s: { label: { en: 'P90 time', zh: '用时 P90' }, format: 'seconds' },
    step_median_s: { label: { en: 'Median time from the step before', zh: '距上一步用时中位数' }, format: 'seconds' },
    ...intervalHeadings('percent'),
  },

  query(ask) {
    const of = funnelOf(ask);
    const m = of.steps.length;
    const named = sql`SELECT touchpoint::VARCHAR AS name FROM interactions ${of.events ? sql`UNION ALL SELECT event::VARCHAR FROM interactions` : nothing}`;
    const strangers = unknownNames([...new Set([...of.steps, ...of.exclude])], named);
    if (!m) return { told: nobodyAsked, facts: onlyNames, strangers };
    const end = sql`(SELECT epoch(max(occurred_at)) FROM interactions)`;
    const until = of.window === null ? sql`'infinity'::DOUBLE` : sql`started + ${of.window}`;
    const met = of.exclude.length ? isAnyStep(of.exclude, of.events) : sql`false`;
    const attempts = sql`attempts AS (${funnelAttempts(of)}),
      entries AS (SELECT customer, any_value(started) AS started, any_value(furthest) AS furthest, max(t) AS finished FROM attempts GROUP BY customer),
      barred AS (SELECT DISTINCT entries.customer FROM entries JOIN (SELECT customer, epoch(occurred_at) AS t FROM interactions WHERE ${met}) AS bad
        ON bad.customer = entries.customer AND bad.t >= started AND bad.t <= CASE WHEN furthest = ${m} THEN finished ELSE ${until} END),
      kept AS (SELECT *, t - started AS s, t - lag(t) OVER (PARTITION BY customer ORDER BY level) AS since FROM attempts WHERE customer NOT IN (SELECT customer FROM barred))`;
    const open =
      of.window === null
        ? sql`0`
        : sql`(SELECT count(*) FROM entries WHERE furthest < ${m} AND started + ${of.window} > ${end} AND customer NOT IN (SELECT customer FROM barred))`;
    return {
      told: sql`WITH ${attempts}, done AS (SELECT s FROM kept WHERE level = ${m}), ends AS (SELECT min(s) AS low, max(s) AS high FROM done)
        SELECT 'level' AS kind, level::DOUBLE AS at, count(DISTINCT customer)::DOUBLE AS n, median(s)::DOUBLE AS a, quantile_cont(s, 0.9)::DOUBLE AS b, median(since)::DOUBLE AS c
        FROM kept GROUP BY level
        UNION ALL SELECT 'bin', least(19, floor(20 * (s - low) / nullif(high - low, 0)))::DOUBLE AS bin, count(*)::DOUBLE, any_value(low)::DOUBLE, any_value(high)::DOUBLE, NULL
        FROM done CROSS JOIN ends WHERE high > low GROUP BY bin
        UNION ALL SELECT 'fact', 0::DOUBLE, (SELECT count(*) FROM barred)::DOUBLE, ${open}::DOUBLE, NULL, NULL
        ORDER BY 1, 2`,
      facts: sql`SELECT []::VARCHAR[] AS known, count(*) FILTER (customer IS NULL)::DOUBLE AS nobody, count(*)::DOUBLE AS events FROM interactions`,
      strangers,
    };
  },

  compute({ told, facts, strangers }, ask) {
    const { steps } = funnelOf(ask);
    const [all] = facts;
    if (!all?.events) return null;
    if (!steps.length) throw refused('steps', '', offered(all.known), all.known);
    const at = (level: number) => told.find((row) => row.kind === 'level' && row.at === level);
    const bins = told.filter((row) => row.kind === 'bin');
    const fact = told.find((row) => row.kind === 'fact');
    const entered = at(1)?.n ?? 0;
    const rows = steps.map((name, index) => {
      const own = at(index + 1);
      const count = own?.n ?? 0;
      const before = index === 0 ? count : (at(index)?.n ?? 0);
      return {
        step: index + 1,
        touchpoint: ask.params.order === 'any' ? anyStep(index + 1) : name,
        reached: count,
        ...rateOf(count, entered, ask.params.confidence),
        step_rate: before > 0 ? count / before : null,
        dropped: before - count,
        median_s: own?.a ?? null,
        p90_s: own?.b ?? null,
        step_median_s: own?.c ?? null,
      };
    });
    const [low, high] = [bins[0]?.a ?? 0, bins[0]?.b ?? 0];
    const width = (high - low) / 20;
    return {
      rows,
      summary: {
        by: 'none',
        entered,
        completed: rows.at(-1)?.reached ?? 0,
        rate: rows.at(-1)?.rate ?? null,
        undetermined: fact?.a ?? 0,
        excluded: fact?.n ?? 0,
        missing: all.nobody,
        window_s: ask.params.window_s,
        order: ask.params.order,
        strict_increase: ask.params.strict_increase,
        strict_dedup: ask.params.strict_dedup,
        allow_reentry: ask.params.allow_reentry,
      },
      more: {
        times: bins.map((bin) => ({ from: low + bin.at * width, to: low + (bin.at + 1) * width, count: bin.n })),
        unknown: strangers.map(({ name }) => name),
      },
    };
  },

  charts: ({ rows, more }, { locale }) => [
    funnel(worded(rows, locale), { step: 'touchpoint', title: { en: 'Funnel', zh: '转化漏斗' } }, locale),
    ...(timesOf(more).length
      ? [
          histogram(
            timesOf(more),
            {
              from: 'from',
              to: 'to',
              count: 'count',
              format: 'seconds',
              title: { en: 'Time to complete', zh: '完成用时分布' },
              valueTitle: { en: 'time from the first step', zh: '自首步用时' },
            },
            locale,
          ),
        ]
      : []),
  ],

  remarks: ({ rows, summary, more }, { params: { steps, exclude } }) =>
    funnelRemarks(rows, summary, { steps, exclude, unknown: more?.unknown ?? [] }),

  example: {
    given: {
      interactions: [
        { customer_id: '1', occurred_at: '2025-01-01T00:00:00', touchpoint: 'see' },
        { customer_id: '1', occurred_at: '2025-01-01T00:00:10', touchpoint: 'help' },
        { customer_id: '1', occurred_at: '2025-01-01T00:00:30', touchpoint: 'buy' },
        { customer_id: '2', occurred_at: '2025-01-01T00:00:00', touchpoint: 'see' },
        { customer_id: '3', occurred_at: '2025-01-01T00:00:00', touchpoint: 'buy' },
      ],
    },
    params: { steps: ['see', 'buy'] },
    gives: {
      rows: [
        { step: 1, touchpoint: 'see', reached: 2, rate: 1, step_rate: 1, dropped: 0, median_s: 0 },
        { step: 2, touchpoint: 'buy', reached: 1, rate: 0.5, step_rate: 0.5, dropped: 1, median_s: 30, p90_s: 30 },
      ],
      summary: { entered: 2, completed: 1, excluded: 0, undetermined: 0 },
    },
  },
});

const nobodyAsked = sql`SELECT '' AS kind, 0::DOUBLE AS at, 0::DOUBLE AS n, NULL::DOUBLE AS a, NULL::DOUBLE AS b, NULL::DOUBLE AS c WHERE false`;
const onlyNames = sql`SELECT coalesce(list(touchpoint ORDER BY n DESC, touchpoint), []) AS known, 0::DOUBLE AS nobody, coalesce(sum(n), 0)::DOUBLE AS events
  FROM (SELECT touchpoint, count(*) AS n FROM interactions WHERE touchpoint IS NOT NULL GROUP BY touchpoint)`;

function offered(names: readonly string[]): Text {
  const more = names.length - 12;
  const shown = names.slice(0, 12);
  return {
    en: `touchpoints in their order, of ${shown.join(', ')}${more > 0 ? ` (and ${String(more)} more)` : ''}`,
    zh: `按顺序列出触点，可选 ${shown.join('、')}${more > 0 ? `（另有 ${String(more)} 个）` : ''}`,
  };
}

/** Rows with their steps said in one language, as a chart shows them. */
function worded<R extends { readonly touchpoint: string }>(rows: readonly R[], locale: Locale) {
  return rows.map((row) => ({ ...row, touchpoint: stepWord(row.touchpoint)[locale] }));
}

type Times = readonly { readonly from: number; readonly to: number; readonly count: number }[];
function timesOf(more: unknown): Times {
  return (more as { readonly times: Times } | undefined)?.times ?? [];
}
