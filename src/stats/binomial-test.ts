import { logGamma } from './log-gamma';

/**
 * Exact two-sided p of `hits` in `n` trials against a probability of one half, 0 to 1 (the sign test).
 *
 * Null when n is 0 or the counts are not whole numbers with 0 ≤ hits ≤ n. Source: Conover (1999), Practical Nonparametric Statistics, 3.4.
 */
export function binomialTest(hits: number, n: number): number | null {
  if (!Number.isInteger(hits) || !Number.isInteger(n) || hits < 0 || hits > n || n === 0) return null;
  const few = Math.min(hits, n - hits);
  let tail = 0;
  for (let i = 0; i <= few; i++)
    tail += Math.exp(logGamma(n + 1) - logGamma(i + 1) - logGamma(n - i + 1) - n * Math.LN2);
  return Math.min(1, 2 * tail);
}
