import { diverging } from '../charts/diverging';
import type { Remark, Text } from '../i18n/text';
import { moments } from '../stats/moments';
import { penaltyReward, type PenaltyRewardCategory } from '../stats/penalty-reward';
import { ratingBoxes } from '../stats/rating-boxes';
import { listed } from './contrasts';
import { completeRows, formsOf, itemMatrix, itemQuery, itemTables } from './item-matrix';
import { flaggedParams } from './flagged-params';
import { defineMetric } from './metric';
import { samplingOf, samplingRemarks } from './sampling';

const categories: Readonly<Record<PenaltyRewardCategory, Text>> = {
  'must-be': { en: 'must-be', zh: '必备型' },
  performance: { en: 'performance', zh: '期望型' },
  attractive: { en: 'attractive', zh: '魅力型' },
  indifferent: { en: 'indifferent', zh: '无差异型' },
};

export default defineMetric({
  id: 'penalty-reward',
  title: { en: 'Penalty and reward', zh: '惩罚—奖励对比分析' },
  question: {
    en: 'Which items cost satisfaction when they fail, and which earn it when they shine?',
    zh: '哪些题项做差了扣分，哪些做好了加分？',
  },
  formula: {
    en: 'overall = β₀ − Σ penalty × (item in its bottom box) + Σ reward × (item in its top box), by least squares over all items at once; in points of the overall score',
    zh: '总体 = β₀ − Σ 惩罚 ×（题项落在低分段）+ Σ 奖励 ×（题项落在高分段），所有题项一起做最小二乘；单位为总体评分的分',
  },
  counted: {
    en: 'People who rated every item and overall. A box holds at least 30 answers, else it widens; an item whose boxes meet is left out.',
    zh: '对所有题项及总体都评分的人。每个分段至少 30 份回答，不足则放宽；高低分段相接的题项不参与。',
  },
  source: [
    { cite: 'Brandt (1988), How service marketers can identify value-enhancing service elements' },
    { cite: 'Matzler & Sauerwein (2002), The factor structure of customer satisfaction' },
  ],
  needs: ['responses.score', ['responses.item', 'responses.touchpoint']],
  slow: true,
  weighted: true,
  params: {
    ...flaggedParams,
    least: {
      kind: 'number',
      default: 30,
      min: 2,
      max: 10_000,
      whole: true,
      label: { en: 'Least answers in a box', zh: '每段最少回答数' },
    },
  },
  tables: itemTables,
  headings: {
    item: { label: { en: 'Item', zh: '题项' } },
    penalty: { label: { en: 'Penalty', zh: '惩罚' } },
    reward: { label: { en: 'Reward', zh: '奖励' } },
    penalty_p: { label: { en: 'p of the penalty', zh: '惩罚的 p 值' }, format: 'p' },
    reward_p: { label: { en: 'p of the reward', zh: '奖励的 p 值' }, format: 'p' },
    impact_range: { label: { en: 'Range', zh: '影响幅度' } },
    category: { label: { en: 'Category', zh: '类别' }, values: categories },
    r2: { label: { en: 'R²', zh: 'R²' }, format: 'percent' },
    bottom: { label: { en: 'Bottom box up to', zh: '低分段至' } },
    top: { label: { en: 'Top box from', zh: '高分段起' } },
    widened: { label: { en: 'Box widened', zh: '已放宽分组' } },
  },
  headline: { value: 'impact_range', format: 'number', better: 'more', scale: null },

  query: () => itemQuery(),

  compute({ cells, sets }, { params }) {
    const matrix = itemMatrix(cells, sets);
    if (!matrix.items.length || matrix.overallKind === null) return null;
    const complete = completeRows(
      matrix,
      matrix.items.map((_, at) => at),
      true,
    );
    const boxes = matrix.items.map((_, at) => {
      const counts = new Map<number, number>();
      for (const { values, n } of complete) counts.set(values[at] ?? 0, (counts.get(values[at] ?? 0) ?? 0) + n);
      return ratingBoxes(counts, params.least);
    });
    const k = matrix.items.length;
    const dummies = complete.map(({ values }) => [
      values[k] ?? 0,
      ...boxes.flatMap((box, at) =>
        box ? [Number((values[at] ?? 0) <= box.low), Number((values[at] ?? 0) >= box.high)] : [],
      ),
    ]);
    const found = moments(
      dummies,
      complete.map(({ n, weight }) => n * weight),
    );
    const result = found && boxes.some((box) => box) ? penaltyReward(found) : null;
    let nth = 0;
    return {
      rows: matrix.items.map((item, at) => {
        const box = boxes[at];
        const own = box ? result?.items[nth++] : undefined;
        return {
          item,
          penalty: own?.penalty ?? null,
          reward: own?.reward ?? null,
          penalty_p: own?.penaltyP ?? null,
          reward_p: own?.rewardP ?? null,
          impact_range: own?.impactRange ?? null,
          category: own?.category ?? null,
          bottom: box?.low ?? null,
          top: box?.high ?? null,
          widened: box
            ? box.low > (matrix.scales[at]?.min ?? box.low) || box.high < (matrix.scales[at]?.max ?? box.high)
            : null,
        };
      }),
      summary: {
        r2: result?.r2 ?? null,
        n: formsOf(complete),
        incomplete: formsOf(matrix.rows) - formsOf(complete),
        overall: matrix.overallKind,
        people: matrix.found.people,
      },
      more: { sampling: samplingOf(matrix.found) },
    };
  },

  charts: ({ rows }, { locale }) => [
    diverging(
      rows.map(({ item, penalty, reward }) => ({
        item,
        penalty: Math.max(0, penalty ?? 0),
        reward: Math.max(0, reward ?? 0),
      })),
      {
        group: 'item',
        title: { en: 'Penalty and reward as parts of the range', zh: '惩罚与奖励在影响幅度中的占比' },
        negative: [{ field: 'penalty', label: { en: 'penalty', zh: '惩罚' } }],
        positive: [{ field: 'reward', label: { en: 'reward', zh: '奖励' } }],
      },
      locale,
    ),
  ],

  remarks({ rows, summary, more }) {
    const remarks: Remark[] = [];
    const add = (level: Remark['level'], en: string, zh: string, holes: NonNullable<Remark['with']> = {}) =>
      remarks.push({ level, say: { en, zh }, with: holes });
    const sure = (p: number | null) => p !== null && p < 0.05;
    const must = rows.filter(({ category, penalty_p: p }) => category === 'must-be' && sure(p)).map(({ item }) => item);
    const joy = rows
      .filter(({ category, reward_p: p }) => category === 'attractive' && sure(p))
      .map(({ item }) => item);
    if (must.length)
      add(
        'finding',
        'Failing costs more than shining earns (must-be): {names}',
        '做差扣分多于做好加分（必备型）：{names}',
        { names: listed(must) },
      );
    if (joy.length)
      add(
        'finding',
        'Shining earns more than failing costs (attractive): {names}',
        '做好加分多于做差扣分（魅力型）：{names}',
        { names: listed(joy) },
      );
    if (summary.r2 === null)
      add(
        'caution',
        'No result: too few answers in the boxes, no variation, or collinear items',
        '无法计算：分段回答过少、没有变化或题项共线',
      );
    else
      add(
        'note',
        'The model explains {r2:percent} of the overall score, from {n:count} people who answered everything',
        '模型解释总体评分的 {r2:percent}，基于全部作答的 {n:count} 人',
        summary,
      );
    const weak = rows
      .filter((row) => row.category !== null && !sure(row.penalty_p) && !sure(row.reward_p))
      .map(({ item }) => item);
    if (weak.length)
      add('caution', 'Neither penalty nor reward can be told from zero: {names}', '惩罚与奖励均无法与零区分：{names}', {
        names: listed(weak),
      });
    const wide = rows.filter(({ widened }) => widened).map(({ item }) => item);
    if (wide.length)
      add('caution', 'Boxes were widened to hold enough answers: {names}', '为保证回答数而放宽分段：{names}', {
        names: listed(wide),
      });
    const out = rows.filter(({ bottom }) => bottom === null).map(({ item }) => item);
    if (out.length)
      add('caution', 'Left out, since the boxes would meet: {names}', '高低分段相接，未参与：{names}', {
        names: listed(out),
      });
    return [...remarks, ...samplingRemarks(more?.sampling)];
  },

  example: {
    given: {
      responses: [
        [1, 1],
        [1, 1],
        [3, 3],
        [3, 3],
        [5, 4],
        [5, 4],
      ].flatMap(([item, overall], at) => [
        { response_id: String(at), item: 'clean', kind: 'attribute', score: item ?? null },
        { response_id: String(at), item: null, kind: 'overall', score: overall ?? null },
      ]),
    },
    params: { least: 2 },
    gives: {
      rows: [{ item: 'clean', penalty: 2, reward: 1, impact_range: 3, category: 'must-be', bottom: 1, top: 5 }],
      summary: { r2: 1, n: 6 },
    },
  },
});
