import { expect, it } from 'vitest';
import { median } from './median';
import { standardDeviation } from './standard-deviation';
import { sum } from './sum';

// by hand: 2, 4, 4, 4, 5, 5, 7, 9 have squares of 32 round 5
it('sums, and measures spread with divisor n − 1', () => {
  const values = [2, 4, 4, 4, 5, 5, 7, 9];
  expect(sum(values)).toBe(40);
  expect(standardDeviation(values)).toBeCloseTo(Math.sqrt(32 / 7), 14);
  expect(standardDeviation(Float64Array.from(values))).toBe(standardDeviation(values));
});

it('takes the middle in any order and leaves the order alone', () => {
  const values = [9, 1, 5];
  expect(median(values)).toBe(5);
  expect(values).toEqual([9, 1, 5]);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

it('says nothing of too few', () => {
  expect(sum([])).toBe(0);
  expect(median([])).toBeNull();
  expect(standardDeviation([])).toBeNull();
  expect(standardDeviation([7])).toBeNull();
});
