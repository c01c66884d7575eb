import { expect, it } from 'vitest';
import { isPositiveSemidefinite } from './is-positive-semidefinite';

it('tells sums of products from matrices that cannot be any', () => {
  expect(isPositiveSemidefinite([])).toBe(true);
  expect(
    isPositiveSemidefinite([
      [2, 1],
      [1, 2],
    ]),
  ).toBe(true);
  expect(
    isPositiveSemidefinite([
      [1, 1],
      [1, 1],
    ]),
  ).toBe(true);
  expect(
    isPositiveSemidefinite([
      [1, 2],
      [2, 1],
    ]),
  ).toBe(false);
  expect(isPositiveSemidefinite([[-1]])).toBe(false);
  expect(isPositiveSemidefinite([[NaN]])).toBe(false);
});
