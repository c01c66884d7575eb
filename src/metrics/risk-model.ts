import { auc } from '../stats/auc';
import { brier } from '../stats/brier';
import { calibration } from '../stats/calibration';
import { delongInterval } from '../stats/delong';
import { linearPredictor } from '../stats/linear-predictor';
import { logLoss } from '../stats/log-loss';
import { logistic } from '../stats/logistic';
import { network, networkProbability } from '../stats/network';
import type { Random } from '../stats/random';
import { stratifiedFolds } from '../stats/stratified-folds';

/** Rows of numbers with outcomes 0 or 1. */
export interface Labelled {
  readonly rows: readonly (readonly number[])[];
  readonly outcomes: readonly number[];
}

/** A trained model: probability in (0, 1) of a row, and what each input adds to it in logits. */
export interface Trained {
  readonly probability: (row: readonly number[]) => number;
  readonly reasons: (row: readonly number[]) => readonly number[];
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

export type Train = (data: Labelled) => Trained | null;

/** Trains on at most so many rows, drawn by chance. */
export function onAtMost(most: number, random: Random, train: Train): Train {
  return ({ rows, outcomes }) => {
    if (rows.length <= most) return train({ rows, outcomes });
    const places = rows.map((_, at) => at);
    for (let at = 0; at < most; at++) {
      const other = at + Math.floor(random() * (places.length - at));
      [places[at], places[other]] = [places[other] ?? 0, places[at] ?? 0];
    }
    const drawn = places.slice(0, most);
    return train({ rows: drawn.map((at) => rows[at] ?? []), outcomes: drawn.map((at) => outcomes[at] ?? 0) });
  };
}

const ridges = [0.001, 0.1, 1, 10];
const penalties = [1, 10, 30, 100];
const hidden = 4;
const innerFolds = 3;
/** Fits that each of the two models takes: every penalty on every inner fold, then the whole. */
export const trainings = ridges.length * innerFolds + 1;

/** Logistic regression with the ridge that cross-validation inside the rows prefers; null where it cannot be fitted. */
export function trainLogistic({ rows, outcomes }: Labelled, random: Random, fitted: () => void): Trained | null {
  const fit = (data: Labelled, ridge: number) => {
    const model = logistic(data.rows, data.outcomes, { ridge });
    fitted();
    return model;
  };
  const ridge = best(ridges, { rows, outcomes }, random, (data, value) => {
    const model = fit(data, value);
    return model && ((row) => sigmoid(linearPredictor(model.coefficients, row)));
  });
  const model = fit({ rows, outcomes }, ridge);
  if (!model) return null;
  const means = (rows[0] ?? []).map((_, at) => rows.reduce((sum, row) => sum + (row[at] ?? 0), 0) / rows.length);
  return {
    probability: (row) => sigmoid(linearPredictor(model.coefficients, row)),
    reasons: (row) => row.map((value, at) => (model.coefficients[at + 1] ?? 0) * (value - (means[at] ?? 0))),
  };
}

/** A small network (4 tanh units) with the L2 penalty that cross-validation prefers; reasons by occlusion to the mean. */
export function trainNetwork({ rows, outcomes }: Labelled, random: () => Random, fitted: () => void): Trained | null {
  const fit = (data: Labelled, l2: number) => {
    const model = network(data.rows, data.outcomes, { hidden, l2, maxIterations: 120, random: random() });
    fitted();
    return model;
  };
  const l2 = best(penalties, { rows, outcomes }, random(), (data, value) => {
    const model = fit(data, value);
    return model && ((row) => networkProbability(model, row));
  });
  const model = fit({ rows, outcomes }, l2);
  if (!model) return null;
  return {
    probability: (row) => networkProbability(model, row),
    reasons: (row) => {
      const whole = logit(networkProbability(model, row));
      return row.map((_, at) => whole - logit(networkProbability(model, row.with(at, model.mean[at] ?? 0))));
    },
  };
}

/** How good probabilities are: AUC with DeLong's interval, Brier score, log-loss and expected calibration error; null without people. */
export function judge(judged: readonly { readonly p: number; readonly outcome: number }[]): Scores {
  const probabilities = judged.map(({ p }) => p);
  const outcomes = judged.map(({ outcome }) => outcome);
  const interval = delongInterval(probabilities, outcomes);
  return {
    auc: auc(probabilities, outcomes),
    auc_low: interval?.low ?? null,
    auc_high: interval?.high ?? null,
    brier: brier(probabilities, outcomes),
    log_loss: logLoss(probabilities, outcomes),
    ece: calibration(probabilities, outcomes)?.ece ?? null,
    n: outcomes.length,
    events: outcomes.filter((outcome) => outcome === 1).length,
  };
}

/** Each row's probability from the model that did not see it; null where a fold cannot be fitted. */
export function outOfFold(
  { rows, outcomes }: Labelled,
  folds: number,
  random: Random,
  train: Train,
): { readonly probabilities: readonly number[]; readonly reasons: readonly (readonly number[])[] } | null {
  const fold = stratifiedFolds(outcomes, folds, random);
  if (!fold) return null;
  const probabilities = rows.map(() => NaN);
  const reasons: (readonly number[])[] = rows.map(() => []);
  for (let left = 0; left < folds; left++) {
    const trained = train(without({ rows, outcomes }, fold, left));
    if (!trained) return null;
    rows.forEach((row, at) => {
      if (fold[at] !== left) return;
      probabilities[at] = trained.probability(row);
      reasons[at] = trained.reasons(row);
    });
  }
  return { probabilities, reasons };
}

function best(
  values: readonly number[],
  data: Labelled,
  random: Random,
  train: (data: Labelled, value: number) => ((row: readonly number[]) => number) | null,
): number {
  const fold = stratifiedFolds(data.outcomes, innerFolds, random);
  const losses = values.map((value) => {
    if (!fold) return Infinity;
    let sum = 0;
    for (let left = 0; left < innerFolds; left++) {
      const predict = train(without(data, fold, left), value);
      const tested = data.rows.flatMap((row, at) =>
        fold[at] === left ? [{ row, outcome: data.outcomes[at] ?? 0 }] : [],
      );
      sum += predict
        ? (logLoss(
            tested.map(({ row }) => predict(row)),
            tested.map(({ outcome }) => outcome),
          ) ?? 0)
        : Infinity;
    }
    return sum;
  });
  return values[losses.indexOf(Math.min(...losses))] ?? values[0] ?? 1;
}

function without({ rows, outcomes }: Labelled, fold: readonly number[], left: number): Labelled {
  return { rows: rows.filter((_, at) => fold[at] !== left), outcomes: outcomes.filter((_, at) => fold[at] !== left) };
}

function sigmoid(eta: number): number {
  return 1 / (1 + Math.exp(-eta));
}

function logit(p: number): number {
  const inside = Math.min(1 - 1e-12, Math.max(1e-12, p));
  return Math.log(inside / (1 - inside));
}
