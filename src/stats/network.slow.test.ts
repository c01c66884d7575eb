import { expect, it } from 'vitest';
import { telco, telcoFeatures, telcoFile, telcoOutcomes } from '../../test/fixtures/telco';
import { auc } from './auc';
import { linearPredictor } from './linear-predictor';
import { logistic } from './logistic';
import { network, networkScorer } from './network';
import { seeded } from './random';
import { stratifiedFolds } from './stratified-folds';

const rows = telcoFile ? telcoFeatures(telco()) : [];
const outcomes = telcoFile ? telcoOutcomes(telco()) : [];

// metrics.md 7.4: logistic O; the network is to come within .01 of it on each fold
it.skipIf(!telcoFile).each([
  [0, 0.83373],
  [1, 0.86285],
  [2, 0.83406],
  [3, 0.85322],
  [4, 0.83379],
])('on Telco’s fold %i the tuned network is within .01 AUC of the logistic regression', (fold, stated) => {
  const train = rows.map((_, i) => i).filter((i) => i % 5 !== fold);
  const test = rows.map((_, i) => i).filter((i) => i % 5 === fold);
  const baseline = logistic(...at(train), { ridge: 1 })!;
  const score = auc(
    test.map((i) => linearPredictor(baseline.coefficients, rows[i]!)),
    test.map((i) => outcomes[i]!),
  )!;
  expect(Math.abs(score - stated)).toBeLessThan(0.0005);
  expect(Math.abs(networkAuc(train, test, tuned(train)) - score)).toBeLessThan(0.01);
});

function tuned(train: number[]): number {
  const folds = stratifiedFolds(
    train.map((i) => outcomes[i]!),
    3,
    seeded(1),
  )!;
  const mean = (l2: number): number =>
    [0, 1, 2].reduce((sum, fold) => {
      const inside = train.filter((_, i) => folds[i] !== fold);
      const outside = train.filter((_, i) => folds[i] === fold);
      return sum + networkAuc(inside, outside, l2);
    }, 0) / 3;
  const scores = [10, 30, 100].map((l2) => ({ l2, score: mean(l2) }));
  return scores.toSorted((one, other) => other.score - one.score)[0]!.l2;
}

function networkAuc(train: number[], test: number[], l2: number): number {
  const { probability } = networkScorer(network(...at(train), { hidden: 8, l2, random: seeded(1) })!);
  return auc(
    test.map((i) => probability(rows[i]!)),
    test.map((i) => outcomes[i]!),
  )!;
}

function at(indices: number[]): [number[][], number[]] {
  return [indices.map((i) => rows[i]!), indices.map((i) => outcomes[i]!)];
}
