import { expect, it } from 'vitest';
import { meanInterval } from './mean-interval';
import { stratifiedMean } from './stratified-mean';

// R datasets `sleep`, Student (1908), help of t.test (Welch): df 17.776, −3.3654832 to .2054832. A difference of two means
// is twice the mean over two strata of equal weight, of which one has its sign turned.
it('gives the published interval of two samples', () => {
  const one = { weight: 1, n: 10, mean: 0.75, variance: 3.2005555556 };
  const other = { weight: 1, n: 10, mean: -2.33, variance: 4.009 };
  const { mean, interval } = stratifiedMean([one, other]);
  expect(2 * mean).toBeCloseTo(-1.58, 12);
  expect(2 * interval!.low).toBeCloseTo(-3.3654832, 6);
  expect(2 * interval!.high).toBeCloseTo(0.2054832, 6);
});

it('is the interval of a mean where there is one stratum, whatever its weight', () => {
  const sample = { n: 12, mean: 61, variance: 90 };
  const { mean, interval } = stratifiedMean([
    { weight: 0.4, ...sample },
    { weight: 0, n: 1, mean: 5, variance: null },
  ]);
  expect(mean).toBe(61);
  expect(interval!.low).toBeCloseTo(meanInterval(sample)!.low, 12);
  expect(interval!.high).toBeCloseTo(meanInterval(sample)!.high, 12);
});

it('has no interval where a stratum has one value, or nothing varies', () => {
  const some = { weight: 1, n: 9, mean: 50, variance: 25 };
  expect(stratifiedMean([some, { weight: 1, n: 1, mean: 70, variance: null }])).toEqual({ mean: 60, interval: null });
  expect(stratifiedMean([{ ...some, variance: 0 }])).toEqual({ mean: 50, interval: null });
});
