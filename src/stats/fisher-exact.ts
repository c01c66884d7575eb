import { logGamma } from './log-gamma';

/**
 * Two-sided p of Fisher's exact test that two shares are equal: the sum over all tables at most as likely as this one.
 *
 * Whole counts only; null for others and when a size is 0. Source: Fisher (1935); ties within 1e-7, as in R.
 */
export function fisherExact(hitsA: number, nA: number, hitsB: number, nB: number): number | null {
  if (![hitsA, nA, hitsB, nB].every(Number.isInteger) || !(nA > 0 && nB > 0)) return null;
  const hits = hitsA + hitsB;
  const logProbability = (x: number): number => logChoose(nA, x) + logChoose(nB, hits - x) - logChoose(nA + nB, hits);
  const limit = logProbability(hitsA) + 1e-7;
  let p = 0;
  for (let x = Math.max(0, hits - nB); x <= Math.min(nA, hits); x++) {
    const log = logProbability(x);
    if (log <= limit) p += Math.exp(log);
  }
  return Math.min(1, p);
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
