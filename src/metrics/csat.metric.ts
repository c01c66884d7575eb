import { dots } from '../charts/dots';
import { csatKinds as kinds } from './csat-answers';
import { countCsat, csatGroups } from './csat-count';
import { csatRemarks } from './csat-remarks';
import { fewAnswers, fewColumns } from './few-answers';
import { completeness, endColumns, groupingParams, groupOf, periodEnd } from './grouping';
import { flaggedParams } from './flagged-params';
import { defineMetric } from './metric';
import { completeHeading } from './row-headings';
import { usualCut } from './scale';
import { repeatColumns, repeatedAnswers, repeatsOf } from './repeats';
import { cellColumns, firstKind, scoreCells, sortCells } from './score-cells';
import { scaleName } from './scale-remarks';

const intervals = ['interval_n', 'low', 'high', 'mean_low', 'mean_high', 'score_low', 'score_high'] as const;

export default defineMetric({
  id: 'csat',
  title: { en: 'Customer satisfaction (CSAT)', zh: '客户满意度（CSAT）' },
  question: {
    en: 'What share of the answers is satisfied, and how high is the mean score?',
    zh: '满意的回答占多少？平均得分多高？',
  },
  formula: {
    en: 'CSAT = answers at or above the cut ÷ valid answers (more is better); score = 100 × (mean − lowest) ÷ (highest − lowest), or 100 × mean ÷ highest',
    zh: '满意率 = 达到满意线的回答数 ÷ 有效回答数（越高越好）；满意度得分 = 100 ×（均值 − 最低分）÷（最高分 − 最低分），或 100 × 均值 ÷ 最高分',
  },
  counted: {
    en: 'Valid answers of kind csat (overall, if there are none), each once. Blank ones are missing; values off the scale are excluded; both are counted beside it.',
    zh: '类型为 csat 的有效回答（没有时用 overall），各计一次。空白计为缺失，超出量表的计为剔除，两者均另列。',
  },
  source: [
    { cite: 'Wilson (1927), Probable inference', url: 'https://doi.org/10.2307/2276774' },
    { cite: 'Formbricks, rating question: top boxes by scale', url: 'https://github.com/formbricks/formbricks' },
    { cite: 'GB/T 19039-2009 顾客满意测评通则' },
  ],
  needs: ['responses.score'],
  answers: ['csat', 'overall'],
  weighted: true,
  params: {
    ...groupingParams,
    ...flaggedParams,
    cut: {
      kind: 'number',
      default: null,
      min: -100,
      max: 100,
      label: { en: 'Satisfied from', zh: '满意线' },
      hint: {
        en: 'The lowest answer that counts as satisfied; empty: by the scale (4 of 5, 6 of 7, 8 of 1–10, 9 of 0–10, 80 of 100). Does "rather satisfied" count?',
        zh: '计为满意的最低分；留空则按量表（5 分制 4，7 分制 6，1–10 为 8，0–10 为 9，百分制 80）。“基本满意/一般”是否计入，请自行确定',
      },
    },
    rescale: {
      kind: 'choice',
      default: 'minmax',
      label: { en: 'Score from 0 to 100', zh: '百分制换算' },
      hint: { en: '4.2 of 5 is 80 by the first and 84 by the second', zh: '5 分制的 4.2 分，前者为 80，后者为 84' },
      of: {
        minmax: { en: 'distance from the lowest answer', zh: '极差法（距最低分）' },
        'share-of-maximum': { en: 'share of the highest answer', zh: '占满分比例' },
      },
    },
  },
  tables: { cells: cellColumns, few: fewColumns, repeats: repeatColumns, ends: endColumns },
  headings: {
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' } },
    n: { label: { en: 'Answers', zh: '有效回答' }, format: 'count' },
    missing: { label: { en: 'Blank', zh: '缺失' }, format: 'count' },
    excluded: { label: { en: 'Off scale', zh: '超出量表' }, format: 'count' },
    effective_n: { label: { en: 'Effective n', zh: '有效样本量' }, format: 'count' },
    interval_n: { label: { en: 'n of the interval', zh: '区间所依样本量' }, format: 'count' },
    satisfied: { label: { en: 'Satisfied', zh: '满意数' }, format: 'count' },
    csat: { label: { en: 'CSAT', zh: '满意率' }, format: 'percent' },
    low: { label: { en: 'CSAT, low', zh: '满意率下限' }, format: 'percent' },
    high: { label: { en: 'CSAT, high', zh: '满意率上限' }, format: 'percent' },
    mean: { label: { en: 'Mean', zh: '均值' } },
    mean_low: { label: { en: 'Mean, low', zh: '均值下限' } },
    mean_high: { label: { en: 'Mean, high', zh: '均值上限' } },
    sd: { label: { en: 'Standard deviation', zh: '标准差' } },
    score: { label: { en: 'Score (0–100)', zh: '满意度得分（百分制）' } },
    score_low: { label: { en: 'Score, low', zh: '得分下限' } },
    score_high: { label: { en: 'Score, high', zh: '得分上限' } },
    ...completeHeading,
  },
  headline: { value: 'csat', format: 'percent', better: 'more', scale: [0, 1] },

  query: (ask) => ({
    cells: scoreCells(ask, kinds),
    few: ask.reads('mean_low', 'mean_high', 'score_low', 'score_high') ? fewAnswers(ask, kinds) : null,
    repeats: ask.reads(...intervals) ? repeatedAnswers(ask, kinds) : null,
    ends: periodEnd(ask, 'responses'),
  }),

  compute({ cells, few, repeats, ends }, ask) {
    const by = groupOf(ask, 'responses');
    const { kind, cells: asked } = firstKind(cells, kinds);
    if (!asked.length) return null;
    const sorted = sortCells(asked);
    const { placed, scales } = sorted;
    const counting = { ...ask.params, mixed: scales.length > 1, random: ask.random };
    const complete = completeness(ask, ends);
    const names = [...new Set(asked.map(({ grp }) => grp))].filter((grp) => by !== 'touchpoint' || grp !== null);
    const people = few.filter((cell) => cell.kind === kind);
    const again = repeatsOf(repeats, kind);
    const group = csatGroups(sorted, people, again.group);
    const rows = names.map((grp) => ({ touchpoint: grp, ...complete(grp), ...countCsat(group(grp), counting) }));
    const all = { ...sorted, few: people, repeats: again.whole };
    const whole = countCsat(all, counting);
    const [scale] = scales;
    return {
      rows,
      summary: {
        by,
        ...whole,
        kind,
        scale: scales.length ? scales.map(scaleName).join(' / ') : null,
        cut: ask.params.cut ?? (scale && scales.length === 1 ? usualCut(scale) : null),
      },
      more: {
        lower:
          scale && scales.length === 1 && (ask.params.cut ?? usualCut(scale)) - 1 > scale.min
            ? countCsat(all, { ...counting, cut: (ask.params.cut ?? usualCut(scale)) - 1 }).csat
            : null,
        reading: {
          excluded: sorted.excluded,
          scales,
          inferred: sorted.inferred,
          placed: placed.filter(({ reversed }) => reversed).concat(placed.slice(0, 1)),
        },
      },
    };
  },

  charts: ({ rows }, { locale }) => [
    dots(
      rows,
      {
        group: 'touchpoint',
        value: 'csat',
        format: 'percent',
        title: { en: 'Share of satisfied answers', zh: '满意率' },
      },
      locale,
    ),
    dots(
      rows.map(({ touchpoint, n, mean, mean_low: low, mean_high: high }) => ({ touchpoint, n, mean, low, high })),
      { group: 'touchpoint', value: 'mean', format: 'number', title: { en: 'Mean score', zh: '平均得分' } },
      locale,
    ),
  ],

  remarks: ({ rows, summary, more }, ask) => csatRemarks(rows, summary, more, ask.params.rescale),

  example: {
    given: {
      responses: [
        ...[5, 5, 4, 2].map((score, at) => ({ response_id: `a${String(at)}`, touchpoint: 'a', kind: 'csat', score })),
        { response_id: 'b0', touchpoint: 'b', kind: 'csat', score: 3 },
        { response_id: 'b1', touchpoint: 'b', kind: 'csat', score: 0 },
        { response_id: 'b2', touchpoint: 'b', kind: 'csat', score: null },
        { response_id: 'c0', touchpoint: 'b', kind: 'overall', score: 1 },
      ],
    },
    gives: {
      rows: [
        {
          touchpoint: 'a',
          n: 4,
          missing: 0,
          excluded: 0,
          satisfied: 3,
          csat: 0.75,
          low: 0.3006418423,
          high: 0.9544127392,
          mean: 4,
          score: 75,
        },
        {
          touchpoint: 'b',
          n: 1,
          missing: 1,
          excluded: 1,
          satisfied: 0,
          csat: 0,
          low: 0,
          high: 0.7934506856,
          mean: 3,
          mean_low: null,
          score: 50,
        },
      ],
      summary: { n: 5, missing: 1, excluded: 1, csat: 0.6, mean: 3.8, score: 70, kind: 'csat', scale: '1–5', cut: 4 },
    },
  },
});
