import { expect, it } from 'vitest';
import { oneProportion } from './one-proportion';
import { twoProportions } from './two-proportions';

// statsmodels test_proportion.py
it('gives the published z of 5 in 83 against 12 in 99', () => {
  const { z, p } = twoProportions(5, 83, 12, 99)!;
  expect(z).toBeCloseTo(-1.4078304151258787, 13);
  expect(p).toBeCloseTo(0.15918129181156992, 13);
});

// prop.test of R
it.each([
  ['none', 4.166666666666667, 0.041226833337163676],
  ['yates', 3.375, 0.06619258],
] as const)('gives the chi-square of R with correction %s', (correction, chi2, p) => {
  const result = twoProportions(15, 50, 25, 50, correction)!;
  expect(result.chi2).toBeCloseTo(chi2, 12);
  expect(result.p).toBeCloseTo(p, 8);
});

it.each([
  [0, 0, 1, 2],
  [0, 5, 0, 9],
  [5, 5, 9, 9],
])('has no test of %i in %i against %i in %i', (a, nA, b, nB) => {
  expect(twoProportions(a, nA, b, nB)).toBeNull();
});

// statsmodels test_proportion.py
it('gives the published z of 5 in 83 against 5 %', () => {
  const { z, p } = oneProportion(5, 83, 0.05)!;
  expect(z).toBeCloseTo(0.392126026314, 11);
  expect(p).toBeCloseTo(0.694965098115, 11);
});

it('has no test against a value without trials or variation', () => {
  expect(oneProportion(0, 0, 0.5)).toBeNull();
  expect(oneProportion(4, 4, 0.5)).toBeNull();
});

// statsmodels test_proportion.py: the pairs of 73/86, 90/93, 114/136, 75/82
it('gives the published p of every pair of smokers', () => {
  const groups = [
    [73, 86],
    [90, 93],
    [114, 136],
    [75, 82],
  ] as const;
  const pairs = groups.flatMap(([a, nA], i) => groups.slice(i + 1).map(([b, nB]) => twoProportions(a, nA, b, nB)!.p));
  const expected = [
    0.00533824886503131, 0.8327574849753566, 0.1880573726722516, 0.002026764254350234, 0.1309487516334318,
    0.1076118730631731,
  ];
  pairs.forEach((p, i) => expect(p).toBeCloseTo(expected[i]!, 12));
});
