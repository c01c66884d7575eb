import { dots } from '../charts/dots';
import { sql } from '../engine/sql';
import type { Remark } from '../i18n/text';
import { canonicalWord } from '../model/catalogue-words';
import { defineMetric } from './metric';
import { rateOf } from './rate';
import { listed } from './rate-remarks';

export default defineMetric({
  id: 'coverage',
  title: { en: 'Touchpoint coverage', zh: '触点覆盖率' },
  question: {
    en: 'Which stages and touchpoints reach customers, and which are measured?',
    zh: '哪些阶段和触点触达了客户？哪些被测量？',
  },
  formula: {
    en: 'stage coverage = stages with an active touchpoint ÷ stages; activation = touchpoints with enough events ÷ catalogue; reach = customers at the stage ÷ active customers; measurement = touchpoints with enough answers ÷ catalogue. More is better.',
    zh: '阶段覆盖 = 有活跃触点的阶段 ÷ 阶段总数；激活率 = 事件足够的触点 ÷ 目录触点；触达 = 到过该阶段的客户 ÷ 活跃客户；测量覆盖 = 回答足够的触点 ÷ 目录触点。越高越好。',
  },
  counted: {
    en: 'touchpoints of the catalogue; active customers are those with at least one event in the period',
    zh: '目录中的触点；活跃客户为期内至少有一次事件的客户',
  },
  source: [{ cite: 'Own definition: no published formula is known' }],
  needs: ['touchpoints.touchpoint', 'interactions.touchpoint'],
  params: {
    min_events: {
      kind: 'number',
      default: 1,
      min: 1,
      max: 1e9,
      whole: true,
      label: { en: 'Events of an active touchpoint', zh: '活跃触点的最少事件数' },
    },
    min_n: {
      kind: 'number',
      default: 30,
      min: 1,
      max: 1e9,
      whole: true,
      label: { en: 'Answers of a measured touchpoint', zh: '被测量触点的最少回答数' },
    },
    stages: {
      kind: 'list',
      default: [],
      label: { en: 'Stages of the journey', zh: '旅程阶段' },
      hint: { en: 'Empty: those of the catalogue.', zh: '留空：取目录中的阶段。' },
    },
    confidence: {
      kind: 'number',
      default: 0.95,
      min: 0.5,
      max: 0.999,
      label: { en: 'Confidence of intervals', zh: '区间置信度' },
    },
  },
  tables: {
    catalogue: { touchpoint: 'text', stage: 'text?', events: 'number', answers: 'number' },
    reached: { stage: 'text?', customers: 'number' },
    whole: { events: 'number', unmapped: 'number', active: 'number', nobody: 'number' },
  },
  headings: {
    stage: { label: { en: 'Stage', zh: '阶段' } },
    touchpoints: { label: { en: 'Touchpoints', zh: '触点数' }, format: 'count' },
    active: { label: { en: 'Active', zh: '活跃' }, format: 'count' },
    measured: { label: { en: 'Measured', zh: '被测量' }, format: 'count' },
    reach: { label: { en: 'Reach', zh: '触达率' }, format: 'percent' },
    low: { label: { en: 'Low', zh: '下限' }, format: 'percent' },
    high: { label: { en: 'High', zh: '上限' }, format: 'percent' },
  },

  query: (ask) => ({
    catalogue: sql`
      SELECT t.touchpoint, t.stage, coalesce(e.events, 0)::DOUBLE AS events, coalesce(r.answers, 0)::DOUBLE AS answers
      FROM (SELECT touchpoint, any_value(stage) AS stage FROM touchpoints WHERE touchpoint IS NOT NULL GROUP BY touchpoint) AS t
      LEFT JOIN (SELECT touchpoint, count(*) AS events FROM interactions GROUP BY touchpoint) AS e ON e.touchpoint = t.touchpoint
      LEFT JOIN (SELECT touchpoint, count(DISTINCT response_id) AS answers FROM responses WHERE score IS NOT NULL GROUP BY touchpoint) AS r ON r.touchpoint = t.touchpoint
      ORDER BY t.touchpoint`,
    reached: sql`
      SELECT ${ask.has('interactions.stage') ? sql`coalesce(e.stage, t.stage)` : sql`t.stage`} AS stage, count(DISTINCT e.customer)::DOUBLE AS customers
      FROM (SELECT touchpoint, stage, customer FROM interactions WHERE customer IS NOT NULL GROUP BY ALL) AS e
      JOIN (SELECT touchpoint, any_value(stage) AS stage FROM touchpoints GROUP BY touchpoint) AS t ON t.touchpoint = e.touchpoint
      GROUP BY 1 ORDER BY 1`,
    whole: sql`
      SELECT count(*)::DOUBLE AS events, count(*) FILTER (touchpoint NOT IN (SELECT touchpoint FROM touchpoints WHERE touchpoint IS NOT NULL))::DOUBLE AS unmapped,
             count(DISTINCT customer)::DOUBLE AS active, count(*) FILTER (customer IS NULL)::DOUBLE AS nobody
      FROM interactions`,
  }),

  compute({ catalogue, reached, whole }, ask) {
    const all = whole[0];
    if (!all || !catalogue.length) return null;
    const isActive = (one: { readonly events: number }) => one.events >= ask.params.min_events;
    const isMeasured = (one: { readonly answers: number }) => one.answers >= ask.params.min_n;
    const surveyed = ask.has('responses.score');
    const share = (part: number, total: number) => (total > 0 ? part / total : null);
    const rows = stagesOf(catalogue, ask.params.stages).map((stage) => {
      const own = catalogue.filter((one) => one.stage === stage);
      const customers = reached.find((one) => one.stage === stage)?.customers ?? 0;
      const reach = rateOf(customers, all.active, ask.params.confidence);
      return {
        stage,
        touchpoints: own.length,
        active: own.filter(isActive).length,
        measured: surveyed ? own.filter(isMeasured).length : null,
        reach: reach.rate,
        low: reach.low,
        high: reach.high,
        customers,
        silent: own.filter((one) => !isActive(one)).map((one) => one.touchpoint),
        unmeasured: surveyed ? own.filter((one) => !isMeasured(one)).map((one) => one.touchpoint) : null,
      };
    });
    const named = rows.filter((row) => row.stage !== null);
    return {
      rows,
      summary: {
        by: 'stage',
        stage_coverage: share(named.filter((row) => row.active > 0).length, named.length),
        activation: share(catalogue.filter(isActive).length, catalogue.length),
        measurement_coverage: surveyed ? share(catalogue.filter(isMeasured).length, catalogue.length) : null,
        unmapped: share(all.unmapped, all.events),
        touchpoints: catalogue.length,
        active_customers: all.active,
        n: all.events,
        excluded: all.nobody,
      },
    };
  },

  charts: ({ rows, summary }, { locale }) => [
    dots(
      rows.map((row) => ({ ...row, n: summary.active_customers })),
      { group: 'stage', value: 'reach', format: 'percent', title: { en: 'Customers reached', zh: '客户触达率' } },
      locale,
    ),
  ],

  remarks: ({ rows, summary }) => {
    const empty = rows.filter((row) => row.stage !== null && row.active === 0).flatMap((row) => row.stage ?? []);
    const silent = rows.flatMap((row) => row.silent);
    const unmeasured = rows.flatMap((row) => row.unmeasured ?? []);
    return [
      ...remark(empty, 'finding', {
        en: 'Stages without any active touchpoint: {names}.',
        zh: '没有活跃触点的阶段：{names}。',
      }),
      ...remark(silent, 'finding', {
        en: '{count:count} touchpoints of the catalogue are silent: {names}.',
        zh: '{count:count} 个目录触点没有活动：{names}。',
      }),
      ...remark(unmeasured, 'note', {
        en: '{count:count} touchpoints have too few answers to be judged: {names}.',
        zh: '{count:count} 个触点回答过少，无法评价：{names}。',
      }),
      ...(summary.unmapped
        ? [
            {
              level: 'caution' as const,
              say: {
                en: '{share:percent} of the events are at touchpoints that the catalogue does not know. Add them, or say what they are called there.',
                zh: '{share:percent} 的事件发生在目录之外的触点，请补充目录或建立对应。',
              },
              with: { share: summary.unmapped },
            },
          ]
        : []),
    ];
  },

  example: {
    given: {
      touchpoints: [
        { touchpoint: 'ad', stage: 'awareness' },
        { touchpoint: 'shop', stage: 'purchase' },
        { touchpoint: 'app', stage: 'purchase' },
        { touchpoint: 'club', stage: 'loyalty' },
      ],
      interactions: [
        { customer_id: 'a', occurred_at: '2025-01-01', touchpoint: 'ad' },
        { customer_id: 'b', occurred_at: '2025-01-01', touchpoint: 'ad' },
        { customer_id: 'b', occurred_at: '2025-01-02', touchpoint: 'shop' },
        { customer_id: 'b', occurred_at: '2025-01-03', touchpoint: 'kiosk' },
      ],
      responses: [{ response_id: '1', touchpoint: 'shop', kind: 'csat', score: 5 }],
    },
    params: { min_n: 1 },
    gives: {
      rows: [
        { stage: 'awareness', touchpoints: 1, active: 1, measured: 0, reach: 1 },
        { stage: 'loyalty', touchpoints: 1, active: 0, measured: 0, reach: 0 },
        { stage: 'purchase', touchpoints: 2, active: 1, measured: 1, reach: 0.5 },
      ],
      summary: {
        stage_coverage: 2 / 3,
        activation: 0.5,
        measurement_coverage: 0.25,
        unmapped: 0.25,
        active_customers: 2,
      },
    },
  },
});

/** The stages asked for, in their order, then those of the catalogue; null last, for touchpoints without a stage. */
function stagesOf(
  catalogue: readonly { readonly stage: string | null }[],
  asked: readonly string[],
): (string | null)[] {
  const found = [...new Set(catalogue.map(({ stage }) => stage))];
  const wanted = [...new Set(asked.map((stage) => canonicalWord('stage', stage)))];
  const known = found.filter((stage) => stage !== null && !wanted.includes(stage)).sort();
  return [...wanted, ...known, ...(found.includes(null) ? [null] : [])];
}

function remark(names: readonly string[], level: Remark['level'], say: Remark['say']): Remark[] {
  return names.length ? [{ level, say, with: { count: names.length, names: listed(names) } }] : [];
}
