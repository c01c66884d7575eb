import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Sample } from './mean-interval';
import { welch } from './welch';

function sample(values: readonly number[]): Sample {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  return { n, mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1) };
}

// R datasets `sleep`, Student (1908); help of t.test: t −1.8608, df 17.776, p .07939, −3.3654832 to .2054832
it('gives the published comparison of two drugs', () => {
  const first = sample([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]);
  const second = sample([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
  const { t, df, p, low, high, difference } = welch(first, second)!;
  expect(difference).toBeCloseTo(-1.58, 12);
  expect(t).toBeCloseTo(-1.8608, 4);
  expect(df).toBeCloseTo(17.776, 3);
  expect(p).toBeCloseTo(0.07939, 5);
  expect(low).toBeCloseTo(-3.3654832, 7);
  expect(high).toBeCloseTo(0.2054832, 7);
});

// The same ten persons took both drugs; help of t.test, paired: t −4.0621, df 9, p .002833, −2.4598858 to −0.7001142
it('gives the published comparison of two drugs that the same persons took', () => {
  const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
  const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
  const [a, b] = [sample(first), sample(second)];
  const together = first.reduce((sum, value, at) => sum + (value - a.mean) * (second[at]! - b.mean), 0);
  const { t, df, p, low, high } = welch(a, b, 0.95, { pairs: 10, covariance: together / 9 / 10 })!;
  expect(t).toBeCloseTo(-4.0621, 4);
  expect(df).toBeCloseTo(9, 12);
  expect(p).toBeCloseTo(0.002833, 6);
  expect(low).toBeCloseTo(-2.4598858, 7);
  expect(high).toBeCloseTo(-0.7001142, 7);
});

it('has no comparison of single values or without variation', () => {
  const some = { n: 5, mean: 3, variance: 1 };
  expect(welch({ ...some, n: 1 }, some)).toBeNull();
  expect(welch({ ...some, variance: 0 }, { ...some, variance: 0 })).toBeNull();
});

it('turns round with the samples', () => {
  const any = fc.record({
    n: fc.integer({ min: 2, max: 500 }),
    mean: fc.double({ min: -10, max: 10, noNaN: true }),
    variance: fc.double({ min: 0.01, max: 9, noNaN: true }),
  });
  fc.assert(
    fc.property(any, any, (a, b) => {
      const [there, back] = [welch(a, b)!, welch(b, a)!];
      expect(back.low).toBeCloseTo(-there.high, 9);
      expect(back.p).toBeCloseTo(there.p, 9);
      expect(there.low).toBeLessThanOrEqual(there.difference);
    }),
    { seed: 1 },
  );
});
