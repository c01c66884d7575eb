import { expect, it } from 'vitest';
import { proportionsK } from './proportions-k';

// the first: prop.test of R on the smokers of its help page; the second: statsmodels test_proportion.py
it.each([
  [[83, 90, 129, 70], 12.6004113, 0.005585476662, 7],
  [[73, 90, 114, 75], 11.11938768628861, 0.011097511366581344, 12],
])('gives the published chi-square of %j in 86, 93, 136, 82', (hits, chi2, p, digits) => {
  const sizes = [86, 93, 136, 82];
  const result = proportionsK(hits.map((value, i) => ({ hits: value, n: sizes[i]! })))!;
  expect(result.df).toBe(3);
  expect(result.chi2).toBeCloseTo(chi2, digits);
  expect(result.p).toBeCloseTo(p, digits);
});

it('leaves out groups without trials', () => {
  const two = [
    { hits: 1, n: 4 },
    { hits: 3, n: 4 },
  ];
  expect(proportionsK([...two, { hits: 0, n: 0 }])).toEqual(proportionsK(two));
});

it('has no test of one group or without variation', () => {
  expect(proportionsK([])).toBeNull();
  expect(proportionsK([{ hits: 1, n: 4 }])).toBeNull();
  expect(
    proportionsK([
      { hits: 4, n: 4 },
      { hits: 3, n: 3 },
    ]),
  ).toBeNull();
});
