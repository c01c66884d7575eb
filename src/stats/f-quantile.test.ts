import { expect, it } from 'vitest';
import { fQuantile } from './f-quantile';
import { tQuantile } from './t-quantile';

// scipy 1.17.1 stats.f.ppf
it.each([
  [0.975, 29, 174, 1.6615384170288148],
  [0.025, 29, 174, 0.5369655425274906],
  [0.5, 1, 1, 1],
  [0.99, 3.5, 10, 6.238840779626357],
  [0.001, 2, 500, 0.001000502335588039],
  [0.95, 199, 1791, 1.1819255603571526],
])('gives the value below which %d of F(%d, %d) lies', (p, d1, d2, expected) => {
  expect(Math.abs(fQuantile(p, d1, d2) / expected - 1)).toBeLessThan(1e-11);
});

it('is the square of Student’s t with one degree above, and its own inverse when turned round', () => {
  for (const df of [1, 4, 30, 1000]) {
    expect(fQuantile(0.95, 1, df) / tQuantile(0.975, df) ** 2).toBeCloseTo(1, 9);
    expect(fQuantile(0.9, 7, df) * fQuantile(0.1, df, 7)).toBeCloseTo(1, 9);
  }
});
