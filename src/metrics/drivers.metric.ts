import { bars } from '../charts/bars';
import type { Remark } from '../i18n/text';
import { lmgLimit } from '../stats/lmg';
import { tQuantile } from '../stats/t-quantile';
import { listed } from './contrasts';
import { driversOf, slopeDifferences } from './driver-shares';
import { grouped, groupingParams } from './grouping';
import { completeRows, formsOf, itemMatrix, itemQuery, itemTables } from './item-matrix';
import { defineMetric } from './metric';
import { refused } from './params';

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
    en: 'Complete cases: people who rated every item and overall, so people who used everything. The rest are counted beside it.',
    zh: '完整样本：对所有题项及总体都评分的人，即用过全部触点的人。其余另行计数。',
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
    segment: {
      kind: 'text',
      default: null,
      label: { en: 'Only this segment', zh: '仅此客群' },
      hint: { en: 'COLUMN=VALUE of customers, compared with the rest', zh: '客户属性 列=值，与其余客户比较' },
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
    ceiling: { label: { en: 'At the top', zh: '满分占比' }, format: 'percent' },
    score: { label: { en: 'Score (0–100)', zh: '得分（百分制）' } },
    slope: { label: { en: 'Overall per point', zh: '每分对应的总体分' } },
    slope_low: { label: { en: 'Overall per point, low', zh: '每分对应的总体分下限' } },
    slope_high: { label: { en: 'Overall per point, high', zh: '每分对应的总体分上限' } },
    used: { label: { en: 'Rated by', zh: '评分者占比' }, format: 'percent' },
  },
  slow: true,

  query(ask) {
    const segment = segmentOf(ask.params.segment);
    if (!segment) return itemQuery();
    const { confidence } = ask.params;
    return itemQuery(grouped({ ...ask, params: { by: segment.column, grain: 'month', confidence } }, 'responses'));
  },

  compute({ cells, sets }, ask) {
    const segment = segmentOf(ask.params.segment);
    const matrix = itemMatrix(segment ? cells.filter(({ grp }) => grp === segment.value) : cells, sets);
    const { items, overallKind } = matrix;
    if (!items.length || overallKind === null) return null;
    const all = items.map((_, at) => at);
    const complete = completeRows(matrix, all, true);
    const n = formsOf(complete);
    const needed = Math.max(100, 20 * items.length);
    const method = ask.params.method === 'lmg' && items.length > lmgLimit ? 'johnson' : ask.params.method;
    const enough = n >= needed || ask.params.anyway;
    const found = enough
      ? driversOf(complete, { method, confidence: ask.params.confidence, random: ask.random() })
      : null;
    const others =
      segment && found
        ? itemMatrix(
            cells.filter(({ grp }) => grp !== segment.value),
            sets,
          )
        : null;
    const apart = others ? slopeDifferences(complete, completeRows(others, items.map((item) => others.items.indexOf(item)), true)) : null; // prettier-ignore
    const overallScale = matrix.found.placed.find(({ kind }) => kind === overallKind)?.scale ?? null;
    const rows = items.map((driver, at) => {
      const own = found?.drivers[at];
      const scale = matrix.scales[at];
      const rated = matrix.rows.filter((row) => row.items[at] != null);
      const top = rated.filter((row) => scale && (row.items[at] ?? 0) >= scale.max);
      const forms = formsOf(matrix.rows);
      const per = scale && overallScale ? (scale.max - scale.min) / (overallScale.max - overallScale.min) : null;
      const slope = own && per !== null ? own.slope * per : null;
      const half =
        own?.error != null && per !== null && found
          ? own.error * per * tQuantile(0.5 + ask.params.confidence / 2, found.freedom)
          : null;
      return {
        driver,
        n,
        correlation: own?.correlation ?? null,
        beta: own?.beta ?? null,
        sign: own?.sign ?? null,
        lmg: own?.lmg ?? null,
        johnson: own?.johnson ?? null,
        share: own?.share ?? null,
        low: own?.low ?? null,
        high: own?.high ?? null,
        vif: own?.vif ?? null,
        score: scale
          ? onHundred(
              rated.map((row) => ({ score: row.items[at] ?? null, mass: row.n * row.weight })),
              scale,
            )
          : null,
        slope,
        slope_low: slope === null || half === null ? null : slope - half,
        slope_high: slope === null || half === null ? null : slope + half,
        used: rated.length ? formsOf(rated) / forms : null,
        ceiling: rated.length ? formsOf(top) / formsOf(rated) : null,
        ...(segment ? { slope_difference: apart?.[at]?.difference ?? null, q_difference: apart?.[at]?.q ?? null } : {}),
      };
    });
    return {
      rows: found ? rows.sort((a, b) => (b.share ?? 0) - (a.share ?? 0)) : rows,
      summary: {
        r2: found?.r2 ?? null,
        adjusted_r2: found?.adjustedR2 ?? null,
        n,
        incomplete: formsOf(matrix.rows) - n,
        needed,
        method,
        overall: overallKind,
        overall_score: overallScale
          ? onHundred(
              matrix.rows.map((row) => ({ score: row.overall, mass: row.n * row.weight })),
              overallScale,
            )
          : null,
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

  remarks({ rows, summary }, ask) {
    const remarks: Remark[] = [];
    const add = (level: Remark['level'], en: string, zh: string, holes: NonNullable<Remark['with']> = {}) =>
      remarks.push({ level, say: { en, zh }, with: holes });
    const { r2, n, needed, incomplete } = summary;
    if (n < needed)
      add(
        'caution',
        ask.params.anyway
          ? 'Only {n:count} people answered everything; fewer than {needed:count} make these shares unreliable'
          : 'No shares: {n:count} people answered everything, {needed:count} are needed (max(100, 20 × items)); the parameter anyway goes on regardless',
        ask.params.anyway
          ? '仅 {n:count} 人全部作答；少于 {needed:count} 人时份额不可靠'
          : '不给出份额：全部作答者 {n:count} 人，至少需要 {needed:count} 人（max(100, 20 × 题项数)）；参数 anyway 可强制继续',
        { n, needed },
      );
    else if (r2 === null)
      add(
        'caution',
        'No shares: an item does not vary, or items are collinear',
        '不给出份额：某题项没有变化，或题项完全共线',
      );
    if (r2 !== null) {
      add(
        'finding',
        'Together the items explain {r2:percent} of the differences in the overall score',
        '各题项共解释总体评分差异的 {r2:percent}',
        { r2 },
      );
      if (r2 < 0.1)
        add(
          'caution',
          'That is less than a tenth: what matters is not among these items',
          '不足十分之一：真正重要的因素不在这些题项中',
        );
      const [first] = rows;
      const ties = rows.filter(
        ({ high }, at) => at > 0 && first && high !== null && first.low !== null && high >= first.low,
      );
      if (first)
        add('finding', 'Largest share: {name} ({share:percent}){ties}', '份额最大：{name}（{share:percent}）{ties}', {
          name: first.driver,
          share: first.share,
          ties: ties.length
            ? {
                en: `; a tie with ${listed(ties.map(({ driver }) => driver)).en}: their intervals overlap`,
                zh: `；与 ${listed(ties.map(({ driver }) => driver)).zh} 区间重叠，视为并列`,
              }
            : '',
        });
    }
    const turned = rows.filter(
      ({ correlation, beta }) => correlation !== null && beta !== null && correlation * beta < 0,
    );
    if (turned.length)
      add(
        'caution',
        'The sign turns when the other items are accounted for (shared with them, not harmful by itself): {names}',
        '控制其他题项后方向反转（多为共享影响，并非有害）：{names}',
        { names: listed(turned.map(({ driver }) => driver)) },
      );
    const collinear = rows.filter(({ vif }) => vif !== null && vif > 5);
    if (collinear.length)
      add(
        'caution',
        'Nearly the same as other items (VIF over 5), so the division among them is arbitrary: {names}',
        '与其他题项几乎重合（VIF > 5），彼此间的份额划分不可靠：{names}',
        { names: listed(collinear.map(({ driver }) => driver)) },
      );
    const ceilings = rows.filter(({ ceiling }) => ceiling !== null && ceiling > 0.6);
    if (ceilings.length)
      add(
        'caution',
        'Most people already give the top score, which hides importance: {names}',
        '多数人已给满分，重要性会被低估：{names}',
        { names: listed(ceilings.map(({ driver }) => driver)) },
      );
    if (incomplete)
      add(
        'note',
        '{incomplete:count} people did not rate everything and are not in it: the shares speak of people who used everything',
        '{incomplete:count} 人未全部评分，未计入：份额只反映用过全部触点的人',
        { incomplete },
      );
    const differ = rows.filter(({ q_difference: q }) => q !== undefined && q !== null && q < 0.05);
    if (ask.params.segment !== null)
      add(
        'finding',
        differ.length
          ? 'In {segment} these weigh differently than elsewhere (corrected for the number of items): {names}'
          : 'Between {segment} and the rest no item’s effect can be told apart',
        differ.length
          ? '在 {segment} 中，以下题项的作用与其他客户不同（已校正）：{names}'
          : '{segment} 与其余客户之间，没有题项的作用可以区分',
        { segment: ask.params.segment, names: listed(differ.map(({ driver }) => driver)) },
      );
    if (summary.overall === 'nps')
      add('note', 'There is no overall question; the recommendation stands for it', '没有总体满意题，以推荐意愿代替');
    if (ask.params.method !== summary.method)
      add('note', 'More than 15 items: Johnson’s weights stand in for LMG', '超过 15 个题项：以 Johnson 权重代替 LMG');
    return remarks;
  },

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

/** The mean on 0 to 100; null when nobody answered. */
function onHundred(
  answers: readonly { readonly score: number | null; readonly mass: number }[],
  { min, max }: { readonly min: number; readonly max: number },
): number | null {
  const [sum, mass] = answers.reduce<readonly [number, number]>(
    ([sum, mass], one) => (one.score === null ? [sum, mass] : [sum + one.score * one.mass, mass + one.mass]),
    [0, 0],
  );
  return mass > 0 && max > min ? (100 * (sum / mass - min)) / (max - min) : null;
}

function segmentOf(segment: string | null): { readonly column: string; readonly value: string } | null {
  if (segment === null) return null;
  const at = segment.indexOf('=');
  if (at < 1) throw refused('segment', segment, 'COLUMN=VALUE of the customers');
  return { column: segment.slice(0, at).replace(/^customers\./, ''), value: segment.slice(at + 1) };
}
