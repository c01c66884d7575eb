import { bars } from '../charts/bars';
import type { Remark } from '../i18n/text';
import { cronbach } from '../stats/cronbach';
import { cronbachInterval } from '../stats/cronbach-interval';
import { kishOfSums } from '../stats/kish';
import { moments } from '../stats/moments';
import { listed } from './contrasts';
import { completeRows, formsOf, itemMatrix, itemQuery, itemTables } from './item-matrix';
import { flaggedParams } from './flagged-params';
import { groupingParams } from './grouping';
import { defineMetric } from './metric';
import { samplingOf, samplingRemarks } from './sampling';

export default defineMetric({
  id: 'reliability',
  title: { en: 'Reliability of the questionnaire', zh: '问卷信度' },
  question: { en: 'Do the items measure one and the same thing?', zh: '各题项是否在测量同一件事？' },
  formula: {
    en: 'Cronbach’s α = k ÷ (k − 1) × (1 − Σ item variances ÷ variance of their sum); at most 1, more is better; 0.7 is the usual least; its interval is Feldt’s, by the F distribution',
    zh: 'Cronbach α = k ÷ (k − 1) ×（1 − Σ 题项方差 ÷ 总分方差）；最大为 1，越高越好，通常要求不低于 0.7；区间为 Feldt 区间（F 分布）',
  },
  counted: {
    en: 'Forms that answered every item of kind csat or attribute; incomplete ones are counted beside it.',
    zh: '回答了全部 csat / attribute 题项的问卷；不完整的另行计数。',
  },
  source: [
    { cite: 'Cronbach (1951), Coefficient alpha', url: 'https://doi.org/10.1007/BF02310555' },
    {
      cite: 'Feldt (1965), The approximate sampling distribution of Kuder–Richardson reliability coefficient twenty',
      url: 'https://doi.org/10.1007/BF02289499',
    },
    { cite: 'GB/T 19038-2009, App. C 信度与效度检验' },
  ],
  needs: ['responses.score', ['responses.item', 'responses.touchpoint']],
  slow: true,
  weighted: true,
  params: { ...flaggedParams, confidence: groupingParams.confidence },
  tables: itemTables,
  headings: {
    item: { label: { en: 'Item', zh: '题项' } },
    n: { label: { en: 'Forms', zh: '问卷数' }, format: 'count' },
    mean: { label: { en: 'Mean', zh: '均值' } },
    item_rest_r: { label: { en: 'Correlation with the rest', zh: '与其余题项的相关' } },
    alpha_if_dropped: { label: { en: 'α without it', zh: '删除后的 α' } },
    alpha: { label: { en: 'α', zh: 'α' } },
    low: { label: { en: 'α, low', zh: 'α 下限' } },
    high: { label: { en: 'α, high', zh: 'α 上限' } },
    answered: { label: { en: 'Answered', zh: '已答' }, format: 'count' },
  },
  headline: { value: 'item_rest_r', format: 'number', better: 'more', scale: [-1, 1] },

  query: () => itemQuery(),

  compute({ cells, sets }, { params }) {
    const matrix = itemMatrix(cells, sets);
    if (!matrix.items.length) return null;
    const all = matrix.items.map((_, at) => at);
    const complete = completeRows(matrix, all, false);
    const weights = complete.map(({ n, weight }) => n * weight);
    const found = moments(
      complete.map(({ values }) => values),
      weights,
    );
    const result = found && matrix.items.length > 1 ? cronbach(found.comoment) : null;
    const n = formsOf(complete);
    const effective = kishOfSums({
      n,
      sum: weights.reduce((sum, weight) => sum + weight, 0),
      squares: complete.reduce((sum, row) => sum + row.n * row.weight ** 2, 0),
    });
    const interval =
      result && effective
        ? cronbachInterval(result.alpha, effective.effectiveN, matrix.items.length, params.confidence)
        : null;
    return {
      rows: matrix.items.map((item, at) => ({
        item,
        n,
        mean: found?.mean[at] ?? null,
        item_rest_r: result?.items[at]?.itemRestR ?? null,
        alpha_if_dropped: result?.items[at]?.alphaIfDropped ?? null,
        answered: formsOf(matrix.rows.filter(({ items }) => items[at] != null)),
      })),
      summary: {
        alpha: result?.alpha ?? null,
        low: interval?.low ?? null,
        high: interval?.high ?? null,
        alpha_standardised: result?.standardised ?? null,
        mean_r: result?.meanR ?? null,
        n,
        effective_n: effective?.effectiveN ?? 0,
        items: matrix.items.length,
        people: matrix.found.people,
        incomplete: formsOf(matrix.rows.filter(({ items }) => items.some((score) => score !== null))) - n,
      },
      more: {
        reversed: matrix.items.filter((_, at) => result?.items[at]?.reversed),
        sampling: samplingOf(matrix.found),
      },
    };
  },

  charts: ({ rows }, { locale }) => [
    bars(
      rows.map(({ item, item_rest_r }) => ({ item, item_rest_r })),
      {
        group: 'item',
        value: 'item_rest_r',
        format: 'number',
        title: { en: 'Correlation of each item with the rest', zh: '各题项与其余题项的相关' },
      },
      locale,
    ),
  ],

  remarks({ rows, summary, more }) {
    const remarks: Remark[] = [];
    const add = (level: Remark['level'], en: string, zh: string, holes: NonNullable<Remark['with']> = {}) =>
      remarks.push({ level, say: { en, zh }, with: holes });
    const { alpha, n, incomplete } = summary;
    if (alpha === null)
      add(
        'caution',
        'α does not exist: it needs two items that vary, answered by the same people',
        'α 不存在：需要由同一批人回答、且有变化的至少两个题项',
      );
    else {
      const word =
        alpha >= 0.9
          ? { en: 'very high', zh: '很高' }
          : alpha >= 0.7
            ? { en: 'good', zh: '良好' }
            : { en: 'too low for a common score', zh: '偏低，不宜合成一个分数' };
      add(
        'finding',
        summary.low === null
          ? 'The items hang together with α = {alpha}: {word}'
          : 'The items hang together with α = {alpha} ({low} to {high}): {word}',
        summary.low === null
          ? '各题项一致性 α = {alpha}：{word}'
          : '各题项一致性 α = {alpha}（{low} 至 {high}）：{word}',
        { alpha, low: summary.low, high: summary.high, word },
      );
      if (summary.low === null)
        add(
          'caution',
          'α has no interval: by their weights the forms are worth fewer than two',
          'α 没有区间：加权后问卷的有效数量不足两份',
        );
      if (summary.low !== null && summary.high !== null && summary.low < 0.7 && summary.high >= 0.7)
        add(
          'caution',
          'The interval of α lies on both sides of 0.7: more forms would tell',
          'α 的区间跨过 0.7：需要更多问卷才能判断',
        );
    }
    if (more?.reversed.length)
      add(
        'caution',
        'These run against the others and may be reversed: {names}',
        '以下题项与其余题项方向相反，可能是反向题：{names}',
        { names: listed(more.reversed) },
      );
    const better = rows.filter(
      ({ alpha_if_dropped: without }) => without !== null && alpha !== null && without > alpha + 0.005,
    );
    if (better.length)
      add('note', 'Without one of these α would rise: {names}', '删除以下任一题项会提高 α：{names}', {
        names: listed(better.map(({ item }) => item)),
      });
    if (incomplete)
      add(
        'note',
        '{incomplete:count} forms lack an answer and are not in it; α speaks of people who answered everything',
        '{incomplete:count} 份问卷有缺答，未计入；α 只反映全部作答者',
        { incomplete },
      );
    if (n > 0 && n < 30)
      add('caution', 'Only {n:count} complete forms: α is uncertain', '完整问卷仅 {n:count} 份，α 不稳定', { n });
    return [...remarks, ...samplingRemarks(more?.sampling)];
  },

  example: {
    given: {
      responses: [
        [1, 2],
        [2, 1],
        [3, 5],
        [4, 4],
      ].flatMap(([a, b], at) => [
        { response_id: String(at), item: 'a', kind: 'attribute', score: a ?? null },
        { response_id: String(at), item: 'b', kind: 'attribute', score: b ?? null },
      ]),
    },
    gives: {
      rows: [
        { item: 'a', n: 4, mean: 2.5, item_rest_r: 0.7071067812, alpha_if_dropped: null },
        { item: 'b', n: 4, mean: 3, item_rest_r: 0.7071067812, alpha_if_dropped: null },
      ],
      summary: { alpha: 0.8, mean_r: 0.7071067812, alpha_standardised: 0.8284271247, n: 4 },
    },
  },
});
