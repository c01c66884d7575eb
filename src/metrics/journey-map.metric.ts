import { heat } from '../charts/heat';
import { line } from '../charts/line';
import { sql } from '../engine/sql';
import type { Remark, Text } from '../i18n/text';
import { groupBy } from './group-by';
import { defineMetric, type Use, type Used } from './metric';
import { listed } from './rate-remarks';

/** The measures of the map: from which metric, which of its columns, and which way is better. */
const measures = {
  csat: { metric: 'csat', column: 'csat', better: 1, label: { en: 'CSAT', zh: '满意率' } },
  nps: { metric: 'nps', column: 'nps', better: 1, label: { en: 'NPS', zh: 'NPS' } },
  conversion: { metric: 'conversion', column: 'rate', better: 1, label: { en: 'Conversion', zh: '转化率' } },
  exit: { metric: 'touchpoint-exit', column: 'rate', better: -1, label: { en: 'Exit', zh: '流失率' } },
  response_s: { metric: 'response-time', column: 'median_s', better: -1, label: { en: 'Response', zh: '响应时间' } },
  wait_s: { metric: null, column: 'wait_s', better: -1, label: { en: 'Wait', zh: '等待' } },
  effort: { metric: 'ces', column: 'mean', better: 1, label: { en: 'Ease (CES)', zh: '费力度（CES）' } },
  emotion: { metric: null, column: 'emotion', better: 1, label: { en: 'Emotion', zh: '情绪' } },
} as const;
type Measure = keyof typeof measures;
const measureNames = Object.keys(measures) as readonly Measure[];

/** What must be mapped for a metric to be asked by touchpoint. */
const roles: Readonly<Record<string, readonly string[]>> = {
  csat: ['responses.score', 'responses.touchpoint'],
  nps: ['responses.score', 'responses.touchpoint'],
  ces: ['responses.score', 'responses.touchpoint'],
  conversion: ['interactions.touchpoint'],
  'touchpoint-exit': ['interactions.customer_id', 'interactions.occurred_at', 'interactions.touchpoint'],
  'response-time': ['tickets.touchpoint', 'tickets.created_at'],
};

type Place = {
  readonly stage: string | null;
  readonly touchpoint: string;
  readonly customers: number | null;
} & Readonly<Record<Measure, number | null>>;

export default defineMetric({
  id: 'journey-map',
  title: { en: 'Journey map', zh: '客户旅程图' },
  question: { en: 'How does the journey feel and work, stage by stage?', zh: '客户旅程各阶段的体验与效果如何？' },
  formula: {
    en: 'each cell is the metric of that name at the touchpoint, with its own denominator; a cell without data is empty, not 0',
    zh: '每格为该触点上的对应指标，分母各自独立；没有数据的格为空，而非 0',
  },
  counted: {
    en: 'touchpoints of the catalogue and those that events name; each measure counts as its own metric says',
    zh: '目录中的触点及事件中出现的触点；各指标按自身口径计数',
  },
  source: [
    {
      cite: 'Lemon & Verhoef (2016), Understanding customer experience throughout the customer journey',
      url: 'https://doi.org/10.1509/jm.15.0420',
    },
  ],
  needs: [['touchpoints.touchpoint', 'interactions.touchpoint']],
  params: {
    mode: {
      kind: 'choice',
      default: 'direct',
      label: { en: 'Conversion', zh: '转化口径' },
      of: {
        direct: { en: 'at the touchpoint itself', zh: '在本触点成交' },
        assisted: { en: 'within the window after a visit', zh: '到访后窗口期内成交' },
      },
    },
    window_days: {
      kind: 'number',
      default: 7,
      min: 0.001,
      max: 3650,
      label: { en: 'Window (days)', zh: '窗口（天）' },
    },
  },
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
      if (needed.every((role) => ask.has(role))) uses[metric] = { metric, params: paramsOf(metric, ask.params) };
    return uses;
  },

  query: (ask) => ({
    places: sql`
      WITH met AS (
        SELECT touchpoint, any_value(stage) AS stage, count(DISTINCT customer)::DOUBLE AS customers, median(wait_s) AS wait_s, avg(position) AS place
        FROM interactions WHERE touchpoint IS NOT NULL GROUP BY touchpoint),
      felt AS (SELECT touchpoint, avg(score) AS emotion FROM responses WHERE kind = 'emotion' AND score IS NOT NULL GROUP BY touchpoint),
      waited AS (SELECT touchpoint, median(wait_s) AS wait_s FROM tickets GROUP BY touchpoint),
      listed AS (SELECT touchpoint, any_value(stage) AS stage, min(nth) AS nth FROM (SELECT touchpoint, stage, row_number() OVER () AS nth FROM touchpoints) WHERE touchpoint IS NOT NULL GROUP BY touchpoint),
      known AS (SELECT touchpoint FROM listed UNION SELECT touchpoint FROM met)
      SELECT known.touchpoint, coalesce(listed.stage, met.stage) AS stage, coalesce(listed.nth, 1e9 + met.place)::DOUBLE AS nth,
             ${ask.has('interactions.customer_id') ? sql`coalesce(met.customers, 0)` : sql`NULL`}::DOUBLE AS customers,
             coalesce(met.wait_s, waited.wait_s)::DOUBLE AS wait_s, felt.emotion::DOUBLE AS emotion
      FROM known LEFT JOIN listed ON listed.touchpoint = known.touchpoint LEFT JOIN met ON met.touchpoint = known.touchpoint
      LEFT JOIN felt ON felt.touchpoint = known.touchpoint LEFT JOIN waited ON waited.touchpoint = known.touchpoint
      ORDER BY nth, known.touchpoint`,
    whole: sql`SELECT ${ask.has('interactions.customer_id') ? sql`count(DISTINCT customer)::DOUBLE` : sql`NULL::DOUBLE`} AS customers FROM interactions`,
  }),

  compute({ places, whole }, _, used) {
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
          customers,
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
    const curve = (['csat', 'nps', 'emotion'] as const).find((name) => rows.some((row) => row[name] !== null)) ?? 'conversion'; // prettier-ignore
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

  remarks: ({ rows }) => {
    const worst = measureNames.flatMap((name) => {
      const known = rows
        .filter((row) => row[name] !== null)
        .sort((a, b) => measures[name].better * (Number(a[name]) - Number(b[name])));
      const [last] = known;
      return last && known.length > 1 ? [{ name, touchpoint: last.touchpoint }] : [];
    });
    const counts = groupBy(worst, ({ touchpoint }) => touchpoint);
    const [weakest] = [...counts].sort(([, a], [, b]) => b.length - a.length);
    const unmeasured = rows.filter((row) => row.csat === null && row.nps === null && row.effort === null);
    return [
      ...(weakest && weakest[1].length > 1
        ? [
            weak(
              weakest[0],
              weakest[1].map(({ name }) => name),
            ),
          ]
        : []),
      ...(unmeasured.length ? [silent(unmeasured.map(({ touchpoint }) => touchpoint))] : []),
    ];
  },

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

function paramsOf(metric: string, params: { readonly mode: string; readonly window_days: number }) {
  return metric === 'conversion' ? { by: 'touchpoint', ...params } : { by: 'touchpoint' };
}

function cellOf(used: Used | undefined, touchpoint: string, column: string): number | null {
  if (used?.kind !== 'answered') return null;
  const value = used.found.rows.find((row) => row.touchpoint === touchpoint)?.[column];
  return typeof value === 'number' ? value : null;
}

function along(label: Text): Text {
  return { en: `${label.en} along the journey`, zh: `旅程中的${label.zh}` };
}

function standing(rows: readonly Place[], row: Place, name: Measure, label: string) {
  const value = row[name];
  const known = rows.flatMap((other) => other[name] ?? []);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  if (value === null || !(high > low)) return [];
  const share = (value - low) / (high - low);
  return [{ touchpoint: row.touchpoint, measure: label, standing: measures[name].better > 0 ? share : 1 - share }];
}

function weak(touchpoint: string, names: readonly Measure[]): Remark {
  return {
    level: 'finding',
    say: {
      en: '{touchpoint} is the weakest place of the journey by {names}. Look at their intervals before acting.',
      zh: '“{touchpoint}”在 {names} 上均为旅程最弱一环；行动前请先看各自的区间。',
    },
    with: {
      touchpoint,
      names: {
        en: names.map((name) => measures[name].label.en).join(', '),
        zh: names.map((name) => measures[name].label.zh).join('、'),
      },
    },
  };
}

function silent(names: readonly string[]): Remark {
  return {
    level: 'note',
    say: {
      en: 'Nobody was asked at {names}: how it feels there is not known.',
      zh: '{names} 没有调查数据，体验未知。',
    },
    with: { names: listed(names) },
  };
}
