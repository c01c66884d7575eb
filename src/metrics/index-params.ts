import { flaggedParams } from './flagged-params';
import { groupingParams } from './grouping';
import type { Params } from './params';

/** The parameters of the satisfaction index. */
export const indexParams = {
  weights: {
    kind: 'choice',
    default: 'equal',
    label: { en: 'Weights', zh: '权重' },
    of: {
      equal: { en: 'equal', zh: '等权' },
      volume: { en: 'by volume of interactions', zh: '按交互量' },
      stated: { en: 'stated importance', zh: '客户自述重要性' },
      derived: { en: 'derived importance', zh: '推导重要性' },
      entropy: { en: 'entropy (dispersion, not importance)', zh: '熵权（离散度权重，不是重要性）' },
      critic: { en: 'CRITIC (dispersion, not importance)', zh: 'CRITIC（离散度权重，不是重要性）' },
      ahp: { en: 'pairwise comparisons (AHP)', zh: '层次分析法（AHP）' },
      combined: { en: 'combined: AHP and entropy', zh: '组合赋权：AHP 与熵权' },
      custom: { en: 'custom', zh: '自定义' },
    },
  },
  matrix: {
    kind: 'json',
    default: null,
    shape: { kind: 'pairs', names: 'touchpoint', ratio: 'consistency_ratio' },
    when: { param: 'weights', is: ['ahp', 'combined'] },
    label: { en: 'Pairwise comparisons', zh: '两两比较矩阵' },
    hint: {
      en: 'How many times one touchpoint is as important as another; gaps are filled from the other comparisons',
      zh: '一个触点的重要性是另一个的几倍；缺失的比较会由其余比较补全',
    },
  },
  alpha: {
    kind: 'number',
    default: 0.5,
    min: 0,
    max: 1,
    label: { en: 'Part of AHP when combined', zh: '组合时 AHP 的占比' },
  },
  combine: {
    kind: 'choice',
    default: 'linear',
    label: { en: 'How weights combine', zh: '组合方式' },
    of: {
      linear: { en: 'α · AHP + (1 − α) · entropy', zh: 'α · AHP + (1 − α) · 熵权' },
      product: { en: 'product, brought to 1', zh: '乘积归一' },
    },
  },
  custom: {
    kind: 'json',
    default: null,
    shape: { kind: 'numbers', names: 'touchpoint' },
    when: { param: 'weights', is: ['custom'] },
    label: { en: 'Custom weights', zh: '自定义权重' },
    hint: {
      en: 'Only their proportions matter; a touchpoint without a number weighs nothing',
      zh: '只看各数之间的比例；未填的触点权重为 0',
    },
  },
  basket: {
    kind: 'choice',
    default: 'fixed',
    label: { en: 'Basket', zh: '触点篮子' },
    hint: {
      en: 'Fixed: all touchpoints that the data or the weights know, whatever the filters leave; present: those with answers now',
      zh: '固定：数据或权重涉及的全部触点，不随筛选变化；现有：当前有回答的触点',
    },
    of: { fixed: { en: 'fixed', zh: '固定' }, present: { en: 'present', zh: '现有' } },
  },
  normalisation: {
    kind: 'choice',
    default: 'none',
    label: { en: 'Entropy: normalisation', zh: '熵权归一化' },
    of: { none: { en: 'none', zh: '不归一' }, 'min-max': { en: 'min-max', zh: '极差归一' } },
  },
  dispersion_by: {
    kind: 'group',
    default: 'period',
    label: { en: 'Entropy, CRITIC: rows are', zh: '熵权、CRITIC 的样本行' },
    hint: {
      en: 'Periods or branches with 30 answers each, never single respondents',
      zh: '每行至少 30 份回答的周期或门店，绝不用单个受访者',
    },
  },
  grain: groupingParams.grain,
  confidence: groupingParams.confidence,
  ...flaggedParams,
} as const satisfies Params;
