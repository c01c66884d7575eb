import fc from 'fast-check';
import { expect, it } from 'vitest';
import { digamma } from './digamma';

const euler = 0.577_215_664_901_532_9;

// P Abramowitz & Stegun (1964), 6.3.2 to 6.3.4 and table 6.1
it.each([
  [1, -euler],
  [0.5, -euler - 2 * Math.LN2],
  [2, 1 - euler],
  [1.5, 2 - euler - 2 * Math.LN2],
  [1.25, -0.227_453_533_4],
  [100, 4.600_161_852_7],
])('has the known value at %d', (x, value) => {
  expect(digamma(x)).toBeCloseTo(value, 9);
});

it('steps by 1/x', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 1e5, noNaN: true }), (x) => {
      expect(Math.abs(digamma(x + 1) - digamma(x) - 1 / x)).toBeLessThan(1e-12 * Math.max(1, 1 / x));
    }),
  );
});
