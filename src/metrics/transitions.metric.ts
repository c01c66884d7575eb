import { graph } from '../charts/graph';
import { sql } from '../engine/sql';
import type { Remark } from '../i18n/text';
import { answersAfter, answersAfterColumns, noAnswers } from './answers-after';
import { backwardShare, stageStepColumns, stageSteps } from './backward-steps';
import { confidenceParam } from './confidence-param';
import { eventsWithoutJourney, journeyEvents, journeyParams, placedEvents, sequenceMark } from './journeys';
import { defineMetric } from './metric';
import { intervalHeadings } from './row-headings';
import { previous } from './stored-order';
import { stepClusterColumns, stepRates, stepsByCustomer } from './transition-clusters';

export default defineMetric({
  id: 'transitions',
  title: { en: 'Transitions', zh: '触点转移' },
  question: {
    en: 'Where do customers go next, and where do they go round in circles?',
    zh: '客户接下来去哪？在哪里打转？',
  },
  formula: {
    en: 'count of b directly after a; probability = that ÷ all that happened after a, the end included. Loop share: steps to a touchpoint met before. Entropy: mean of −Σ p log₂ p in bits.',
    zh: 'a 之后紧接 b 的次数；概率 = 该次数 ÷ a 之后的全部去向（含结束）。回环占比：回到曾到触点的步数占比。熵：−Σ p log₂ p 的加权平均（比特）。',
  },
  counted: {
    en: 'events of known customers, in their order; intervals are clustered by customer (above 500 customers by 500 groups of them)',
    zh: '客户可识别的事件，按发生顺序；区间按客户聚类（超过 500 位客户时按 500 组客户）',
  },
  source: [
    { cite: 'van der Aalst (2016), Process Mining', url: 'https://doi.org/10.1007/978-3-662-49851-4' },
    { cite: 'Shannon (1948)', url: 'https://doi.org/10.1002/j.1538-7305.1948.tb01338.x' },
    { cite: 'Wolter (2007), Introduction to Variance Estimation, ch. 2 (random groups)' },
  ],
  needs: ['interactions.customer_id', 'interactions.occurred_at', 'interactions.touchpoint'],
  weighted: true,
  params: {
    ...journeyParams,
    csat_days: {
      kind: 'number',
      default: 7,
      min: 0.01,
      max: 365,
      label: { en: 'Days in which an answer follows a step', zh: '回答须在此天数内' },
    },
    ...confidenceParam,
  },
  tables: {
    arrivals: { from: 'text?', to: 'text', count: 'number', median_gap_s: 'number?', lost: 'number' },
    clusters: stepClusterColumns,
    after: answersAfterColumns,
    facts: {
      cases: 'number',
      events: 'number',
      customers: 'number',
      case_touchpoints: 'number',
      customer_touchpoints: 'number',
      top3: 'number?',
      nobody: 'number',
    },
    listed: { touchpoint: 'text', stage: 'text?', nth: 'number' },
    staged: stageStepColumns,
  },
  headings: {
    from: { label: { en: 'From', zh: '从' } },
    to: { label: { en: 'To', zh: '到' } },
    count: { label: { en: 'Count', zh: '次数' }, format: 'count' },
    probability: { label: { en: 'Probability', zh: '概率' }, format: 'percent' },
    ...intervalHeadings('percent'),
    interval_n: { label: { en: 'n of the interval', zh: '区间所依样本量' }, format: 'count' },
    median_gap_s: { label: { en: 'Median time between', zh: '间隔中位数' }, format: 'seconds' },
    lost: { label: { en: 'Ended there without success', zh: '到此结束且未成功' }, format: 'count' },
    csat_after: { label: { en: 'CSAT score after', zh: '之后的满意度评分' } },
  },

  query(ask) {
    const events = journeyEvents(ask.params);
    const journey = sql`journey`;
    const runs = ask.params.gap_minutes !== null;
    const answered =
      ask.has('responses.score') && ask.has('responses.customer_id') && ask.has('responses.submitted_at');
    return {
      arrivals: sql`
        WITH ${events},
        steps AS NOT MATERIALIZED (
          SELECT ${previous(sql`touchpoint`, journey)} AS "from", touchpoint AS "to", t - ${previous(sql`t`, journey)} AS gap,
                 lead(journey) OVER () IS DISTINCT FROM journey AND NOT coalesce(outcome, false) AS lost
          FROM events)
        SELECT "from", "to", count(*)::DOUBLE AS count, median(gap)::DOUBLE AS median_gap_s, count(*) FILTER (lost)::DOUBLE AS lost
        FROM steps GROUP BY "from", "to" ORDER BY count DESC, "from", "to"`,
      clusters: ask.reads('low', 'high', 'interval_n') ? stepsByCustomer(ask.params) : null,
      after: answered ? answersAfter(ask.params, ask.params.csat_days * 86_400) : noAnswers,
      facts: sql`
        WITH ${events},
        used AS NOT MATERIALIZED (SELECT journey, touchpoint, count(*) AS n, ${sequenceMark} AS mark FROM (${placedEvents}) GROUP BY journey, touchpoint),
        signed AS (SELECT journey, count(*) AS touchpoints, sum(n)::BIGINT AS events, bit_xor(mark) AS mark FROM used GROUP BY journey),
        variants AS (SELECT count(*) AS n FROM signed GROUP BY events, mark)
        SELECT count(*)::DOUBLE AS cases, coalesce(sum(events), 0)::DOUBLE AS events, coalesce(sum(touchpoints), 0)::DOUBLE AS case_touchpoints,
               ${runs ? sql`(SELECT count(DISTINCT customer) FROM events)` : sql`count(*)`}::DOUBLE AS customers,
               ${runs ? sql`(SELECT count(*) FROM (SELECT DISTINCT customer, touchpoint FROM events))` : sql`coalesce(sum(touchpoints), 0)`}::DOUBLE AS customer_touchpoints,
               (SELECT sum(n) FROM (SELECT n FROM variants ORDER BY n DESC LIMIT 3))::DOUBLE AS top3, ${eventsWithoutJourney} AS nobody
        FROM signed`,
      listed: sql`SELECT touchpoint, any_value(coalesce(stage, phase)) AS stage, min(nth)::DOUBLE AS nth FROM (SELECT *, row_number() OVER () AS nth FROM touchpoints) WHERE touchpoint IS NOT NULL GROUP BY touchpoint ORDER BY nth`,
      staged: stageSteps(ask.params, ask.has('interactions.stage')),
    };
  },

  compute({ arrivals, clusters, after, facts, listed, staged }, ask) {
    const [all] = facts;
    if (!all?.cases) return null;
    const edges = arrivals.flatMap(({ from, ...edge }) => (from === null ? [] : [{ from, ...edge }]));
    const met = totals(arrivals.map(({ to, count }) => [to, count]));
    const left = totals(edges.map(({ from, count }) => [from, count]));
    const ends = [...met].flatMap(([from, count]) => {
      const here = count - (left.get(from) ?? 0);
      return here > 0 ? [{ from, count: here }] : [];
    });
    const felt = new Map(after.map(({ from, to, score }) => [JSON.stringify([from, to]), score]));
    const rateOf = stepRates(clusters, ask.params.confidence);
    const rows = edges.map(({ from, to, count, median_gap_s, lost }) => {
      const { low, high, interval_n } = rateOf(from, to);
      return {
        from,
        to,
        count,
        probability: count / (met.get(from) ?? count),
        median_gap_s,
        lost,
        csat_after: felt.get(JSON.stringify([from, to])) ?? null,
        low,
        high,
        interval_n,
      };
    });
    const steps = all.events - all.cases;
    const share = (part: number, whole: number) => (whole > 0 ? part / whole : null);
    return {
      rows,
      summary: {
        by: 'none',
        cases: all.cases,
        events: all.events,
        customers: all.customers,
        transitions: steps,
        loop_share: share(all.events - all.case_touchpoints, steps),
        backward_share: backwardShare(rows, staged, listed),
        entropy: entropyOf([...edges, ...ends], met, all.events),
        touchpoints_per_customer: share(all.customer_touchpoints, all.customers),
        top3_share: share(all.top3 ?? 0, all.cases),
        starts: Object.fromEntries(arrivals.flatMap(({ from, to, count }) => (from === null ? [[to, count]] : []))),
        ends: Object.fromEntries(ends.sort((a, b) => b.count - a.count).map(({ from, count }) => [from, count])),
        excluded: all.nobody,
      },
    };
  },

  charts: ({ rows }, { locale }) => [
    graph(
      rows,
      { from: 'from', to: 'to', count: 'count', title: { en: 'Transitions between touchpoints', zh: '触点转移图' } },
      locale,
    ),
  ],

  remarks: ({ rows, summary }) => {
    const { top3_share: top, cases, loop_share: loops } = summary;
    const remarks: Remark[] = [
      {
        level: 'finding',
        say: {
          en: `The three most frequent journeys cover {top:percent} of {cases:count}; ${loops === null ? 'none of them takes a step' : '{loops:percent} of the steps go back to a touchpoint met before'}.`,
          zh: `最常见的三条路径覆盖 {cases:count} 段旅程的 {top:percent}；${loops === null ? '没有任何一步转移' : '{loops:percent} 的步骤回到曾到过的触点'}。`,
        },
        with: { top, cases, ...(loops === null ? {} : { loops }) },
      },
    ];
    const lost = [...rows].sort((a, b) => b.lost - a.lost)[0];
    if (lost && lost.lost > 0)
      remarks.push({
        level: 'finding',
        say: {
          en: 'Most journeys without success end after the step from {from} to {to}: {n:count} of {count:count}.',
          zh: '未成功而结束最多的一步是“{from}”→“{to}”：{count:count} 次中 {n:count} 次。',
        },
        with: { from: lost.from, to: lost.to, n: lost.lost, count: lost.count },
      });
    return remarks;
  },

  example: {
    given: {
      interactions: [
        { customer_id: '1', occurred_at: '2025-01-01T00:00:00', touchpoint: 'a' },
        { customer_id: '1', occurred_at: '2025-01-01T00:00:10', touchpoint: 'b' },
        { customer_id: '1', occurred_at: '2025-01-01T00:00:40', touchpoint: 'a' },
        { customer_id: '2', occurred_at: '2025-01-01T00:00:00', touchpoint: 'a' },
        { customer_id: '2', occurred_at: '2025-01-01T00:00:20', touchpoint: 'b' },
      ],
    },
    gives: {
      rows: [
        { from: 'a', to: 'b', count: 2, probability: 2 / 3, median_gap_s: 15, lost: 1, csat_after: null },
        { from: 'b', to: 'a', count: 1, probability: 0.5, median_gap_s: 30, lost: 1 },
      ],
      summary: {
        cases: 2,
        events: 5,
        loop_share: 1 / 3,
        backward_share: null,
        touchpoints_per_customer: 2,
        top3_share: 1,
        starts: { a: 2 },
        ends: { a: 1, b: 1 },
      },
    },
  },
});

function totals(counts: readonly (readonly [string, number])[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [name, count] of counts) sums.set(name, (sums.get(name) ?? 0) + count);
  return sums;
}

function entropyOf(
  edges: readonly { readonly from: string; readonly count: number }[],
  met: ReadonlyMap<string, number>,
  events: number,
): number {
  return (
    -edges.reduce((sum, { from, count }) => sum + (count / events) * Math.log2(count / (met.get(from) ?? count)), 0) ||
    0
  );
}
