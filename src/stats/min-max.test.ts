import { expect, it } from 'vitest';
import { minMax } from './min-max';

it('puts the best at 1, whichever way it lies', () => {
  expect(minMax([10, 20, 40])).toEqual([0, 1 / 3, 1]);
  expect(minMax([10, 20, 40], 'cost')).toEqual([1, 2 / 3, 0]);
});

it('makes nothing of equal values or none', () => {
  expect(minMax([7, 7])).toEqual([0, 0]);
  expect(minMax([])).toEqual([]);
});
