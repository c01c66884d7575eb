import { logGamma } from './log-gamma';
import type { Random } from './random';

/**
 * A random number of hits in `n` (whole, ≥ 0) trials of probability `p` in [0, 1].
 *
 * Exact, not a normal approximation: inversion where few hits are expected, else transformed rejection. Source: BTRS of
 * Hörmann (1993), doi 10.1080/00949659308811496.
 */
export function drawBinomial(n: number, p: number, random: Random): number {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - drawBinomial(n, 1 - p, random);
  return n * p < 10 ? byInversion(n, p, random) : byRejection(n, p, random);
}

function byInversion(n: number, p: number, random: Random): number {
  const odds = p / (1 - p);
  let mass = Math.exp(n * Math.log1p(-p));
  let left = random();
  let hits = 0;
  while (left > mass && hits < n) {
    left -= mass;
    hits++;
    mass *= (odds * (n - hits + 1)) / hits;
  }
  return hits;
}

function byRejection(n: number, p: number, random: Random): number {
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const alpha = (2.83 + 5.1 / b) * spread;
  const mode = Math.floor((n + 1) * p);
  const logOdds = Math.log(p / (1 - p));
  const logMass = (k: number): number => k * logOdds - logGamma(k + 1) - logGamma(n - k + 1);
  for (;;) {
    const u = random() - 0.5;
    const v = random();
    const edge = 0.5 - Math.abs(u);
    const hits = Math.floor(((2 * a) / edge + b) * u + n * p + 0.5);
    if (edge >= 0.07 && v <= 0.92 - 4.2 / b) return hits;
    if (hits < 0 || hits > n) continue;
    if (Math.log((v * alpha) / (a / (edge * edge) + b)) <= logMass(hits) - logMass(mode)) return hits;
  }
}
