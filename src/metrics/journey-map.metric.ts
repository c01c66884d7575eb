import { heat } from '../charts/heat';
import { line } from '../charts/line';
import { sql } from '../engine/sql';
import { conversionParams } from './conversion';
import { along, journeyRemarks, measureNames, measures, standing, type Measure, type Place } from './journey-measures';
import { defineMetric, type Use, type Used } from './metric';
import { responseWeight } from './answer-weights';
import { seenCustomers } from './stored-order';

/** What must be mapped for a metric to be asked by touchpoint. */
const roles: Readonly<Record<string, readonly string[]>> = {
  csat: ['responses.score', 'responses.touchpoint'],
  nps: ['responses.score', 'responses.touchpoint'],
  ces: ['responses.score', 'responses.touchpoint'],
  conversion: ['interactions.touchpoint'],
  'touchpoint-exit': ['interactions.customer_id', 'interactions.occurred_at', 'interactions.touchpoint'],
  'response-time': ['tickets.touchpoint', 'tickets.created_at'],
};

export default defineMetric({
  id: 'journey-map',
  title: { en: 'Journey map', zh: '客户旅程图' },
  question: { en: 'How does the journey feel and work, stage by stage?', zh: '客户旅程各阶段的体验与效果如何？' },
  formula: {
    en: 'each cell is the metric of that name at the touchpoint, with its own denominator; a cell without data is empty, not 0',
    zh: '每格为该触点上的对应指标，分母各自独立；没有数据的格为空，而非 0',
  },
  counted: {
    en: 'touchpoints of the catalogue and those that events, answers and tickets name, at the stage where most of their events were; each measure counts as its own metric says',
    zh: '目录中的触点，以及事件、回答与工单中出现的触点，归入其多数事件所在阶段；各指标按自身口径计数',
  },
  source: [
    {
      cite: 'Lemon & Verhoef (2016), Understanding customer experience throughout the customer journey',
      url: 'https://doi.org/10.1509/jm.15.0420',
    },
  ],
  needs: [['touchpoints.touchpoint', 'interactions.touchpoint']],
  weighted: true,
  params: conversionParams,
  tables: {
    places: {
      touchpoint: 'text',
      stage: 'text?',
      nth: 'number',
      customers: 'number?',
      wait_s: 'number?',
      emotion: 'number?',
    },
    whole: { customers: 'number?' },
  },
  headings: {
    stage: { label: { en: 'Stage', zh: '阶段' } },
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' } },
    customers: { label: { en: 'Customers', zh: '客户' }, format: 'count' },
    csat: { label: measures.csat.label, format: 'percent' },
    nps: { label: measures.nps.label, format: 'points' },
    conversion: { label: measures.conversion.label, format: 'percent' },
    exit: { label: measures.exit.label, format: 'percent' },
    response_s: { label: measures.response_s.label, format: 'seconds' },
    wait_s: { label: measures.wait_s.label, format: 'seconds' },
    effort: { label: measures.effort.label },
    emotion: { label: measures.emotion.label },
  },

  uses(ask) {
    const uses: Record<string, Use> = {};
    for (const [metric, needed] of Object.entries(roles))
      if (needed.every((role) => ask.has(role)))
        uses[metric] = { metric, params: paramsOf(metric, ask.params), columns: columnsOf(metric) };
    return uses;
  },

  query: (ask) => ({
    places: sql`
      WITH met AS (
        SELECT touchpoint, ${ask.has('interactions.stage') ? sql`mode(stage) AS stage, 2 * count(stage) > count(*) AS staged` : sql`NULL::VARCHAR AS stage, false AS staged`}, ${conversionCounts(ask) ? sql`NULL::DOUBLE` : sql`count(DISTINCT customer)::DOUBLE`} AS customers, median(wait_s) AS wait_s, avg(position) AS place
        FROM interactions WHERE touchpoint IS NOT NULL GROUP BY touchpoint),
      felt AS (SELECT touchpoint, sum(score * w) / nullif(sum(w), 0) AS emotion FROM (SELECT touchpoint, score, ${responseWeight} AS w FROM responses WHERE kind = 'emotion' AND score IS NOT NULL) GROUP BY touchpoint),
      waited AS (SELECT touchpoint, median(wait_s) AS wait_s FROM tickets GROUP BY touchpoint),
      listed AS (SELECT touchpoint, any_value(stage) AS stage, min(nth) AS nth FROM (SELECT touchpoint, stage, row_number() OVER () AS nth FROM touchpoints) WHERE touchpoint IS NOT NULL GROUP BY touchpoint),
      known AS (
        SELECT touchpoint FROM listed UNION SELECT touchpoint FROM met
        UNION SELECT touchpoint FROM responses WHERE touchpoint IS NOT NULL UNION SELECT touchpoint FROM tickets WHERE touchpoint IS NOT NULL)
      SELECT known.touchpoint, CASE WHEN met.staged THEN met.stage ELSE coalesce(listed.stage, met.stage) END AS stage, coalesce(listed.nth, 1e9 + met.place, 2e9)::DOUBLE AS nth,
             ${ask.has('interactions.customer_id') ? sql`coalesce(met.customers, 0)` : sql`NULL`}::DOUBLE AS customers,
             coalesce(met.wait_s, waited.wait_s)::DOUBLE AS wait_s, felt.emotion::DOUBLE AS emotion
      FROM known LEFT JOIN listed ON listed.touchpoint = known.touchpoint LEFT JOIN met ON met.touchpoint = known.touchpoint
      LEFT JOIN felt ON felt.touchpoint = known.touchpoint LEFT JOIN waited ON waited.touchpoint = known.touchpoint
      ORDER BY nth, known.touchpoint`,
    whole: sql`SELECT ${ask.has('interactions.customer_id') ? sql`count(*)::DOUBLE` : sql`NULL::DOUBLE`} AS customers FROM ${seenCustomers}`,
  }),

  compute({ places, whole }, ask, used) {
    if (!places.length) return null;
    const stages = [...new Set(places.map(({ stage }) => stage))];
    const rows: Place[] = stages
      .sort((a, b) => Number(a === null) - Number(b === null))
      .flatMap((stage) => places.filter((place) => place.stage === stage))
      .map(({ stage, touchpoint, customers, ...own }) => {
        const cell = (measure: Measure) => {
          const { metric, column } = measures[measure];
          return metric === null ? own[column] : cellOf(used[metric], touchpoint, column);
        };
        return {
          stage,
          touchpoint,
          customers: conversionCounts(ask) ? enteredAt(used.conversion, touchpoint) : customers,
          csat: cell('csat'),
          nps: cell('nps'),
          conversion: cell('conversion'),
          exit: cell('exit'),
          response_s: cell('response_s'),
          wait_s: cell('wait_s'),
          effort: cell('effort'),
          emotion: cell('emotion'),
        };
      });
    return {
      rows,
      summary: {
        by: 'touchpoint',
        touchpoints: rows.length,
        stages: stages.filter((stage) => stage !== null).length,
        customers: whole[0]?.customers ?? null,
        unmeasured: rows.filter((row) => row.csat === null && row.nps === null && row.effort === null).length,
      },
    };
  },

  charts: ({ rows }, { locale }) => {
    const curve =
      (['csat', 'nps', 'emotion'] as const).find((name) => rows.some((row) => row[name] !== null)) ?? 'conversion';
    const format = curve === 'nps' ? 'points' : curve === 'emotion' ? 'number' : 'percent';
    return [
      line(rows, { period: 'touchpoint', value: curve, format, title: along(measures[curve].label) }, locale),
      heat(
        rows.flatMap((row) => measureNames.flatMap((name) => standing(rows, row, name, measures[name].label[locale]))),
        {
          x: 'measure',
          y: 'touchpoint',
          value: 'standing',
          format: 'percent',
          scale: 'diverging',
          middle: 0.5,
          title: {
            en: 'Each touchpoint between the worst (0 %) and the best (100 %) of the journey',
            zh: '各触点在旅程中的相对位置：最差 0%，最好 100%',
          },
        },
        locale,
      ),
    ];
  },

  remarks: ({ rows }) => journeyRemarks(rows),

  example: {
    given: {
      touchpoints: [
        { touchpoint: 'ad', stage: 'awareness', sells: false },
        { touchpoint: 'shop', stage: 'purchase', sells: true },
      ],
      interactions: [
        { customer_id: 'a', occurred_at: '2025-01-01', touchpoint: 'ad', outcome: false, wait_s: null },
        { customer_id: 'a', occurred_at: '2025-01-02', touchpoint: 'shop', outcome: true, wait_s: 60 },
        { customer_id: 'b', occurred_at: '2025-01-02', touchpoint: 'shop', outcome: false, wait_s: 120 },
      ],
      responses: [
        { response_id: '1', touchpoint: 'shop', kind: 'csat', score: 5 },
        { response_id: '2', touchpoint: 'shop', kind: 'csat', score: 2 },
        { response_id: '3', touchpoint: 'shop', kind: 'emotion', score: 4 },
      ],
    },
    gives: {
      rows: [
        {
          stage: 'awareness',
          touchpoint: 'ad',
          customers: 1,
          csat: null,
          conversion: null,
          wait_s: null,
          emotion: null,
        },
        {
          stage: 'purchase',
          touchpoint: 'shop',
          customers: 2,
          csat: 0.5,
          conversion: 0.5,
          wait_s: 90,
          response_s: null,
          emotion: 4,
        },
      ],
      summary: { touchpoints: 2, stages: 2, customers: 2, unmeasured: 1 },
    },
  },
});

/** Whether conversion is asked how many customers were met: counting them takes long, and need not be done twice. */
function conversionCounts(ask: { has(role: string): boolean }): boolean {
  const sold = ask.has('interactions.outcome') || ask.has('orders.ordered_at');
  return sold && ask.has('interactions.touchpoint') && ask.has('interactions.customer_id');
}

/** Customers who were met at a touchpoint, whether or not their window is over; null where conversion has no answer. */
function enteredAt(conversion: Used | undefined, touchpoint: string): number | null {
  if (conversion?.kind === 'lacking') return null;
  const at = (column: string) => cellOf(conversion, touchpoint, column) ?? 0;
  return at('entered') + at('undetermined');
}

function paramsOf(metric: string, params: { readonly mode: string; readonly window_days: number }) {
  return metric === 'conversion' ? { by: 'touchpoint', ...params } : { by: 'touchpoint' };
}

function columnsOf(metric: string): readonly string[] {
  const met = metric === 'conversion' ? ['entered', 'undetermined'] : [];
  return ['touchpoint', ...met, ...Object.values(measures).flatMap((one) => (one.metric === metric ? one.column : []))];
}

function cellOf(used: Used | undefined, touchpoint: string, column: string): number | null {
  if (used?.kind !== 'answered') return null;
  const value = used.found.rows.find((row) => row.touchpoint === touchpoint)?.[column];
  return typeof value === 'number' ? value : null;
}
