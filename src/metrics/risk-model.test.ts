import { expect, it } from 'vitest';
import { auc } from '../stats/auc';
import { seeded } from '../stats/random';
import { compare, judge, onAtMost, trainLogistic, trainNetwork, type Labelled, type Trained } from './risk-model';

/** 400 people of whom those with a high first input leave; the second says nothing, the third protects. */
const random = seeded(12);
const rows = Array.from({ length: 400 }, () => [10 + 4 * random(), random(), 100 * random()]);
const outcomes = rows.map(([a, , c]) => Number(random() < 1 / (1 + Math.exp(-(2 * (a! - 12) - 0.04 * (c! - 50))))));
const data: Labelled = { rows, outcomes };
const mean = (at: number) => rows.reduce((sum, row) => sum + row[at]!, 0) / rows.length;
const logit = (p: number) => Math.log(p / (1 - p));
const network = trainNetwork(
  data,
  () => seeded(3),
  () => undefined,
)!;
const logistic = trainLogistic(data, seeded(3), () => undefined)!;

// The catalogue, definition 16: reasons are β(x − x̄) for the logistic, occlusion for the network.
it('a network’s reasons are what the score loses when an input is set to its mean', () => {
  for (const row of rows.slice(0, 50)) {
    const whole = logit(network.probability(row));
    network.reasons(row).forEach((reason, at) => {
      const hidden = row.map((value, place) => (place === at ? mean(at) : value));
      expect(reason).toBeCloseTo(whole - logit(network.probability(hidden)), 9);
    });
  }
});

it('a logistic regression’s reasons add up to what the score differs by from that of the mean', () => {
  const middle = logit(logistic.probability([mean(0), mean(1), mean(2)]));
  for (const row of rows.slice(0, 50))
    expect(logistic.reasons(row).reduce((sum, reason) => sum + reason, 0)).toBeCloseTo(
      logit(logistic.probability(row)) - middle,
      9,
    );
});

it.each([
  ['network', network],
  ['logistic', logistic],
] as const)(
  'the %s names what drives the risk, turns round what protects, and says nothing at the mean',
  (_, model: Trained) => {
    // prettier-ignore
    const risky = model.reasons([14, 0.5, 50]);
    expect(risky[0]!).toBeGreaterThan(1);
    expect(Math.abs(risky[1]!)).toBeLessThan(risky[0]! / 4);
    expect(model.reasons([12, 0.5, 95])[2]!).toBeLessThan(-0.5);
    expect(model.reasons([12, 0.5, 5])[2]!).toBeGreaterThan(0.5);
    for (const reason of model.reasons([mean(0), mean(1), mean(2)])) expect(reason).toBeCloseTo(0, 9);
  },
);

it.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'the network learns from 150 people what the logistic learns from them, draw %i',
  (seed) => {
    const random = seeded(seed);
    const draw = (n: number): Labelled => {
      const people = Array.from({ length: n }, () => Array.from({ length: 6 }, () => Math.sqrt(12) * (random() - 0.5)));
      return {
        rows: people,
        outcomes: people.map(([a, b]) => Number(random() < 1 / (1 + Math.exp(-0.6 * (a! - b!))))),
      };
    };
    const [few, others] = [draw(150), draw(2000)];
    const of = (model: Trained | null) => auc(others.rows.map(model!.probability), others.outcomes)!;
    const found = of(
      trainNetwork(
        few,
        () => seeded(3),
        () => undefined,
      ),
    );
    expect(Math.abs(found - of(trainLogistic(few, seeded(3), () => undefined)))).toBeLessThan(0.03);
  },
);

it('a model that tells nobody apart has an AUC of one half, whatever its rounding errors', () => {
  const outcomes = [0, 1, 0, 1, 1, 0];
  const nearly = outcomes.map((outcome) => 0.4777 - 1e-10 * outcome);
  expect(judge(nearly, outcomes).auc).toBe(0.5);
  expect(judge([0.1, 0.9, 0.2, 0.8, 0.7, 0.3], outcomes).auc).toBe(1);
});

it('compares two models on the same people, and not where only one was fitted', () => {
  const outcomes = [0, 1, 0, 1, 1, 0, 0, 1];
  const good = [0.1, 0.9, 0.2, 0.8, 0.7, 0.3, 0.75, 0.6];
  const poor = [0.4, 0.5, 0.6, 0.3, 0.7, 0.2, 0.5, 0.4];
  expect(compare(good, poor, outcomes)!.difference).toBeCloseTo(
    judge(good, outcomes).auc! - judge(poor, outcomes).auc!,
    12,
  );
  expect(compare(good, good, outcomes)).toMatchObject({ difference: 0, p: null });
  expect(compare([], good, outcomes)).toBeNull();
});

it('draws as many rows as it may, without one twice, and the same with the same seed', () => {
  const seen: Labelled[] = [];
  const note = (of: Labelled) => {
    seen.push(of);
    return null;
  };
  onAtMost(100, seeded(5), note)(data);
  onAtMost(100, seeded(5), note)(data);
  onAtMost(400, seeded(5), note)(data);
  const [one, again, all] = seen;
  expect(one!.rows).toHaveLength(100);
  expect(new Set(one!.rows).size).toBe(100);
  expect(again).toEqual(one);
  expect(all).toEqual(data);
  one!.rows.forEach((row, at) => expect(one!.outcomes[at]).toBe(outcomes[rows.indexOf(row as number[])]));
  const share = (of: readonly number[]) => of.reduce((sum, x) => sum + x, 0) / of.length;
  expect(Math.abs(share(one!.outcomes) - share(outcomes))).toBeLessThan(0.15);
});
