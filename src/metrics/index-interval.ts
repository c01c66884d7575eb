import { bootstrap, type Statistic } from '../stats/bootstrap';
import { normalQuantile } from '../stats/normal-quantile';
import type { Random } from '../stats/random';
import { weightedIndex } from '../stats/weighted-index';
import type { Text } from '../i18n/text';
import { enoughResamples } from './few-resamples';
import { groupBy } from './group-by';
import { columnsOf, meanIn } from './index-columns';
import { emptySums, scoresOf, sumsOf, type Flat } from './index-sums';
import { isText, type Scheme } from './index-weights';
import type { Progress } from './metric';
import { moments } from './moments';
import type { Answer } from './patterns';
import { rescaled } from './scale';

/** The share of the weight that must have a score. */
export const leastCovered = 0.7;

/** Above so many respondents the interval is analytic: it is as narrow as a bootstrap's, which takes seconds. */
const mostResampled = 100_000;

export interface IndexFound {
  /** 0 to 100; null when there are no weights or too little of them is covered. */
  readonly index: number | null;
  readonly interval:
    | ({ readonly low: number; readonly high: number } & (
        { readonly method: 'bootstrap'; readonly resamples: number } | { readonly method: 'analytic' }
      ))
    | null;
  /** By touchpoint, summing to 1. */
  readonly weights: readonly number[] | null;
  readonly covered: number | null;
  readonly why: Text | null;
}

interface Drawing {
  readonly random: Random;
  readonly confidence: number;
  readonly people: number;
  /** Whether `flat` is only a part of the people: then `cells` give the scores. */
  readonly sampled: boolean;
  readonly cells: readonly Answer[];
  readonly progress?: Progress;
}

/**
 * The weighted index of all respondents with its interval: a bootstrap by respondent in which weights that come from
 * the answers are estimated anew each time; for very many respondents, the delta method.
 */
export function indexInterval(flat: Flat, scheme: Scheme, drawing: Drawing): IndexFound {
  const sums = emptySums(flat.layout);
  const evaluate = (counts: ArrayLike<number>) => {
    sumsOf(flat, counts, sums);
    const weights = scheme.weigh({ counts, sums });
    return { weights, scores: scoresOf(flat.layout, sums) };
  };
  const read = evaluate(flat.multiplicities);
  const whole = drawing.sampled ? { ...read, scores: scoresIn(drawing.cells, flat.layout) } : read;
  const nothing = { index: null, interval: null, weights: null, covered: null };
  if (isText(whole.weights)) return { ...nothing, why: whole.weights };
  const weights = shares(whole.weights);
  const found = weightedIndex(weights.map((weight, at) => ({ weight, score: whole.scores[at] ?? null })));
  const covered = found?.coveredWeight ?? 0;
  if (!found || covered < leastCovered) return { index: null, interval: null, weights, covered, why: null };
  const anew = (counts: ArrayLike<number>) => {
    const { weights: drawn, scores } = evaluate(counts);
    if (isText(drawn)) return null;
    return weightedIndex(drawn.map((weight, at) => ({ weight, score: scores[at] ?? null })))?.index ?? null;
  };
  const interval =
    drawing.sampled || drawing.people > mostResampled
      ? delta(flat, weights, whole.scores, found.index, drawing)
      : scheme.fromAnswers
        ? resampled(flat, drawing, mostAdded / 10, anew)
        : resampled(flat, drawing, mostAdded, fixed(flat, weights));
  return { index: found.index, interval, weights, covered, why: null };
}

/** The index of a sample by weights that no sample changes. */
function fixed(flat: Flat, weights: readonly number[]): Statistic {
  const columns = columnsOf(flat);
  return (counts) =>
    weightedIndex(columns.map((column, at) => ({ weight: weights[at] ?? 0, score: meanIn(column, counts) })))?.index ??
    null;
}

/** Scores of all answers, also of people who are not in the sample that was read. */
function scoresIn(cells: readonly Answer[], { touchpoints }: Flat['layout']): (number | null)[] {
  const own = groupBy(cells, ({ touchpoint }) => touchpoint);
  return touchpoints.map(
    (name) =>
      moments((own.get(name) ?? []).map((cell) => ({ ...cell, value: rescaled(cell.scale, cell.score, 'minmax') })))
        ?.mean ?? null,
  );
}

/** So many resamples there are where that does not take too long; then never fewer than the least. */
const leastResamples = 200;

/** To draw how often a respondent occurs takes as long as to add up so many answers. */
const costOfDrawing = 3;

/** So many answers are added up in some two seconds; a tenth of them where each sample has weights of its own. */
const mostAdded = 1e9;

function resampled(
  flat: Flat,
  { random, confidence, progress }: Drawing,
  most: number,
  statistic: Statistic,
): IndexFound['interval'] {
  const affordable = Math.floor(most / Math.max(1, flat.slot.length + costOfDrawing * flat.size));
  const resamples = Math.max(leastResamples, Math.min(enoughResamples, affordable));
  const { multiplicities } = flat;
  const drawn = bootstrap(flat.size, statistic, {
    random,
    confidence,
    resamples,
    multiplicities,
    ...(progress ? { progress } : {}),
  });
  return drawn && { low: Math.max(0, drawn.low), high: Math.min(100, drawn.high), method: 'bootstrap', resamples };
}

/** Each respondent's pull on the index, squared: its mean over the people is the variance of one. Weights are taken as fixed. */
function delta(
  flat: Flat,
  weights: readonly number[],
  scores: readonly (number | null)[],
  index: number,
  { confidence, people }: Drawing,
): IndexFound['interval'] {
  const k = flat.layout.touchpoints.length;
  const slots = k * flat.layout.periods.length;
  const covered = weights.reduce((total, weight, at) => total + (scores[at] == null ? 0 : weight), 0);
  const answered = new Float64Array(k);
  let sample = 0;
  flat.multiplicities.forEach((times, i) => {
    sample += times;
    for (let j = flat.from[i] ?? 0; j < (flat.from[i + 1] ?? 0); j++) {
      const slot = flat.slot[j] ?? 0;
      if (slot < slots) answered[slot % k] = (answered[slot % k] ?? 0) + times * (flat.weight[j] ?? 0);
    }
  });
  let squares = 0;
  flat.multiplicities.forEach((times, i) => {
    let pull = 0;
    for (let j = flat.from[i] ?? 0; j < (flat.from[i + 1] ?? 0); j++) {
      const slot = flat.slot[j] ?? 0;
      if (slot >= slots) continue;
      const at = slot % k;
      const distance = (flat.value[j] ?? 0) - (scores[at] ?? 0);
      pull += (((weights[at] ?? 0) / covered) * (flat.weight[j] ?? 0) * distance * sample) / (answered[at] ?? 1);
    }
    squares += times * pull * pull;
  });
  const half = normalQuantile(0.5 + confidence / 2) * Math.sqrt(squares / sample / people);
  if (!(half > 0)) return null;
  return { low: Math.max(0, index - half), high: Math.min(100, index + half), method: 'analytic' };
}

function shares(weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (total > 0 ? weight / total : 0));
}
