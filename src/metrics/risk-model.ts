import { auc } from '../stats/auc';
import { brier } from '../stats/brier';
import { calibration } from '../stats/calibration';
import { delongInterval, delongTest, type AucComparison } from '../stats/delong';
import { linearPredictor } from '../stats/linear-predictor';
import { logLoss } from '../stats/log-loss';
import { logistic } from '../stats/logistic';
import { network, networkScorer } from '../stats/network';
import type { Random } from '../stats/random';
import { stratifiedFolds } from '../stats/stratified-folds';

export type Row = ArrayLike<number>;

/** Rows of numbers from 0 on: an array, or what answers like one. */
export interface Rows {
  readonly length: number;
  at(place: number): Row | undefined;
}

/** Rows of numbers with outcomes 0 or 1. */
export interface Known {
  readonly rows: Rows;
  readonly outcomes: ArrayLike<number>;
}

/** The same as arrays, for what is gone through many times. */
export interface Labelled {
  readonly rows: readonly Row[];
  readonly outcomes: readonly number[];
}

/** A trained model: probability in (0, 1) of a row, and what each input adds to it in logits. */
export interface Trained {
  readonly probability: (row: Row) => number;
  readonly reasons: (row: Row) => readonly number[];
}

export interface Scores {
  readonly auc: number | null;
  readonly auc_low: number | null;
  readonly auc_high: number | null;
  readonly brier: number | null;
  readonly log_loss: number | null;
  readonly ece: number | null;
  readonly n: number;
  readonly events: number;
}

export type Train = (data: Known) => Trained | null;

/** Trains on at most so many rows, drawn by chance. */
export function onAtMost(most: number, random: Random, train: (data: Labelled) => Trained | null): Train {
  return ({ rows, outcomes }) => {
    const places = new Uint32Array(rows.length).map((_, at) => at);
    for (let at = 0; places.length > most && at < most; at++) {
      const other = at + Math.floor(random() * (places.length - at));
      [places[at], places[other]] = [places[other] ?? 0, places[at] ?? 0];
    }
    const drawn = Array.from(places.subarray(0, most));
    return train({ rows: drawn.map((at) => rows.at(at) ?? []), outcomes: drawn.map((at) => outcomes[at] ?? 0) });
  };
}

const ridges = [0.001, 0.1, 1, 10];
const penalties = [1, 3, 10, 30, 100];
const hidden = 4;
const innerFolds = 3;
/** Fits that each of the two models takes: every penalty on every inner fold, then the whole. */
export const trainings = { logistic: ridges.length * innerFolds + 1, network: penalties.length * innerFolds + 1 };

/** Logistic regression with the ridge that cross-validation inside the rows prefers; null where it cannot be fitted. */
export function trainLogistic(data: Labelled, random: Random, fitted: () => void): Trained | null {
  const model = tuned(ridges, data, random, ({ rows, outcomes }, ridge, start, slope) => {
    // What a step gains goes with the square of the slope.
    const found = logistic(rows, outcomes, { ridge, tolerance: slope ** 2, ...(start && { start }) });
    fitted();
    return (
      found && { weights: found.coefficients, probability: (row) => sigmoid(linearPredictor(found.coefficients, row)) }
    );
  });
  if (!model) return null;
  const { rows } = data;
  const slopes = Float64Array.from(model.weights.slice(1));
  const means = slopes.map((_, at) => rows.reduce((sum, row) => sum + (row[at] ?? 0), 0) / rows.length);
  return {
    probability: model.probability,
    reasons: (row) => {
      const added: number[] = [];
      for (let at = 0; at < slopes.length; at++) added.push((slopes[at] ?? 0) * ((row[at] ?? 0) - (means[at] ?? 0)));
      return added;
    },
  };
}

/** A small network (4 tanh units) with the L2 penalty that cross-validation prefers; reasons by occlusion to the mean. */
export function trainNetwork(data: Labelled, random: () => Random, fitted: () => void): Trained | null {
  const model = tuned(penalties, data, random(), ({ rows, outcomes }, l2, start, tolerance) => {
    const options = { hidden, l2, tolerance, maxIterations: 120, random: random(), ...(start && { start }) };
    const found = network(rows, outcomes, options);
    fitted();
    return found && { weights: found.weights, ...networkScorer(found) };
  });
  return model && { probability: model.probability, reasons: model.occlusion };
}

/**
 * How good probabilities are: AUC with DeLong's interval, Brier score, log-loss and expected calibration error; null
 * without people. People whose probabilities differ by less than a millionth are not told apart: a model that has learnt
 * nothing has an AUC of one half, and not that of its rounding errors.
 */
export function judge(probabilities: ArrayLike<number>, outcomes: ArrayLike<number>): Scores {
  const told = toldApart(probabilities);
  const interval = delongInterval(told, outcomes);
  return {
    auc: interval?.auc ?? auc(told, outcomes),
    auc_low: interval?.low ?? null,
    auc_high: interval?.high ?? null,
    brier: brier(probabilities, outcomes),
    log_loss: logLoss(probabilities, outcomes),
    ece: calibration(probabilities, outcomes)?.ece ?? null,
    n: outcomes.length,
    events: eventsIn(outcomes),
  };
}

/** How many outcomes are 1. */
export function eventsIn(outcomes: ArrayLike<number>): number {
  let events = 0;
  for (let at = 0; at < outcomes.length; at++) if (outcomes[at] === 1) events++;
  return events;
}

/** DeLong's test of two models' probabilities for the same people: the AUC of `one` minus that of `other`; null where there is none. */
export function compare(
  one: ArrayLike<number>,
  other: ArrayLike<number>,
  outcomes: ArrayLike<number>,
): AucComparison | null {
  return one.length === other.length ? delongTest(toldApart(one), toldApart(other), outcomes) : null;
}

function toldApart(probabilities: ArrayLike<number>): Float64Array {
  return Float64Array.from(probabilities).map((probability) => Math.round(probability * 1e6));
}

/** For the row at a place the model that did not see it; null where a fold cannot be fitted. */
export function outOfFold(
  { rows, outcomes }: Known,
  folds: number,
  random: Random,
  train: Train,
): ((place: number) => Trained | undefined) | null {
  const fold = stratifiedFolds(outcomes, folds, random);
  if (!fold) return null;
  const all = new Uint32Array(rows.length).map((_, at) => at);
  const models: Trained[] = [];
  for (let left = 0; left < folds; left++) {
    const seen = all.filter((at) => fold[at] !== left);
    const trained = train({
      rows: { length: seen.length, at: (nth) => rows.at(seen[nth] ?? 0) },
      outcomes: taken(outcomes, seen),
    });
    if (!trained) return null;
    models.push(trained);
  }
  return (place) => models[fold[place] ?? 0];
}

/** The values at some places. */
export function taken(values: ArrayLike<number>, places: Uint32Array): Float64Array {
  const found = new Float64Array(places.length);
  for (let nth = 0; nth < places.length; nth++) found[nth] = values[places[nth] ?? 0] ?? NaN;
  return found;
}

interface Candidate {
  readonly weights: readonly number[];
  readonly probability: (row: Row) => number;
}

type Fit<M> = (data: Labelled, penalty: number, start: readonly number[] | undefined, tolerance: number) => M | null;

/**
 * The model with the penalty that cross-validation prefers. Penalties go from the weakest to the strongest, and each fit
 * starts where the one before it ended; to tell them apart a tenth of the exactness is enough.
 */
function tuned<M extends Candidate>(from: readonly number[], data: Labelled, random: Random, fit: Fit<M>): M | null {
  const fold = stratifiedFolds(data.outcomes, innerFolds, random);
  const losses = from.map(() => (fold ? 0 : Infinity));
  const ends: (readonly number[] | undefined)[] = [];
  for (let left = 0; fold && left < innerFolds; left++) {
    const [learned, tested] = [part(data, (at) => fold[at] !== left), part(data, (at) => fold[at] === left)];
    let start: readonly number[] | undefined;
    from.forEach((penalty, at) => {
      const model = fit(learned, penalty, start, 1e-3);
      const loss = model ? (logLoss(tested.rows.map(model.probability), tested.outcomes) ?? 0) : Infinity;
      losses[at] = (losses[at] ?? 0) + loss;
      start = model?.weights ?? start;
      ends[at] ??= start;
    });
  }
  const best = losses.indexOf(Math.min(...losses));
  return fit(data, from[best] ?? 1, ends[best], 1e-4);
}

function part({ rows, outcomes }: Labelled, keeps: (at: number) => boolean): Labelled {
  return { rows: rows.filter((_, at) => keeps(at)), outcomes: outcomes.filter((_, at) => keeps(at)) };
}

function sigmoid(eta: number): number {
  return 1 / (1 + Math.exp(-eta));
}
