import { combinedWeights } from '../stats/combined-weights';
import { criticWeights } from '../stats/critic-weights';
import { entropyWeights } from '../stats/entropy-weights';
import { johnson } from '../stats/johnson';
import { lmg } from '../stats/lmg';
import { correlations, moments } from '../stats/moments';
import type { Text } from '../i18n/text';
import { importanceOf, type Flat, type Layout, type Sums } from './index-sums';
import { judgedBy } from './index-comparisons';
import { refused } from './params';

/** A sample of respondents: how often each occurs, and what that sums to. */
export interface Drawn {
  readonly counts: ArrayLike<number>;
  readonly sums: Sums;
}

/** How touchpoints are weighed. `weigh` gives a weight ≥ 0 for each, or why there is none. */
export interface Scheme {
  /** Whether the weights come from the answers, so that each resample has its own. */
  readonly fromAnswers: boolean;
  readonly weigh: (drawn: Drawn) => readonly number[] | Text;
  readonly consistencyRatio: number | null;
}

/** What the schemes that do not look at the answers go by. */
export interface Known {
  readonly volume: ReadonlyMap<string, number>;
  readonly stated: ReadonlyMap<string, number>;
}

export interface Wishes {
  readonly weights: string;
  readonly matrix: unknown;
  readonly alpha: number;
  readonly combine: string;
  readonly custom: unknown;
  readonly basket?: string;
  readonly normalisation: 'none' | 'min-max';
}

/** The scheme that was asked for, on these respondents. Throws what names the parameter when matrix or custom do not fit. */
export function schemeOf(wishes: Wishes, flat: Flat, known: Known): Scheme {
  const { touchpoints } = flat.layout;
  const fixed = (weigh: () => readonly number[] | Text, consistencyRatio: number | null = null): Scheme => ({
    fromAnswers: false,
    weigh,
    consistencyRatio,
  });
  const own = (weigh: Scheme['weigh']): Scheme => ({ fromAnswers: true, weigh, consistencyRatio: null });
  switch (wishes.weights) {
    case 'volume':
      return fixed(() =>
        named(touchpoints, known.volume, {
          en: 'no interactions with these touchpoints are mapped',
          zh: '未映射这些触点的交互记录',
        }),
      );
    case 'stated':
      return own(({ sums }) => stated(flat.layout, sums, known));
    case 'derived':
      return own(({ counts }) => derived(flat, counts));
    case 'entropy':
      return own(({ sums }) =>
        dispersion(flat.layout, sums, (rows) => entropyWeights(rows, { normalisation: wishes.normalisation })),
      );
    case 'critic':
      return own(({ sums }) => dispersion(flat.layout, sums, (rows) => criticWeights(rows)));
    case 'custom': {
      const custom = customOf(wishes.custom);
      return fixed(() =>
        custom
          ? named(touchpoints, custom, { en: 'all custom weights are 0', zh: '自定义权重全为 0' })
          : { en: 'no custom weights are given', zh: '未给出自定义权重' },
      );
    }
    case 'ahp':
    case 'combined': {
      const judged = judgedBy(wishes.matrix, touchpoints, wishes.basket === 'fixed');
      if (!judged)
        return fixed(() => ({
          en: 'no “Pairwise comparisons” (matrix) are given',
          zh: '未给出“两两比较矩阵”（matrix）',
        }));
      if (wishes.weights === 'ahp') return fixed(() => judged.weights, judged.consistencyRatio);
      const how =
        wishes.combine === 'product'
          ? ({ kind: 'product' } as const)
          : ({ kind: 'linear', alpha: wishes.alpha } as const);
      return {
        fromAnswers: true,
        consistencyRatio: judged.consistencyRatio,
        weigh: ({ sums }) => {
          const entropy = dispersion(flat.layout, sums, (rows) =>
            entropyWeights(rows, { normalisation: wishes.normalisation }),
          );
          return isText(entropy)
            ? entropy
            : (combinedWeights(judged.weights, entropy, how) ?? {
                en: 'the two sets of weights have nothing in common',
                zh: '两组权重没有交集',
              });
        },
      };
    }
    default:
      return fixed(() => touchpoints.map(() => 1));
  }
}

export function isText(value: readonly number[] | Text): value is Text {
  return !Array.isArray(value);
}

function named(
  touchpoints: readonly string[],
  weights: ReadonlyMap<string, number>,
  none: Text,
): readonly number[] | Text {
  const values = touchpoints.map((name) => weights.get(name) ?? 0);
  return values.some((weight) => weight > 0) ? values : none;
}

function stated(layout: Layout, sums: Sums, known: Known): readonly number[] | Text {
  const asked = importanceOf(layout, sums);
  if (asked.some((weight) => weight !== null)) return asked.map((weight) => Math.max(0, weight ?? 0));
  return named(layout.touchpoints, known.stated, {
    en: 'nobody was asked how important the touchpoints are, and the catalogue gives no weights',
    zh: '没有重要性题目，触点目录也没有权重',
  });
}

/** Shares of the explained variance of the overall score, by LMG up to 8 touchpoints, else Johnson. */
function derived(
  { layout, from, slot, value, size, multiplicities }: Flat,
  counts: ArrayLike<number>,
): readonly number[] | Text {
  const k = layout.touchpoints.length;
  const overall = (layout.periods.length + 1) * k;
  const rows: number[][] = [];
  const weights: number[] = [];
  let people = 0;
  for (let i = 0; i < size; i++) {
    const times = counts[i] ?? 0;
    if (times === 0) continue;
    const row = new Array<number>(k + 1).fill(0);
    const seen = new Array<number>(k + 1).fill(0);
    for (let j = from[i] ?? 0; j < (from[i + 1] ?? 0); j++) {
      const place = slot[j] ?? 0;
      const column = place === overall ? k : place < layout.periods.length * k ? place % k : -1;
      if (column < 0) continue;
      row[column] = (row[column] ?? 0) + (value[j] ?? 0);
      seen[column] = (seen[column] ?? 0) + 1;
    }
    if (seen.some((count) => count === 0)) continue;
    rows.push(row.map((sum, column) => sum / (seen[column] ?? 1)));
    weights.push(times);
    people += times;
  }
  void multiplicities;
  const least = Math.max(100, 20 * k);
  if (people < least)
    return {
      en: `only ${String(people)} people rated every touchpoint and overall; derived weights need ${String(least)}`,
      zh: `仅 ${String(people)} 人对所有触点及总体都打了分；推导权重至少需要 ${String(least)} 人`,
    };
  const found = moments(rows, weights);
  const matrix = found && correlations(found);
  const toOverall = matrix?.slice(0, k).map((line) => line[k] ?? 0);
  const between = matrix?.slice(0, k).map((line) => line.slice(0, k));
  const shares = between && toOverall ? (k <= 8 ? lmg(between, toOverall) : johnson(between, toOverall)) : null;
  if (!shares)
    return { en: 'a score does not vary, or touchpoints are collinear', zh: '某项得分没有变化，或触点之间完全共线' };
  const explained = shares.reduce((sum, share) => sum + share, 0);
  if (explained < 0.1)
    return {
      en: 'the touchpoints explain less than a tenth of the overall score',
      zh: '各触点对总体评分的解释不足十分之一',
    };
  return shares;
}

/** Weights from a matrix of periods × touchpoints: at least ten periods, each touchpoint with 30 answers in each. */
function dispersion(
  { touchpoints, periods }: Layout,
  { value, weight, n }: Sums,
  weigh: (rows: readonly (readonly number[])[]) => number[] | null,
): readonly number[] | Text {
  const k = touchpoints.length;
  const rows: number[][] = [];
  for (let p = 0; p < periods.length; p++) {
    if (periods[p] === null) continue;
    const slots = touchpoints.map((_, at) => p * k + at);
    if (slots.every((slot) => (n[slot] ?? 0) >= 30))
      rows.push(slots.map((slot) => (value[slot] ?? 0) / (weight[slot] ?? 1)));
  }
  if (rows.length < 10)
    return {
      en: `weights by dispersion need 10 periods or branches with 30 answers at every touchpoint; there are ${String(rows.length)}`,
      zh: `离散度权重至少需要 10 个周期或门店，且每个触点各有 30 份回答；现有 ${String(rows.length)} 个`,
    };
  return weigh(rows) ?? { en: 'the scores of the periods do not differ', zh: '各周期得分没有差异' };
}

function customOf(custom: unknown): ReadonlyMap<string, number> | null {
  if (custom === null) return null;
  const allowed = { en: 'an object of touchpoint → weight ≥ 0', zh: 'JSON 对象：触点 → 不小于 0 的权重' };
  if (typeof custom !== 'object' || Array.isArray(custom)) throw refused('custom', custom, allowed);
  return new Map(
    Object.entries(custom).map(([name, weight]: [string, unknown]) => {
      if (typeof weight !== 'number' || !(weight >= 0)) throw refused('custom', custom, allowed);
      return [name, weight];
    }),
  );
}

/** The names that custom weights speak of. */
export function customNames(custom: unknown): readonly string[] {
  return [...(customOf(custom)?.keys() ?? [])];
}
