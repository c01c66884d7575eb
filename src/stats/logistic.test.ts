import { expect, it } from 'vitest';
import { spector } from '../../test/fixtures/spector';
import { telco, telcoContract, telcoFeatures, telcoFile, telcoOutcomes } from '../../test/fixtures/telco';
import { auc } from './auc';
import { brier } from './brier';
import { calibration } from './calibration';
import { linearPredictor } from './linear-predictor';
import { logLoss } from './log-loss';
import { logistic, logisticByRounds } from './logistic';
import { logisticRound, mergeLogisticRounds } from './logistic-round';

// P statsmodels results_discrete.py (Stata, whose search stopped some 1e-6 short of the maximum)
it('gives the published coefficients and errors of Spector and Mazzeo', () => {
  const fit = logistic(
    spector.map(([gpa, tuce, psi]) => [gpa, tuce, psi]),
    spector.map((row) => row[3]),
  )!;
  const coefficients = [-13.0213483201, 2.82611297201, 0.0951576702557, 2.37868772835];
  const errors = [4.93132462871, 1.26294114526, 0.141554207662, 1.06456430165];
  coefficients.forEach((value, i) => expect(fit.coefficients[i]).toBeCloseTo(value, 5));
  errors.forEach((value, i) => expect(fit.standardErrors[i]).toBeCloseTo(value, 5));
  expect(fit).toMatchObject({ n: 32, events: 11, converged: true, separated: false, ridge: 0 });
});

// O metrics.md 7.4
it.skipIf(!telcoFile)('gives the stated model of Telco churn', () => {
  const rows = telcoContract(telco());
  const outcomes = telcoOutcomes(telco());
  const fit = logistic(rows, outcomes)!;
  [-1.6027094017, -0.03572872302, 0.02861745575, -1.06246344157, -2.02261471633].forEach((value, i) =>
    expect(fit.coefficients[i]).toBeCloseTo(value, 8),
  );
  expect(fit.logLikelihood).toBeCloseTo(-3072.938829, 6);
  const probabilities = rows.map((row) => 1 / (1 + Math.exp(-linearPredictor(fit.coefficients, row))));
  expect(auc(probabilities, outcomes)).toBeCloseTo(0.8271137657, 10);
  expect(brier(probabilities, outcomes)).toBeCloseTo(0.1434911994, 10);
  expect(logLoss(probabilities, outcomes)).toBeCloseTo(0.4363110648, 10);
});

// O metrics.md 7.4, scikit-learn's fit: rows whose index mod 5 is 0 are the test; its ridge weighs a little otherwise
it.skipIf(!telcoFile)('scores Telco’s 29 features on unseen rows as stated', () => {
  const rows = telcoFeatures(telco());
  const outcomes = telcoOutcomes(telco());
  const part = (test: boolean): number[] => rows.map((_, i) => i).filter((i) => (i % 5 === 0) === test);
  const [train, test] = [part(false), part(true)];
  const { coefficients } = logistic(
    train.map((i) => rows[i]!),
    train.map((i) => outcomes[i]!),
    { ridge: 1 },
  )!;
  const probabilities = test.map((i) => 1 / (1 + Math.exp(-linearPredictor(coefficients, rows[i]!))));
  const seen = test.map((i) => outcomes[i]!);
  expect([rows[0]!.length, test.length]).toEqual([29, 1409]);
  expect(auc(probabilities, seen)).toBeCloseTo(0.83373, 3);
  expect(brier(probabilities, seen)).toBeCloseTo(0.14077, 3);
  expect(logLoss(probabilities, seen)).toBeCloseTo(0.42809, 3);
  expect(Math.abs(calibration(probabilities, seen)!.ece - 0.02602)).toBeLessThan(0.003);
});

it('fits a mean without predictors that matter', () => {
  const fit = logistic([[0], [1], [0], [1], [0], [1], [0], [1]], [1, 1, 0, 0, 0, 0, 0, 0])!;
  expect(fit.coefficients[0]).toBeCloseTo(Math.log(1 / 3), 10);
  expect(fit.coefficients[1]).toBeCloseTo(0, 10);
});

it('penalises and marks separated outcomes', () => {
  const fit = logistic([[1], [2], [3], [4], [5], [6]], [0, 0, 0, 1, 1, 1])!;
  expect(fit).toMatchObject({ separated: true, ridge: 1 });
  expect(fit.coefficients.every(Number.isFinite)).toBe(true);
  const quasi = logistic([[0], [0], [0], [0], [1], [1]], [0, 1, 0, 1, 1, 1])!;
  expect(quasi.separated).toBe(true);
});

it('shrinks with the ridge and then takes collinear predictors too', () => {
  const rows = Array.from({ length: 60 }, (_, i) => [i % 7, 2 * (i % 7)]);
  const outcomes = rows.map(([x = 0], i) => ((i * 13) % 10 < x + 1 ? 1 : 0));
  expect(logistic(rows, outcomes)).toBeNull();
  const mild = logistic(rows, outcomes, { ridge: 0.1 })!;
  const hard = logistic(rows, outcomes, { ridge: 100 })!;
  expect(Math.abs(hard.coefficients[1]!)).toBeLessThan(Math.abs(mild.coefficients[1]!));
});

it('does not exist without rows, with one outcome only, or with gaps', () => {
  expect(logistic([], [])).toBeNull();
  expect(logistic([[1], [2]], [1, 1])).toBeNull();
  expect(logistic([[1], [2]], [0, 0])).toBeNull();
  expect(logistic([[Number.NaN], [2]], [0, 1])).toBeNull();
});

// catalogue: rounds over branches equal the pooled fit to 1e-8
it('gives over branches by rounds what the pooled rows give', () => {
  const rows = spector.map(([gpa, tuce, psi]) => [gpa, tuce, psi]);
  const outcomes = spector.map((row) => row[3]);
  const branches = [0, 1, 2].map((b) => rows.map((_, i) => i).filter((i) => i % 3 === b));
  const pooled = logistic(rows, outcomes, { ridge: 0.5 })!;
  const column = (j: number): number[] => rows.map((row) => row[j]!);
  const variance = (xs: number[]): number => {
    const mean = xs.reduce((sum, x) => sum + x, 0) / xs.length;
    return xs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / xs.length;
  };
  const merged = logisticByRounds(
    (coefficients) =>
      mergeLogisticRounds(
        branches.map((branch) =>
          logisticRound(
            branch.map((i) => rows[i]!),
            branch.map((i) => outcomes[i]!),
            coefficients,
          ),
        ),
      )!,
    [0, 1, 2].map((j) => variance(column(j))),
    { ridge: 0.5 },
  )!;
  merged.coefficients.forEach((value, i) => expect(Math.abs(value - pooled.coefficients[i]!)).toBeLessThan(1e-8));
  merged.standardErrors.forEach((value, i) => expect(Math.abs(value - pooled.standardErrors[i]!)).toBeLessThan(1e-8));
  expect(mergeLogisticRounds([])).toBeNull();
});

it('stops sooner where less exactness is asked for', () => {
  const rows = Array.from({ length: 60 }, (_, i) => [((i * 37) % 23) / 5, ((i * 53) % 29) / 7]);
  const outcomes = rows.map(([a = 0, b = 0], i) => Number(a - b + ((i * 7) % 5) > 2.5));
  const [exact, rough] = [logistic(rows, outcomes)!, logistic(rows, outcomes, { tolerance: 1e-2 })!];
  expect(rough.iterations).toBeLessThan(exact.iterations);
  expect(rough.converged).toBe(true);
  rough.coefficients.forEach((value, i) => expect(Math.abs(value - exact.coefficients[i]!)).toBeLessThan(0.05));
});
