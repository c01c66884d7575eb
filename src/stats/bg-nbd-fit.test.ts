import { expect, it } from 'vitest';
import { cdnow, cdnowFile, exampleTransactions } from '../../test/fixtures/cdnow';
import { conditionalExpected, pAlive, type BgNbdParameters } from './bg-nbd';
import { bgNbdFit } from './bg-nbd-fit';
import { bgNbdLogLikelihood, bgNbdSlopes, distinctHistories } from './bg-nbd-likelihood';
import { withNumericGradient } from './numeric-gradient';
import { seeded } from './random';

function fitted(fit: ReturnType<typeof bgNbdFit>) {
  if (fit.kind !== 'fitted') throw new Error(fit.reason);
  return fit;
}

// O own fit of the same csv in metrics.md 5.2; P lifetimes docs/Quickstart.md (standard errors), within its digits
it.skipIf(!cdnowFile)('finds the published parameters of CDNOW', () => {
  const fit = fitted(bgNbdFit(cdnow()));
  expect([fit.customers, fit.repeaters, fit.excluded]).toEqual([2357, 946, 0]);
  expect(fit.logLikelihood).toBeCloseTo(-9582.42556, 5);
  const found = fit.parameters;
  expect(found.r).toBeCloseTo(0.24259291, 6);
  expect(found.alpha).toBeCloseTo(4.41353166, 4);
  expect(found.a).toBeCloseTo(0.79288603, 4);
  expect(found.b).toBeCloseTo(2.42575301, 3);
  expect(fit.standardErrors.r).toBeCloseTo(0.012557, 4);
  expect(fit.standardErrors.alpha).toBeCloseTo(0.378221, 3);
  expect(fit.standardErrors.a).toBeCloseTo(0.185719, 3);
  expect(fit.standardErrors.b).toBeCloseTo(0.705345, 2);
  expect(fit.agreeing).toBe(fit.starts);
});

// P metrics.md 5.2, the published summary of CDNOW
it.skipIf(!cdnowFile)('reads the published histories of CDNOW', () => {
  const histories = cdnow();
  expect(histories.reduce((sum, { frequency }) => sum + frequency, 0)).toBe(2457);
  expect(histories.filter(({ frequency }) => frequency === 0)).toHaveLength(1411);
  expect(Math.max(...histories.map(({ frequency }) => frequency))).toBe(29);
  const ages = histories.map(({ age }) => age);
  expect([Math.min(...ages), Math.max(...ages)]).toEqual([27, 38.86]);
});

// O metrics.md 5.2 and clv_cdnow/reference
it.skipIf(!cdnowFile)('gives the stated likelihood and sums on CDNOW', () => {
  const rounded: BgNbdParameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
  expect(bgNbdLogLikelihood(rounded, distinctHistories(cdnow()))).toBeCloseTo(-9582.42683, 5);
  const { parameters } = fitted(bgNbdFit(cdnow()));
  const expected = cdnow().reduce((sum, customer) => sum + conditionalExpected(parameters, customer, 39)!, 0);
  const alive = cdnow().reduce((sum, customer) => sum + pAlive(parameters, customer), 0) / 2357;
  expect(expected).toBeCloseTo(1653.4233, 2);
  expect(alive).toBeCloseTo(0.813439, 5);
});

// P metrics.md 5.2 for lifetimes' example_transactions.csv, in days
it.skipIf(!cdnowFile)('finds the published parameters of the example transactions', () => {
  const { parameters, customers } = fitted(bgNbdFit(exampleTransactions()));
  expect(customers).toBe(5000);
  expect(parameters.r).toBeCloseTo(0.16, 2);
  expect(parameters.alpha).toBeCloseTo(1.86, 2);
  expect(parameters.a).toBeCloseTo(1.85, 2);
  expect(parameters.b).toBeCloseTo(3.18, 2);
});

it.skipIf(!cdnowFile)('fits 25,000 customers', () => {
  const many = Array.from({ length: 11 }, (_, i) =>
    cdnow().map((h) => ({ ...h, recency: h.recency * (1 + i / 1000), age: h.age * (1 + i / 1000) })),
  ).flat();
  const fit = fitted(bgNbdFit(many));
  expect(fit.customers).toBeGreaterThan(25_000);
});

it.skipIf(!cdnowFile)('is drawn to smaller parameters by a penalty', () => {
  const free = fitted(bgNbdFit(cdnow())).parameters;
  const drawn = fitted(bgNbdFit(cdnow(), { penalty: 0.01 })).parameters;
  expect(drawn.b).toBeLessThan(free.b);
  expect(drawn.alpha).toBeLessThan(free.alpha);
});

it('refuses below the least number of repeaters', () => {
  const few = Array.from({ length: 99 }, () => ({ frequency: 1, recency: 3, age: 10 }));
  expect(bgNbdFit(few)).toMatchObject({ kind: 'refused', reason: 'few-repeaters', customers: 99, repeaters: 99 });
  expect(bgNbdFit([])).toMatchObject({ kind: 'refused', customers: 0 });
});

it('refuses customers who are all alike', () => {
  const alike = [{ frequency: 3, recency: 10, age: 10, count: 500 }];
  expect(bgNbdFit(alike).kind).toBe('refused');
});

it('leaves out and counts histories that cannot be', () => {
  const odd = [
    { frequency: 1, recency: 12, age: 10 },
    { frequency: 0, recency: 2, age: 10 },
    { frequency: Number.NaN, recency: 2, age: 10 },
    { frequency: 0, recency: 0, age: 10 },
  ];
  expect(bgNbdFit(odd)).toMatchObject({ customers: 1, excluded: 3 });
});

it('recovers the parameters of simulated customers, and does not mind the unit of time', () => {
  const histories = simulated(1500, 7);
  const { parameters, standardErrors } = fitted(bgNbdFit(histories));
  const truth: BgNbdParameters = { r: 1, alpha: 5, a: 1, b: 2 };
  for (const name of ['r', 'alpha', 'a', 'b'] as const)
    expect(Math.abs(parameters[name] - truth[name])).toBeLessThan(4 * standardErrors[name]);
  const days = fitted(bgNbdFit(histories.map((h) => ({ ...h, recency: 7 * h.recency, age: 7 * h.age }))));
  expect(days.parameters.alpha / parameters.alpha).toBeCloseTo(7, 3);
  expect(days.parameters.b).toBeCloseTo(parameters.b, 3);
});

/** r = 1, a = 1 and b = 2 have closed quantiles: exponential rates, dropout 1 − √u. */
function simulated(n: number, seed: number) {
  const random = seeded(seed);
  return Array.from({ length: n }, () => {
    const rate = -Math.log(1 - random()) / 5;
    const dropout = 1 - Math.sqrt(random());
    const age = 30 + Math.floor(random() * 10);
    let frequency = 0;
    let recency = 0;
    while (frequency === 0 || random() >= dropout) {
      const next = recency - Math.log(1 - random()) / rate;
      if (next > age) break;
      frequency++;
      recency = next;
    }
    return { frequency, recency, age };
  });
}

// O: central differences of the tested likelihood
it('has the slopes of its likelihood, in both forms of the sums', () => {
  const histories = distinctHistories(made(300));
  const slopes = bgNbdSlopes(histories);
  for (const at of [
    [0.3, 2, 0.5, 3],
    [1.2, 8, 0.9, 1.1],
    [3, 10, 2, 2],
  ]) {
    const named = ([r = 0, alpha = 0, a = 0, b = 0]: readonly number[]) => ({ r, alpha, a, b });
    const numeric = withNumericGradient((point) => bgNbdLogLikelihood(named([...point]), histories));
    const exact = slopes(named(at));
    const near = numeric(Float64Array.from(at));
    expect(exact.value).toBeCloseTo(near.value, 7);
    exact.slopes.forEach((slope, i) => expect(slope / near.gradient[i]!).toBeCloseTo(1, 5));
  }
});

it('ends at the same point where a coarse search went ahead of the exact one', () => {
  const many = made(9000);
  const fit = fitted(bgNbdFit(many));
  expect(distinctHistories(many).length).toBeGreaterThan(5000);
  const { slopes } = bgNbdSlopes(distinctHistories(many))(fit.parameters);
  const scale = Object.values(fit.parameters);
  slopes.forEach((slope, i) => expect(Math.abs(slope * scale[i]!)).toBeLessThan(1e-6 * Math.abs(fit.logLikelihood)));
  expect(fit.agreeing).toBe(fit.starts);
});

/** Customers as the model says: gamma rates, a chance to leave after each purchase, ages of 20 to 40. */
function made(n: number) {
  const random = seeded(7);
  return Array.from({ length: n }, () => {
    const [age, rate, leaves] = [20 + 20 * random(), (-Math.log(random()) - Math.log(random())) * 0.08, 0.4 * random()];
    let [frequency, recency] = [0, 0];
    for (let t = -Math.log(random()) / rate; t <= age; t += -Math.log(random()) / rate) {
      frequency++;
      recency = t;
      if (random() < leaves) break;
    }
    return { frequency, recency, age };
  });
}
