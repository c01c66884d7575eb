import { dots } from '../charts/dots';
import { heat } from '../charts/heat';
import {
  catalogueCounts,
  coverageColumns,
  cutOf,
  placeCounts,
  reachIsInMatrix,
  segmentOf,
  sliceCounts,
  sliceReach,
  wholeCounts,
} from './coverage';
import { coverageRemarks } from './coverage-remarks';
import { inService, spanOf } from './coverage-service';
import { matrixOf, nullLast, stagesOf } from './coverage-stages';
import { completeness, endColumns, type Grouping, groupingParams, periodEnd } from './grouping';
import { defineMetric } from './metric';
import { rateOf } from './rate';
import { completeHeading, intervalHeadings } from './row-headings';

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
    en: 'touchpoints of the catalogue that were in service in the period; answers on their scale; active customers are those with at least one event in the period',
    zh: '目录中期内在用的触点；量表范围内的回答；活跃客户为期内至少有一次事件的客户',
  },
  source: [{ cite: 'Own definition: no published formula is known' }],
  needs: ['touchpoints.touchpoint', 'interactions.touchpoint'],
  params: {
    ...groupingParams,
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
  },
  tables: { ...coverageColumns, ends: endColumns },
  headings: {
    stage: { label: { en: 'Stage', zh: '阶段' } },
    touchpoints: { label: { en: 'Touchpoints', zh: '触点数' }, format: 'count' },
    active: { label: { en: 'Active', zh: '活跃' }, format: 'count' },
    measured: { label: { en: 'Measured', zh: '被测量' }, format: 'count' },
    reach: { label: { en: 'Reach', zh: '触达率' }, format: 'percent' },
    ...intervalHeadings('percent'),
    customers: { label: { en: 'Customers', zh: '客户' }, format: 'count' },
    silent: { label: { en: 'Silent touchpoints', zh: '没有活动的触点' } },
    unmeasured: { label: { en: 'Not measured', zh: '未被测量的触点' } },
    gaps: { label: { en: 'Stages not reached', zh: '未触达的阶段' } },
    out_of_service: { label: { en: 'Not in service then', zh: '期内未启用的触点' } },
    ...completeHeading,
  },

  query(ask) {
    const by = groupedBy(ask);
    return {
      catalogue: catalogueCounts(by),
      reached: placeCounts(ask, by),
      slices: sliceCounts(ask, by),
      matrix: sliceReach(ask, by),
      whole: wholeCounts,
      ends: periodEnd(ask, 'interactions'),
    };
  },

  compute({ catalogue: listed, reached, slices, matrix, whole, ends }, ask) {
    const all = whole[0];
    if (!all || !listed.length) return null;
    const catalogue = listed.filter((one) => inService(one, all));
    const by = groupedBy(ask);
    const cut = cutOf(ask, by);
    const complete = completeness(ask, ends);
    const isActive = (one: { readonly events: number }) => one.events >= ask.params.min_events;
    const isMeasured = (one: { readonly answers: number }) => one.answers >= ask.params.min_n;
    const surveyed = ask.has('responses.score');
    const share = (part: number, total: number) => (total > 0 ? part / total : null);
    const row = (stage: string | null, own: typeof catalogue, customers: number, base: number) => {
      const reach = rateOf(customers, base, ask.params.confidence);
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
        ...complete(stage),
      };
    };
    const stages = stagesOf(listed, ask.params.stages);
    const visited = reachIsInMatrix(ask, by)
      ? matrix.flatMap(({ whole: total, stage, customers }) => (total ? [] : [{ grp: stage, customers }]))
      : reached;
    const reaching = (place: string | null) =>
      visited.reduce((sum, { grp, customers }) => sum + (grp === place ? customers : 0), 0);
    const places = (names: readonly (string | null)[]) =>
      names.map((name) =>
        row(
          name,
          catalogue.filter(({ grp }) => grp === name),
          reaching(name),
          all.active,
        ),
      );
    const sliced = (slice: string | null) => {
      const own = slices.filter((one) => one.slice === slice);
      const span = by === 'period' && slice !== null ? spanOf(slice, ask.params.grain) : all;
      const counted = listed
        .map((one) => {
          const found = own.find(({ touchpoint }) => touchpoint === one.touchpoint);
          return { ...one, events: found?.events ?? 0, answers: found?.answers ?? 0 };
        })
        .filter((one) => inService(one, span));
      const cells = matrix.filter((cell) => cell.slice === slice);
      const met = cells.find((cell) => cell.whole);
      const gaps = stages.flatMap((stage) =>
        stage !== null && !cells.some((cell) => !cell.whole && cell.stage === stage && cell.customers > 0)
          ? [stage]
          : [],
      );
      return { ...row(slice, counted, met?.customers ?? 0, cells[0]?.active ?? 0), gaps };
    };
    const rows =
      cut === 'whole'
        ? [row(null, catalogue, all.met, all.active)]
        : cut === 'slice'
          ? [...new Set([...matrix, ...slices].map(({ slice }) => slice))].map(sliced)
          : places(by === 'stage' ? stages : [...new Set(catalogue.map(({ grp }) => grp))].sort(nullLast));
    const named = stages.flatMap((stage) => stage ?? []);
    const empty = named.filter((stage) => !catalogue.some((one) => one.stage === stage && isActive(one)));
    const { stage: _, ...total } = row(null, catalogue, all.met, all.active);
    return {
      rows,
      summary: {
        by,
        stage_coverage: share(named.length - empty.length, named.length),
        activation: share(total.active, total.touchpoints),
        measurement_coverage: total.measured === null ? null : share(total.measured, total.touchpoints),
        unmapped: share(all.unmapped, all.events),
        active_customers: all.active,
        n: all.events,
        excluded: all.nobody,
        ...total,
        out_of_service: listed.flatMap((one) => (catalogue.includes(one) ? [] : [one.touchpoint])),
        ...(matrix.length ? { matrix: matrixOf(matrix) } : {}),
      },
      more: {
        segment: segmentOf(ask, by),
        cells: matrix
          .filter(({ whole: all_, stage }) => !all_ && stage !== null)
          .map(({ slice, stage, customers, active }) => ({ slice, stage, reach: customers / active, n: active })),
        empty,
      },
    };
  },

  charts: ({ rows, summary, more }, { locale }) => [
    dots(
      rows.map((row) => ({ ...row, n: summary.active_customers })),
      { group: 'stage', value: 'reach', format: 'percent', title: { en: 'Customers reached', zh: '客户触达率' } },
      locale,
    ),
    ...(more?.cells.length
      ? [
          heat(
            more.cells,
            {
              x: 'stage',
              y: 'slice',
              value: 'reach',
              format: 'percent',
              title: {
                en: 'Customers of each group who were at each stage; what is missing is a gap',
                zh: '各客群到过各阶段的占比；空缺即覆盖缺口',
              },
            },
            locale,
          ),
        ]
      : []),
  ],

  remarks: ({ rows, summary, more }) => coverageRemarks(rows, summary, more?.empty ?? []),

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

function groupedBy(ask: Grouping): string {
  return ask.params.by ?? 'stage';
}
