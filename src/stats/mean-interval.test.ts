import { expect, it } from 'vitest';
import { meanInterval } from './mean-interval';

// NIST/SEMATECH e-Handbook 1.3.5.2, ZARR13.DAT: n 195, mean 9.26146, sd .02279, interval 9.258242 to 9.264679
it('gives the published interval of a mean', () => {
  const { low, high } = meanInterval({ n: 195, mean: 9.26146, variance: 0.022789 ** 2 })!;
  expect(low).toBeCloseTo(9.258242, 5);
  expect(high).toBeCloseTo(9.264679, 5);
});

// scipy 1.17.1: stats.t.interval(0.9, 3, loc=2.5, scale=stats.sem([1, 2, 3, 4]))
it('takes another confidence', () => {
  const { low, high } = meanInterval({ n: 4, mean: 2.5, variance: 5 / 3 }, 0.9)!;
  expect(low).toBeCloseTo(0.9809104349, 9);
  expect(high).toBeCloseTo(4.0190895651, 9);
});

it.each([0, 1, 1.5])('has no interval of %d values', (n) => {
  expect(meanInterval({ n, mean: 3, variance: 0 })).toBeNull();
});
