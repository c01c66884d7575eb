import fc from 'fast-check';
import { expect, it } from 'vitest';
import { frequencyCount, type KeyValue } from './frequency-count';

// golden.json freq_calc: P sdcMicro tests/testthat/test_freqCalc.R
const a = [2, 3, 2, 2, 3, 3, 1, 2];
const b = [3, 3, 3, 3, 3, 3, 4, 3];
const c = [1, 3, 1, 2, 1, 1, 1, 1];
const weights = [18, 45.5, 39, 17, 92, 8, 123.5, 51];

it('counts rows and weights that share a combination', () => {
  const found = frequencyCount(
    a.map((value, i) => [value, b[i]!, c[i]!]),
    weights,
  );
  expect(found.map(({ fk }) => fk)).toEqual([3, 1, 3, 1, 2, 2, 1, 3]);
  expect(found.map(({ Fk }) => Fk)).toEqual([108, 45.5, 108, 17, 100, 100, 123.5, 108]);
});

it('lets a missing value agree with any', () => {
  const gaps: (number | null)[] = c.map((value, i) => (i === 2 || i === 6 ? null : value));
  const found = frequencyCount(a.map((value, i) => [value, b[i]!, gaps[i]!]));
  expect(found.map(({ fk }) => fk)).toEqual([3, 1, 4, 2, 2, 2, 1, 3]);
});

it('tells a number from the same in words', () => {
  expect(frequencyCount([[1], ['1']]).map(({ fk }) => fk)).toEqual([1, 1]);
  expect(frequencyCount([])).toEqual([]);
});

it('equals the comparison of all pairs', () => {
  const value = fc.constantFrom<KeyValue>('x', 'y', 1, null);
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { maxLength: 25 }), (rows) => {
      const pairs = rows.map(
        (one) => rows.filter((other) => one.every((v, i) => v === null || other[i] === null || v === other[i])).length,
      );
      expect(frequencyCount(rows).map(({ fk }) => fk)).toEqual(pairs);
    }),
  );
});
