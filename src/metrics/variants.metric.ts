import { bars } from '../charts/bars';
import { nothing, sql } from '../engine/sql';
import { confidenceParam } from './confidence-param';
import { placedOrders } from './counted-orders';
import { eventsWithoutJourney, journeyEvents, journeyParams, placedEvents, sequenceMark } from './journeys';
import { csatAnswers } from './csat-answers';
import { defineMetric } from './metric';
import { clusteredRateOf } from './rate';
import { intervalHeadings } from './row-headings';
import { seenCustomers } from './stored-order';

export default defineMetric({
  id: 'variants',
  title: { en: 'Journey variants', zh: '旅程变体' },
  question: {
    en: 'Which exact sequences of touchpoints occur, and how do they end?',
    zh: '有哪些完整的触点序列？结果如何？',
  },
  formula: {
    en: 'journeys with exactly this sequence ÷ all journeys; cumulative from the most frequent',
    zh: '完全相同序列的旅程数 ÷ 旅程总数；自最常见者累计',
  },
  counted: {
    en: 'journeys of known customers; where a pause ends a journey, intervals are clustered by customer',
    zh: '客户可识别的旅程；按间隔切分旅程时，区间按客户聚类',
  },
  source: [{ cite: 'van der Aalst (2016), Process Mining', url: 'https://doi.org/10.1007/978-3-662-49851-4' }],
  needs: ['interactions.customer_id', 'interactions.occurred_at', 'interactions.touchpoint'],
  weighted: true,
  params: {
    top: {
      kind: 'number',
      default: 20,
      min: 1,
      max: 10_000,
      whole: true,
      label: { en: 'Variants shown', zh: '显示变体数' },
    },
    ...journeyParams,
    ...confidenceParam,
  },
  tables: {
    found: {
      variant: 'texts',
      count: 'number',
      median_s: 'number?',
      conversion: 'number?',
      csat: 'number?',
      hits_squared: 'number',
      product: 'number',
    },
    whole: {
      cases: 'number',
      variants: 'number',
      events: 'number',
      nobody: 'number',
      clusters: 'number',
      n_squared: 'number',
    },
  },
  headings: {
    variant: { label: { en: 'Variant', zh: '变体' } },
    count: { label: { en: 'Journeys', zh: '旅程数' }, format: 'count' },
    share: { label: { en: 'Share', zh: '占比' }, format: 'percent' },
    cumulative: { label: { en: 'Cumulative', zh: '累计' }, format: 'percent' },
    median_s: { label: { en: 'Median duration', zh: '时长中位数' }, format: 'seconds' },
    conversion: { label: { en: 'Conversion', zh: '转化率' }, format: 'percent' },
    csat: { label: { en: 'CSAT score', zh: '满意度评分' } },
    ...intervalHeadings('percent'),
    interval_n: { label: { en: 'n of the interval', zh: '区间所依样本量' }, format: 'count' },
  },

  query(ask) {
    const orders = !ask.has('interactions.outcome') && ask.has('orders.customer_id');
    const asked = ask.has('responses.score') && ask.has('responses.customer_id');
    const converted = ask.has('interactions.outcome')
      ? sql`avg(succeeded::INTEGER)`
      : orders
        ? sql`avg((people.customer_id IN (SELECT customer_id FROM ${placedOrders(ask)} WHERE customer_id IS NOT NULL))::INTEGER)`
        : sql`NULL`;
    const people = sql`JOIN ${seenCustomers} AS people ON people.customer = own.customer`;
    const felt = sql`LEFT JOIN (SELECT customer_id, sum(score * weight) / sum(weight) AS score FROM ${csatAnswers} WHERE weight > 0 GROUP BY customer_id) AS felt ON felt.customer_id = people.customer_id`;
    const events = sql`${journeyEvents(ask.params)},
      signed AS (
        SELECT journey, any_value(customer) AS customer, (count(*), ${sequenceMark}) AS sign, count(*) AS events, min(t) AS began, max(t) AS ended, bool_or(coalesce(outcome, false)) AS succeeded
        FROM (${placedEvents}) GROUP BY journey)`;
    const several = ask.params.gap_minutes !== null;
    const journeysOf = sql`(SELECT customer, count(*) AS journeys FROM signed GROUP BY customer)`;
    return {
      found: sql`
        WITH ${events},
        counted AS (SELECT sign, count(*) AS n, min(journey) AS sample FROM signed GROUP BY sign),
        chosen AS (SELECT * FROM counted ORDER BY n DESC, sample LIMIT ${ask.params.top}),
        top AS (
          SELECT sign, any_value(n) AS n, list(touchpoint ORDER BY nth) AS variant
          FROM (${placedEvents}) AS placed JOIN chosen ON chosen.sample = placed.journey GROUP BY sign),
        own AS (
          SELECT signed.*, variant, n, ${several ? sql`count(*) OVER (PARTITION BY customer, sign)` : sql`1`} AS alike, ${several ? sql`journeys` : sql`1`} AS journeys
          FROM signed JOIN top USING (sign) ${several ? sql`JOIN ${journeysOf} USING (customer)` : nothing})
        SELECT variant, any_value(n)::DOUBLE AS count, median(ended - began)::DOUBLE AS median_s, ${converted}::DOUBLE AS conversion, ${asked ? sql`avg(felt.score)` : sql`NULL::DOUBLE`} AS csat,
               sum(alike)::DOUBLE AS hits_squared, sum(journeys)::DOUBLE AS product
        FROM own ${orders || asked ? people : nothing} ${asked ? felt : nothing} GROUP BY variant ORDER BY count DESC, variant`,
      whole: sql`
        WITH ${events}
        SELECT count(*)::DOUBLE AS cases, count(DISTINCT sign)::DOUBLE AS variants, coalesce(sum(events), 0)::DOUBLE AS events, ${eventsWithoutJourney} AS nobody,
               ${several ? sql`(SELECT count(*) FROM ${journeysOf})` : sql`count(*)`}::DOUBLE AS clusters,
               ${several ? sql`coalesce((SELECT sum(journeys * journeys) FROM ${journeysOf}), 0)` : sql`count(*)`}::DOUBLE AS n_squared
        FROM signed`,
    };
  },

  compute({ found, whole }, ask) {
    const [all] = whole;
    if (!all?.cases) return null;
    let seen = 0;
    const { cases: n, clusters, n_squared } = all;
    const rows = found.map(({ variant, count, hits_squared, product, ...own }) => {
      seen += count;
      const sums = { hits: count, n, clusters, hits_squared, n_squared, product };
      const { rate, low, high, interval_n } = clusteredRateOf(sums, ask.params.confidence);
      const name = variant.join(' > ');
      return { variant: name, count, share: rate, cumulative: seen / n, ...own, low, high, interval_n };
    });
    return {
      rows,
      summary: {
        by: 'none',
        cases: all.cases,
        variants: all.variants,
        events: all.events,
        shown: rows.length,
        other: all.cases - seen,
        excluded: all.nobody,
      },
    };
  },

  charts: ({ rows, summary }, { locale }) => [
    bars(
      rows.map((row) => ({ ...row, n: summary.cases })),
      {
        group: 'variant',
        value: 'share',
        format: 'percent',
        top: 12,
        title: { en: 'Share of the journeys', zh: '旅程占比' },
      },
      locale,
    ),
  ],

  remarks: ({ rows, summary }) => [
    {
      level: 'finding',
      say: {
        en: '{variants:count} different sequences in {cases:count} journeys; the most frequent one covers {share:percent}. {other:count} journeys follow sequences that are not shown.',
        zh: '{cases:count} 段旅程中有 {variants:count} 种不同序列，最常见的占 {share:percent}；另有 {other:count} 段旅程未列出。',
      },
      with: { variants: summary.variants, cases: summary.cases, share: rows[0]?.share ?? null, other: summary.other },
    },
  ],

  example: {
    given: {
      interactions: [
        { customer_id: '1', occurred_at: '2025-01-01T00:00:00', touchpoint: 'a', outcome: false },
        { customer_id: '1', occurred_at: '2025-01-01T00:00:10', touchpoint: 'b', outcome: true },
        { customer_id: '2', occurred_at: '2025-01-01T00:00:00', touchpoint: 'a', outcome: false },
        { customer_id: '2', occurred_at: '2025-01-01T00:00:20', touchpoint: 'b', outcome: false },
        { customer_id: '3', occurred_at: '2025-01-01T00:00:20', touchpoint: 'b', outcome: false },
      ],
    },
    params: { top: 1 },
    gives: {
      rows: [
        { variant: 'a > b', count: 2, share: 2 / 3, cumulative: 2 / 3, median_s: 15, conversion: 0.5, csat: null },
      ],
      summary: { cases: 3, variants: 2, other: 1 },
    },
  },
});
