import { expect, it } from 'vitest';
import { wilson } from './wilson';

// statsmodels results_proportion.py (R binom); the last four: Newcombe (1998)
it.each([
  [18, 20, 0.6989663547715128, 0.972133518786232],
  [4, 20, 0.0806576625797981, 0.4160174322518935],
  [4, 200, 0.00780442641634947, 0.05028708690582643],
  [190, 200, 0.910421851861224, 0.972617354399236],
  [19, 38, 0.348499283643951, 0.651500716356049],
  [0, 20, 0, 0.16112515805281938],
  [1, 29, 0.006113214292762653, 0.17175521879320288],
  [81, 263, 0.2552885198782742, 0.36620957698280004],
  [15, 148, 0.0623863995307363, 0.16048724172330803],
])('gives the published interval of %i in %i', (hits, n, low, high) => {
  expect(wilson(hits, n)!.low).toBeCloseTo(low, 12);
  expect(wilson(hits, n)!.high).toBeCloseTo(high, 12);
});

it('has no interval without trials', () => {
  expect(wilson(0, 0)).toBeNull();
});

it('stays within 0 and 1', () => {
  expect(wilson(7, 7)!.high).toBe(1);
  expect(wilson(0, 7)!.low).toBe(0);
});
