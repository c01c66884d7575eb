import fc from 'fast-check';
import { expect, it } from 'vitest';
import { conditionalExpected, expectedPurchases, pAlive, purchaseProbability } from './bg-nbd';

// golden.json bgnbd: rounded parameters of Fader, Hardie & Lee (2005)
const paper = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

// P lifetimes tests/test_estimation.py, Hardie's sheet, which has unrounded parameters: hence the tolerance of .005
it.each([
  [0.1429, 0.0078],
  [1, 0.0532],
  [3, 0.1506],
  [31.8571, 1.0405],
  [32, 1.0437],
  [78, 1.8576],
])('expects in %d weeks %d repeat purchases', (t, value) => {
  expect(Math.abs(expectedPurchases(paper, t)! - value)).toBeLessThan(0.005);
});

// P BTYD-walkthrough: E[X(52)] at its third-pass estimates
const walkthrough = { r: 0.2425967, alpha: 4.413659, a: 0.7929869, b: 2.426164 };
it('expects 1.444 purchases of a new customer in a year', () => {
  expect(expectedPurchases(walkthrough, 52)).toBeCloseTo(1.444004, 5);
});

// P 1.226 (paper), O 1.226028174767135 and .726578570
it('expects 1.226 further purchases of the paper’s customer', () => {
  const customer = { frequency: 2, recency: 30.43, age: 38.86 };
  expect(conditionalExpected(paper, customer, 39)).toBeCloseTo(1.226028174767135, 9);
  expect(pAlive(paper, customer)).toBeCloseTo(0.72657857, 8);
});

// P BTYD-walkthrough
it('gives the walkthrough’s values of customer 1516', () => {
  const customer = { frequency: 26, recency: 30.857, age: 31 };
  expect(conditionalExpected(walkthrough, customer, 52)).toBeCloseTo(25.75659, 2);
  expect(pAlive(walkthrough, customer)).toBeCloseTo(0.9688523, 4);
});

// P BTYD-walkthrough: more purchases, all of them long ago, predict fewer
it.each([
  [10, 0.3474606],
  [15, 0.04283391],
  [20, 0.004158973],
  [25, 0.0003583685],
])('shows the paradox of increasing frequency at x = %i', (frequency, value) => {
  const expected = conditionalExpected(walkthrough, { frequency, recency: 20, age: 39 }, 52)!;
  expect(Math.abs(expected / value - 1)).toBeLessThan(1e-4);
});

// P lifetimes tests/test_estimation.py
it('gives the published probabilities of counts', () => {
  expect(purchaseProbability(paper, 10, 2)! / 1.07869e-7).toBeCloseTo(1, 4);
  expect(purchaseProbability(paper, 0, 39)).toBeCloseTo(0.5737864, 7);
  [
    0.0019995214, 0.0015170236, 0.001163315, 0.0009003148, 0.0007023638, 0.0005517902, 0.0004361913, 0.0003467171,
    0.0002769613, 0.000222226,
  ].forEach((value, i) => expect(purchaseProbability(paper, 11 + i, 30)).toBeCloseTo(value, 9));
});

it('has probabilities that sum to 1 and a mean equal to the expectation', () => {
  const p = Array.from({ length: 400 }, (_, n) => purchaseProbability(paper, n, 20)!);
  expect(p.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
  expect(p.reduce((sum, value, n) => sum + n * value, 0)).toBeCloseTo(expectedPurchases(paper, 20)!, 7);
});

it('calls everyone without a repeat purchase alive', () => {
  expect(pAlive(paper, { frequency: 0, recency: 0, age: 38 })).toBe(1);
});

it('passes smoothly through a = 1', () => {
  const at = (a: number): number => expectedPurchases({ ...paper, a }, 30)!;
  expect(at(1)).toBeCloseTo((at(0.99) + at(1.01)) / 2, 4);
});

it('does not exist for times or counts that are not', () => {
  expect(expectedPurchases(paper, -1)).toBeNull();
  expect(expectedPurchases(paper, Number.NaN)).toBeNull();
  expect(purchaseProbability(paper, -1, 3)).toBeNull();
  expect(purchaseProbability(paper, 1.5, 3)).toBeNull();
  expect([purchaseProbability(paper, 0, 0), purchaseProbability(paper, 1, 0)]).toEqual([1, 0]);
});

it('stays finite and grows with time for any parameters', () => {
  const size = fc.double({ min: 0.05, max: 30, noNaN: true });
  const history = fc.tuple(
    fc.nat(300),
    fc.double({ min: 0.01, max: 1, noNaN: true }),
    fc.integer({ min: 1, max: 500 }),
  );
  fc.assert(
    fc.property(size, size, size, size, history, (r, alpha, a, b, [frequency, share, age]) => {
      const customer = { frequency, recency: frequency === 0 ? 0 : share * age, age };
      const early = conditionalExpected({ r, alpha, a, b }, customer, 5)!;
      const late = conditionalExpected({ r, alpha, a, b }, customer, 50)!;
      expect(early).toBeGreaterThanOrEqual(-1e-9);
      expect(late).toBeGreaterThanOrEqual(early - 1e-9 * Math.max(1, early));
    }),
  );
});
