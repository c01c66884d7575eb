import { expect, it } from 'vitest';
import { standardErrors } from './standard-errors';

// worked by hand: the inverse of [[4, 2], [2, 3]] has the diagonal 3/8, 4/8
it('takes the roots of the diagonal of the inverse Hessian', () => {
  const bowl = ([x = 0, y = 0]: Float64Array) => Float64Array.of(4 * x + 2 * y, 2 * x + 3 * y);
  const [first, second] = standardErrors(bowl, Float64Array.of(0, 0))!;
  expect(first).toBeCloseTo(Math.sqrt(3 / 8), 6);
  expect(second).toBeCloseTo(Math.sqrt(1 / 2), 6);
});

it('does not exist where the function is flat or a saddle', () => {
  expect(standardErrors(() => Float64Array.of(0, 0), Float64Array.of(0, 0))).toBeNull();
  expect(standardErrors(([x = 0, y = 0]) => Float64Array.of(2 * x, -2 * y), Float64Array.of(0, 0))).toBeNull();
  expect(standardErrors(() => Float64Array.of(Number.NaN), Float64Array.of(1))).toBeNull();
});
