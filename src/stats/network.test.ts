import { expect, it } from 'vitest';
import { auc } from './auc';
import { network, networkScorer } from './network';
import { networkLoss } from './network-loss';
import { withNumericGradient } from './numeric-gradient';
import { seeded } from './random';

it('has the gradient of finite differences', () => {
  const random = seeded(3);
  const rows = Float64Array.from({ length: 21 * 3 }, () => 2 * random() - 1);
  const outcomes = Array.from({ length: 21 }, () => (random() < 0.4 ? 1 : 0));
  const weights = Float64Array.from({ length: 4 * 4 + 5 }, () => 2 * random() - 1);
  const shape = { inputs: 3, hidden: 4, l2: 2.5 };
  const { gradient } = networkLoss(weights, rows, outcomes, shape);
  const numeric = withNumericGradient((at) => networkLoss(at, rows, outcomes, shape).value)(weights).gradient;
  gradient.forEach((slope, i) => expect(slope).toBeCloseTo(numeric[i]!, 8));
});

it('penalises weights but no bias', () => {
  const loss = (weights: number[], l2: number): number =>
    networkLoss(Float64Array.from(weights), Float64Array.of(1, -1), [1, 0], { inputs: 1, hidden: 1, l2 }).value;
  expect(loss([5, 0, 3, 0], 10)).toBe(loss([5, 0, 3, 0], 0));
  expect(loss([0, 2, 0, 1], 10) - loss([0, 2, 0, 1], 0)).toBeCloseTo((10 / 2) * 5 * (1 / 2), 12);
});

const rows = Array.from({ length: 200 }, (_, i) => [((i * 37) % 101) / 50 - 1, 100 * (((i * 53) % 97) / 48 - 1), 4]);
const outcomes = rows.map(([x = 0, y = 0]) => (x * y > 0 ? 1 : 0));

it('learns what no straight line tells apart', () => {
  const trained = network(rows, outcomes, { hidden: 6, l2: 0.01, random: seeded(1) })!;
  const found = rows.map(networkScorer(trained).probability);
  expect(auc(found, outcomes)).toBeGreaterThan(0.97);
});

it('is the same for the same seed, and another for another', () => {
  const train = (seed: number): readonly number[] =>
    network(rows, outcomes, { hidden: 3, maxIterations: 20, random: seeded(seed) })!.weights;
  expect(train(5)).toEqual(train(5));
  expect(train(5)).not.toEqual(train(6));
});

it('reports progress and stops when told to', () => {
  const losses: number[] = [];
  const onIteration = (iteration: number, loss: number): boolean => {
    losses.push(loss);
    return iteration < 4;
  };
  const trained = network(rows, outcomes, { hidden: 3, random: seeded(5), onIteration })!;
  expect([trained.iterations, losses.length, trained.converged]).toEqual([4, 4, false]);
  expect(losses).toEqual(losses.toSorted((a, b) => b - a));
});

it('does not exist without rows, with one outcome only, or with gaps', () => {
  const random = seeded(1);
  expect(network([], [], { random })).toBeNull();
  expect(network([[1], [2]], [1, 1], { random })).toBeNull();
  expect(network([[Number.NaN], [2]], [0, 1], { random })).toBeNull();
});
