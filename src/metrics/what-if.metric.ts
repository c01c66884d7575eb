import { bars } from '../charts/bars';
import { groupingParams } from './grouping';
import { defineMetric } from './metric';
import { whatIfRemarks } from './what-if-remarks';
import { changesOf, effortOf, paramsOf, leversOf, moved, reached, total } from './what-if-moves';
import { ratingsOfTwo } from './ratings-of-two';

const standard = 5;

export default defineMetric({
  id: 'what-if',
  title: { en: 'What if', zh: '假设分析' },
  question: {
    en: 'How far would the index rise if these touchpoints were better, and where does effort pay most?',
    zh: '若改善这些触点，指数会提高多少？投入在哪里最值得？',
  },
  formula: {
    en: 'Index: gain = weight ÷ covered weight × (then − now), weights held fixed. Drivers: gain = slope × (then − now). Scores stay within 0 to 100. Holds if the relation is causal; more is better',
    zh: '指数：提升 = 权重 ÷ 覆盖权重 ×（改善后 − 现在），权重不变。驱动因素：提升 = 斜率 ×（改善后 − 现在）。得分限于 0–100。若关系为因果才成立；越高越好',
  },
  counted: {
    en: 'Those behind the satisfaction index, or the complete cases of the drivers; touchpoints without a score cannot be moved.',
    zh: '满意度指数所计的回答者，或驱动因素分析的完整样本；没有得分的触点无法假设。',
  },
  source: [
    { cite: 'GB/T 19038-2009 顾客满意测评模型和方法指南' },
    {
      cite: 'Grömping (2006), Relative Importance for Linear Regression in R',
      url: 'https://doi.org/10.18637/jss.v017.i01',
    },
  ],
  needs: ['responses.score', ['responses.touchpoint', 'responses.item']],
  params: {
    changes: {
      kind: 'json',
      default: null,
      shape: { kind: 'numbers', names: 'touchpoint' },
      label: { en: 'Changes', zh: '变化' },
      hint: {
        en: 'Points (of 100) that a score gains; none given: 5 each. As JSON also {"touchpoint": {"to": score}}',
        zh: '得分增加的分数（百分制）；均不填：各加 5 分。JSON 还可写 {"触点": {"to": 目标得分}}',
      },
    },
    effort: {
      kind: 'json',
      default: null,
      shape: { kind: 'numbers', names: 'touchpoint' },
      label: { en: 'Effort', zh: '投入' },
      hint: {
        en: 'What each change costs, in any one unit',
        zh: '实现各变化的投入（同一单位即可）',
      },
    },
    model: {
      kind: 'choice',
      default: 'auto',
      label: { en: 'Computed by', zh: '计算依据' },
      of: {
        auto: { en: 'the index, else drivers', zh: '指数；没有则用驱动因素' },
        index: { en: 'weights of the index', zh: '指数权重' },
        drivers: { en: 'slopes of the drivers', zh: '驱动因素斜率' },
      },
    },
    index_params: {
      kind: 'json',
      default: {},
      label: { en: 'Parameters of the index (JSON)', zh: '指数的参数（JSON）' },
      hint: { en: 'e.g. {"weights":"derived"}', zh: '如 {"weights":"derived"}' },
    },
    anyway: {
      kind: 'flag',
      default: false,
      label: { en: 'Drivers with too few people', zh: '人数不足也用驱动因素' },
    },
    confidence: groupingParams.confidence,
  },
  tables: {},
  headings: {
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' } },
    index_then_low: { label: { en: 'Then, low', zh: '改善后下限' } },
    index_then_high: { label: { en: 'Then, high', zh: '改善后上限' } },
    now: { label: { en: 'Now', zh: '现在' } },
    then: { label: { en: 'Then', zh: '改善后' } },
    index_gain: { label: { en: 'Gain of the index', zh: '指数提升' } },
    low: { label: { en: 'Gain, low', zh: '提升下限' } },
    high: { label: { en: 'Gain, high', zh: '提升上限' } },
    overall_gain: { label: { en: 'Gain of overall satisfaction', zh: '总体满意提升' } },
    overall_low: { label: { en: 'Overall gain, low', zh: '总体提升下限' } },
    overall_high: { label: { en: 'Overall gain, high', zh: '总体提升上限' } },
    effort: { label: { en: 'Effort', zh: '投入' } },
    gain_per_effort: { label: { en: 'Gain per effort', zh: '单位投入提升' } },
    n: { label: { en: 'Answers', zh: '有效回答' }, format: 'count' },
    clipped: { label: { en: 'At the end of the scale', zh: '触及量表端点' } },
  },
  headline: { value: 'index_gain', format: 'number', better: 'more', scale: null },
  slow: true,

  uses: ({ params }) => ({
    index: {
      metric: 'satisfaction-index',
      params: { confidence: params.confidence, ...paramsOf(params.index_params) },
    },
    drivers: { metric: 'drivers', params: { confidence: params.confidence, anyway: params.anyway } },
  }),

  query: () => ({}),

  compute(_, ask, { index, drivers }) {
    const levers = leversOf(ask.params.model, index, drivers);
    if (!levers) return null;
    const names = levers.each.map(({ touchpoint }) => touchpoint);
    const changes = changesOf(ask.params.changes, names, standard);
    const efforts = effortOf(ask.params.effort, names);
    const rows = levers.each
      .filter(({ touchpoint }) => changes.has(touchpoint))
      .map((lever) => moved(lever, changes.get(lever.touchpoint) ?? { add: 0 }, efforts.get(lever.touchpoint) ?? null))
      .sort(
        (a, b) =>
          (b.gain_per_effort ?? -Infinity) - (a.gain_per_effort ?? -Infinity) ||
          (b.index_gain ?? -Infinity) - (a.index_gain ?? -Infinity) ||
          (a.touchpoint < b.touchpoint ? -1 : 1),
      );
    const gain = total(rows.map(({ index_gain }) => index_gain));
    const ends = (end: 'low' | 'high') => {
      const sum = total(rows.map((row) => (row.index_gain === null ? null : (row[end] ?? NaN))));
      // No result leaves the scale, however the ends add up.
      return sum === null || levers.now === null ? sum : Math.max(-levers.now, Math.min(100 - levers.now, sum));
    };
    const [low, high] = [ends('low'), ends('high')];
    const then = levers.now === null || gain === null ? null : Math.max(0, Math.min(100, levers.now + gain));
    return {
      rows,
      summary: {
        index_now: levers.now,
        index_then: then,
        gain: then === null || levers.now === null ? null : then - levers.now,
        low,
        high,
        ...reached(levers, { low, high }),
        overall_gain: total(rows.map(({ overall_gain }) => overall_gain)),
        model: levers.model,
        missing: rows.filter(({ index_gain }) => index_gain === null).length,
      },
    };
  },

  charts: ({ rows }, { locale }) => [
    bars(
      rows,
      {
        group: 'touchpoint',
        ranked: true,
        value: 'index_gain',
        format: 'number',
        title: { en: 'Gain of the index, if the relation is causal', zh: '指数提升（若关系为因果）' },
      },
      locale,
    ),
  ],

  remarks: ({ rows, summary }, { params }) => whatIfRemarks(rows, summary, params.changes === null ? standard : null),

  example: {
    given: {
      responses: ratingsOfTwo,
    },
    params: {
      changes: { app: 20, shop: { to: 65 } },
      effort: { app: 1, shop: 8 },
      index_params: { weights: 'custom', custom: { app: 3, shop: 1 } },
    },
    gives: {
      rows: [
        {
          touchpoint: 'app',
          now: 87.5,
          then: 100,
          index_gain: 9.375,
          effort: 1,
          gain_per_effort: 9.375,
          clipped: true,
        },
        { touchpoint: 'shop', now: 25, then: 65, index_gain: 10, effort: 8, gain_per_effort: 1.25, clipped: false },
      ],
      summary: { index_now: 71.875, index_then: 91.25, gain: 19.375, model: 'index', missing: 0 },
    },
  },
});
