import { stacked } from '../charts/stacked';
import type { Remark } from '../i18n/text';
import { kano, type KanoCounts } from '../stats/kano';
import { kanoCategory, type KanoCategory } from '../stats/kano-category';
import { wilson } from '../stats/wilson';
import { listed } from './contrasts';
import { groupBy } from './group-by';
import { flaggedParams } from './flagged-params';
import { kanoPairs, pairColumns } from './kano-pairs';
import { defineMetric } from './metric';

const labels = {
  A: { en: 'attractive', zh: '魅力型' },
  O: { en: 'one-dimensional', zh: '期望型' },
  M: { en: 'must-be', zh: '必备型' },
  I: { en: 'indifferent', zh: '无差异型' },
  R: { en: 'reverse', zh: '反向型' },
  Q: { en: 'questionable', zh: '可疑' },
} as const satisfies Readonly<Record<KanoCategory, object>>;
const categories = ['A', 'O', 'M', 'I', 'R', 'Q'] as const;

export default defineMetric({
  id: 'kano',
  title: { en: 'Kano', zh: 'Kano 模型' },
  question: {
    en: 'Which features delight, which are taken for granted, which leave people cold?',
    zh: '哪些特性令人惊喜，哪些被视为理所当然，哪些无关紧要？',
  },
  formula: {
    en: 'Each pair of answers (if it is there / if it is not) gives a category; better = (A + O) ÷ (A + O + M + I), worse = −(O + M) ÷ the same. 1 like, 2 expect, 3 neutral, 4 live with, 5 dislike.',
    zh: '每对回答（具备时/不具备时）得一个类别；better =（A + O）÷（A + O + M + I），worse = −（O + M）÷ 同上。1 喜欢、2 理应如此、3 无所谓、4 能忍受、5 不喜欢。',
  },
  counted: {
    en: 'People who answered both questions of an item from 1 to 5, each once, by their last response that holds both; half pairs and other values are counted beside it.',
    zh: '对同一题项两问均作 1–5 回答的人，每人一次，取其最近一份两问俱全的答卷；只答一问或超出范围的另行计数。',
  },
  source: [{ cite: 'Berger et al. (1993), Kano’s methods for understanding customer-defined quality' }],
  needs: ['responses.score', 'responses.kind', ['responses.item', 'responses.touchpoint']],
  answers: ['kano_functional', 'kano_dysfunctional'],
  weighted: true,
  params: {
    ...flaggedParams,
    orientation: {
      kind: 'choice',
      default: 'like-first',
      label: { en: 'Codes of the answers', zh: '选项编码方向' },
      hint: { en: 'Some surveys code in reverse: look at the questionnaire', zh: '有的问卷反向编码，请核对问卷' },
      of: {
        'like-first': { en: '1 like … 5 dislike', zh: '1 喜欢 … 5 不喜欢' },
        'dislike-first': { en: '1 dislike … 5 like', zh: '1 不喜欢 … 5 喜欢' },
      },
    },
  },
  tables: { pairs: pairColumns },
  headings: {
    item: { label: { en: 'Item', zh: '题项' } },
    A: { label: labels.A, format: 'count' },
    O: { label: labels.O, format: 'count' },
    M: { label: labels.M, format: 'count' },
    I: { label: labels.I, format: 'count' },
    R: { label: labels.R, format: 'count' },
    Q: { label: labels.Q, format: 'count' },
    category: { label: { en: 'Category', zh: '类别' }, values: labels },
    better: { label: { en: 'Better', zh: '满意系数' } },
    worse: { label: { en: 'Worse', zh: '不满意系数' } },
    strength: { label: { en: 'Lead', zh: '领先' }, format: 'percent' },
    p: { label: { en: 'p of the lead', zh: '领先的 p 值' }, format: 'p' },
    clear: { label: { en: 'Clear', zh: '明确' } },
    n: { label: { en: 'Answers', zh: '有效回答' }, format: 'count' },
    effective_n: { label: { en: 'Effective n', zh: '有效样本量' }, format: 'count' },
    low: { label: { en: 'Better, low', zh: 'Better 下限' } },
    high: { label: { en: 'Better, high', zh: 'Better 上限' } },
    missing: { label: { en: 'Blank', zh: '缺失' }, format: 'count' },
    excluded: { label: { en: 'Off scale', zh: '超出量表' }, format: 'count' },
  },
  headline: { value: 'better', format: 'number', better: 'more', scale: [0, 1] },

  query: () => ({ pairs: kanoPairs }),

  compute({ pairs }, ask) {
    if (!pairs.length) return null;
    const turn = (score: number) => (ask.params.orientation === 'like-first' ? score : 6 - score);
    const rows = [...groupBy(pairs, ({ item }) => item)].map(([item, own]) => {
      const counts: Record<KanoCategory, number> = { A: 0, O: 0, M: 0, I: 0, R: 0, Q: 0 };
      const weights: Record<KanoCategory, number> = { A: 0, O: 0, M: 0, I: 0, R: 0, Q: 0 };
      let [missing, excluded, w2] = [0, 0, 0];
      for (const { functional, dysfunctional, n, w, w2: squares } of own) {
        if (functional === null || dysfunctional === null) {
          missing += n;
          continue;
        }
        const category = kanoCategory(turn(functional), turn(dysfunctional));
        if (!category) {
          excluded += n;
          continue;
        }
        counts[category] += n;
        weights[category] += w;
        w2 += squares;
      }
      const n = categories.reduce((sum, category) => sum + counts[category], 0);
      const w = categories.reduce((sum, category) => sum + weights[category], 0);
      const effective = w2 > 0 ? w ** 2 / w2 : 0;
      const found = kano(shareOut(weights, w > 0 ? effective / w : 0));
      const judged = weights.A + weights.O + weights.M + weights.I;
      const better = judged > 0 ? (weights.A + weights.O) / judged : null;
      const base = w > 0 ? (effective * judged) / w : 0;
      const interval = better === null ? null : wilson(better * base, base);
      return {
        item,
        ...counts,
        category: found?.category ?? null,
        better,
        worse: judged > 0 ? -(weights.O + weights.M) / judged : null,
        strength: found?.strength ?? null,
        p: found?.leadP ?? null,
        clear: found?.leadP == null ? null : found.leadP < 0.05,
        n,
        effective_n: effective,
        low: interval?.low ?? null,
        high: interval?.high ?? null,
        missing,
        excluded,
      };
    });
    return {
      rows,
      summary: {
        items: rows.length,
        n: Math.max(...rows.map(({ n }) => n)),
        missing: rows.reduce((sum, { missing }) => sum + missing, 0),
        excluded: rows.reduce((sum, { excluded }) => sum + excluded, 0),
        orientation: ask.params.orientation,
      },
    };
  },

  charts: ({ rows }, { locale }) => [
    stacked(
      rows.flatMap((row) => categories.map((category) => ({ item: row.item, category, n: row[category] }))),
      {
        group: 'item',
        part: 'category',
        value: 'n',
        labels,
        title: { en: 'Categories by item', zh: '各题项的类别构成' },
      },
      locale,
    ),
  ],

  remarks({ rows, summary }) {
    const remarks: Remark[] = [];
    const add = (level: Remark['level'], en: string, zh: string, holes: NonNullable<Remark['with']> = {}) =>
      remarks.push({ level, say: { en, zh }, with: holes });
    for (const category of ['M', 'O', 'A'] as const) {
      const own = rows.filter((row) => row.clear && row.category === category).map(({ item }) => item);
      if (own.length)
        add('finding', 'Clearly {what}: {names}', '明确属于{what}：{names}', {
          what: labels[category],
          names: listed(own),
        });
    }
    const open = rows.filter(({ clear, n }) => clear === false && n > 0).map(({ item }) => item);
    if (open.length)
      add(
        'caution',
        'The leading category may be chance (its lead does not pass a test): {names}',
        '领先类别可能只是偶然（领先未通过检验）：{names}',
        { names: listed(open) },
      );
    const reversed = rows.filter(({ R, Q, n }) => n > 0 && (R + Q) / n > 0.4).map(({ item }) => item);
    if (reversed.length)
      add(
        'caution',
        'Mostly reverse or contradictory: are the codes turned round? {names}',
        '多为反向或自相矛盾：选项编码是否颠倒？{names}',
        { names: listed(reversed) },
      );
    const bad = rows.filter(({ Q, n }) => n > 0 && Q / n > 0.1).map(({ item }) => item);
    if (bad.length)
      add(
        'caution',
        'Over a tenth contradicts itself, so the question is bad: {names}',
        '超过一成回答自相矛盾，题目本身有问题：{names}',
        { names: listed(bad) },
      );
    if (summary.missing + summary.excluded)
      add(
        'note',
        '{missing:count} pairs lack an answer and {excluded:count} hold other codes; none of them count',
        '{missing:count} 对缺一问，{excluded:count} 对编码无效，均未计入',
        { missing: summary.missing, excluded: summary.excluded },
      );
    if (summary.n < 30)
      add('caution', 'Fewer than 30 people: read the categories as hints', '不足 30 人：类别仅供参考');
    return remarks;
  },

  example: {
    given: {
      responses: [
        [1, 5],
        [1, 3],
        [2, 5],
        [2, 5],
        [3, 3],
      ].flatMap(([there, lacking], at) => [
        { response_id: String(at), item: 'wifi', kind: 'kano_functional', score: there ?? null },
        { response_id: String(at), item: 'wifi', kind: 'kano_dysfunctional', score: lacking ?? null },
      ]),
    },
    gives: {
      rows: [
        {
          item: 'wifi',
          A: 1,
          O: 1,
          M: 2,
          I: 1,
          R: 0,
          Q: 0,
          category: 'M',
          better: 0.4,
          worse: -0.6,
          strength: 0.2,
          clear: false,
        },
      ],
      summary: { items: 1, n: 5 },
    },
  },
});

/** Weighted answers brought to their effective number; twelve digits, so that rounding makes no lead of a tie. */
function shareOut(weights: Readonly<Record<KanoCategory, number>>, times: number): KanoCounts {
  const of = (category: KanoCategory) => Number((weights[category] * times).toPrecision(12));
  return { A: of('A'), O: of('O'), M: of('M'), I: of('I'), R: of('R'), Q: of('Q') };
}
