import type { Random } from './random';

/** A draw of the Laplace distribution around 0: P(x) ∝ exp(−|x| / scale), variance 2 scale². Not for privacy: the draw is a float. */
export function laplace(scale: number, random: Random): number {
  const u = random() - 0.5;
  return -scale * Math.sign(u) * Math.log(Math.max(Number.MIN_VALUE, 1 - 2 * Math.abs(u)));
}
