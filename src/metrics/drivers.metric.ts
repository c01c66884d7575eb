import { bars } from '../charts/bars';
import { lmgLimit } from '../stats/lmg';
import { slopeDifferences } from './driver-shares';
import { driverTable } from './driver-table';
import { driversRemarks } from './drivers-remarks';
import { flaggedParams } from './flagged-params';
import { grouped, groupingParams } from './grouping';
import { itemMatrix, itemQuery, itemTables } from './item-matrix';
import { defineMetric } from './metric';
import { refused } from './params';
import { samplingOf } from './sampling';

export default defineMetric({
  id: 'drivers',
  title: { en: 'Key drivers', zh: '关键驱动因素' },
  question: {
    en: 'Which items or touchpoints go with overall satisfaction, and how much of it do they explain?',
    zh: '哪些题项或触点与总体满意相关，能解释多少？',
  },
  formula: {
    en: 'LMG: each item’s mean gain of R² over all orders of the items; Johnson: relative weights. Both sum to R²; share sums to 1. A larger share goes with more of the overall score’s differences, not with a cause.',
    zh: 'LMG：题项在所有进入顺序下 R² 增量的平均；Johnson：相对权重。两者之和均为 R²，share 之和为 1。份额大表示与总体评分差异关联大，并不等于因果。',
  },
  counted: {
    en: 'Complete cases: people who rated every item and overall, so people who used everything (or, if asked for, all who rated overall and any item). The rest are counted beside it.',
    zh: '完整样本：对所有题项及总体都评分的人，即用过全部触点的人（也可选评过总体及任一题项的所有人）。其余另行计数。',
  },
  source: [
    {
      cite: 'Grömping (2006), Relative Importance for Linear Regression in R',
      url: 'https://doi.org/10.18637/jss.v017.i01',
    },
    {
      cite: 'Johnson (2000), A heuristic method for estimating relative weights',
      url: 'https://doi.org/10.1207/S15327906MBR3501_1',
    },
  ],
  needs: ['responses.score', ['responses.item', 'responses.touchpoint']],
  params: {
    method: {
      kind: 'choice',
      default: 'lmg',
      label: { en: 'Method', zh: '方法' },
      of: {
        lmg: { en: 'LMG (up to 15 items)', zh: 'LMG（至多 15 项）' },
        johnson: { en: 'Johnson’s relative weights', zh: 'Johnson 相对权重' },
      },
    },
    cases: {
      kind: 'choice',
      default: 'complete',
      label: { en: 'Who counts', zh: '计入的人' },
      hint: {
        en: 'Used × score: what somebody did not rate stands at the mean of those who did, so that only they tell of it',
        zh: '使用 × 得分：未评的题项取评分者均值，因此该题项只由用过的人决定',
      },
      of: {
        complete: { en: 'people who rated everything', zh: '全部题项都评分的人' },
        used: { en: 'everybody who rated something (used × score)', zh: '评过任一题项的人（使用 × 得分）' },
      },
    },
    segment: {
      kind: 'text',
      default: null,
      label: { en: 'Segment', zh: '客群' },
      hint: {
        en: 'COLUMN=VALUE of customers, compared with the rest; COLUMN alone: each of its values, compared with one another',
        zh: '客户属性 列=值，与其余客户比较；仅写列名则对其每个取值分别计算并相互比较',
      },
    },
    anyway: {
      kind: 'flag',
      default: false,
      label: { en: 'Go on with too few people', zh: '人数不足也继续' },
      hint: {
        en: 'Below max(100, 20 × items) there is no answer unless this is set; the warning stays',
        zh: '人数少于 max(100, 20 × 题项数) 时默认不给出结果；勾选后警告仍保留',
      },
    },
    confidence: groupingParams.confidence,
    ...flaggedParams,
  },
  tables: itemTables,
  headings: {
    driver: { label: { en: 'Driver', zh: '驱动因素' } },
    n: { label: { en: 'Complete cases', zh: '完整样本' }, format: 'count' },
    correlation: { label: { en: 'Correlation', zh: '相关' } },
    beta: { label: { en: 'β (standardised)', zh: '标准化 β' } },
    sign: { label: { en: 'Sign', zh: '方向' } },
    lmg: { label: { en: 'LMG', zh: 'LMG' } },
    johnson: { label: { en: 'Johnson', zh: 'Johnson' } },
    share: { label: { en: 'Share', zh: '份额' }, format: 'percent' },
    low: { label: { en: 'Share, low', zh: '份额下限' }, format: 'percent' },
    high: { label: { en: 'Share, high', zh: '份额上限' }, format: 'percent' },
    vif: { label: { en: 'VIF', zh: 'VIF' } },
    r2: { label: { en: 'R²', zh: 'R²' }, format: 'percent' },
    ceiling: { label: { en: 'At the top', zh: '满分占比' }, format: 'percent' },
    score: { label: { en: 'Score (0–100)', zh: '得分（百分制）' } },
    slope: { label: { en: 'Overall per point', zh: '每分对应的总体分' } },
    slope_low: { label: { en: 'Overall per point, low', zh: '每分对应的总体分下限' } },
    slope_high: { label: { en: 'Overall per point, high', zh: '每分对应的总体分上限' } },
    segment: { label: { en: 'Segment', zh: '客群' } },
    slope_difference: { label: { en: 'Difference of effects', zh: '作用差异' } },
    q_difference: { label: { en: 'q of that difference', zh: '作用差异的 q' }, format: 'p' },
    used: { label: { en: 'Rated by', zh: '评分者占比' }, format: 'percent' },
  },
  slow: true,
  weighted: true,

  query(ask) {
    const segment = segmentOf(ask.params.segment);
    if (!segment) return itemQuery();
    const { confidence } = ask.params;
    return itemQuery(grouped({ ...ask, params: { by: segment.column, grain: 'month', confidence } }, 'responses'));
  },

  compute({ cells, sets }, ask) {
    const segment = segmentOf(ask.params.segment);
    const { confidence, anyway, cases } = ask.params;
    const only = segment?.value ?? null;
    const matrix = itemMatrix(only === null ? cells : cells.filter(({ grp }) => grp === only), sets);
    const { items, overallKind } = matrix;
    if (!items.length || overallKind === null) return null;
    const method = ask.params.method === 'lmg' && items.length > lmgLimit ? 'johnson' : ask.params.method;
    const wishes = { method, confidence, cases, anyway, random: ask.random, progress: ask.progress } as const;
    const whole = driverTable(matrix, items, wishes);
    const part = (grp: string) =>
      itemMatrix(
        cells.filter((cell) => cell.grp === grp),
        sets,
      );
    const values = segment && only === null ? [...new Set(cells.flatMap(({ grp }) => grp ?? []))].sort() : [];
    const parts = values.map((value) => ({ value, ...driverTable(part(value), items, wishes) }));
    const rest =
      only === null
        ? null
        : itemMatrix(
            cells.filter(({ grp }) => grp !== only),
            sets,
          );
    const against = rest ? [whole, driverTable(rest, items, wishes)] : parts;
    const apart = whole.found || parts.length ? slopeDifferences(against.map(({ complete }) => complete)) : null;
    const tested = (rows: (typeof whole)['rows'], name: string | null) =>
      rows.map((row, at) => ({
        ...row,
        ...(segment
          ? { segment: name, slope_difference: apart?.[at]?.difference ?? null, q_difference: apart?.[at]?.q ?? null }
          : {}),
      }));
    const rows = parts.length
      ? parts.flatMap(({ value, rows: own }) => byShare(tested(own, value)))
      : byShare(tested(whole.rows, only));
    return {
      rows,
      summary: {
        r2: whole.found?.r2 ?? null,
        adjusted_r2: whole.found?.adjustedR2 ?? null,
        n: whole.n,
        incomplete: whole.incomplete,
        needed: whole.needed,
        people: matrix.found.people,
        method,
        interval_method: whole.found?.drawnBy ?? null,
        resamples: whole.found?.resamples ?? null,
        overall: overallKind,
        overall_score: whole.overallScore,
        ...(parts.length
          ? {
              segments: Object.fromEntries(
                parts.map(({ value, found, n }) => [
                  value,
                  { r2: found?.r2 ?? null, adjusted_r2: found?.adjustedR2 ?? null, n },
                ]),
              ),
            }
          : {}),
      },
      more: {
        sampling: samplingOf(matrix.found),
        flat: whole.flat,
        flatOverall: whole.flatOverall,
        dependent: whole.dependent,
      },
    };
  },

  charts: ({ rows }, { locale }) => [
    bars(
      rows,
      {
        group: 'driver',
        value: 'share',
        format: 'percent',
        title: { en: 'Share of the explained differences in overall satisfaction', zh: '对总体满意差异解释的份额' },
      },
      locale,
    ),
  ],

  remarks: ({ rows, summary, more }, { params }) =>
    driversRemarks(rows, summary, { ...params, sampling: more?.sampling, why: more }),

  example: {
    given: {
      responses: [
        [1, 2, 1],
        [2, 1, 2],
        [3, 4, 3],
        [4, 3, 5],
        [5, 5, 4],
      ].flatMap(([a, b, overall], at) => [
        { response_id: String(at), item: 'a', kind: 'attribute', score: a ?? null },
        { response_id: String(at), item: 'b', kind: 'attribute', score: b ?? null },
        { response_id: String(at), item: null, kind: 'overall', score: overall ?? null },
      ]),
    },
    params: { anyway: true },
    gives: {
      rows: [
        { driver: 'a', n: 5, correlation: 0.9, lmg: 0.65, share: 0.7647058824, vif: 2.7777777778 },
        { driver: 'b', n: 5, correlation: 0.6, lmg: 0.2, sign: -1 },
      ],
      summary: { r2: 0.85, n: 5 },
    },
  },
});

function byShare<R extends { readonly share: number | null }>(rows: readonly R[]): readonly R[] {
  return rows.some(({ share }) => share !== null) ? rows.toSorted((a, b) => (b.share ?? 0) - (a.share ?? 0)) : rows;
}

/** `COLUMN=VALUE`, or `COLUMN` for all of its values. */
function segmentOf(segment: string | null): { readonly column: string; readonly value: string | null } | null {
  if (segment === null) return null;
  const [name = '', ...rest] = segment.split('=');
  const column = name.trim().replace(/^customers\./, '');
  if (column === '')
    throw refused('segment', segment, {
      en: 'COLUMN=VALUE of the customers, or COLUMN for all its values',
      zh: '客户的 列=值，或只写列名以取其全部值',
    });
  return { column, value: rest.length ? rest.join('=') : null };
}
