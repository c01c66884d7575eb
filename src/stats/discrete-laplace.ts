/** Fills an array with random bytes; for privacy it must be cryptographic, such as `crypto.getRandomValues`. */
export type RandomBytes = (bytes: Uint8Array<ArrayBuffer>) => unknown;

/**
 * Whole-number noise for differential privacy: P(x) ∝ exp(−|x| ε / sensitivity), sampled exactly.
 *
 * `epsilon` > 0 is rounded down to millionths (at least one), so that the promise holds; `sensitivity` is a whole
 * number ≥ 0. No noise for an infinite epsilon or sensitivity 0. Null for other arguments. Only integer arithmetic, so
 * floating-point attacks find nothing. Source: Canonne, Kamath & Steinke (2020), arXiv 2004.00010, algorithms 1 and 2.
 */
export function discreteLaplace(epsilon: number, sensitivity: number, bytes: RandomBytes): number | null {
  if (!(epsilon > 0) || !Number.isInteger(sensitivity) || sensitivity < 0) return null;
  if (epsilon === Infinity || sensitivity === 0) return 0;
  const s = Math.max(1, Math.floor(Math.min(epsilon, 1000) * 1e6));
  const t = sensitivity * 1e6;
  if (t > 2 ** 40) return null;
  for (;;) {
    const u = uniform(t, bytes);
    if (!exponentialCoin(u, t, bytes)) continue;
    let v = 0;
    while (exponentialCoin(1, 1, bytes)) v++;
    const size = Math.floor((u + t * v) / s);
    const negative = uniform(2, bytes) === 1;
    if (negative && size === 0) continue;
    return negative ? -size : size;
  }
}

/** True with probability exp(−a / b) for whole numbers 0 ≤ a ≤ b, b > 0. */
function exponentialCoin(a: number, b: number, bytes: RandomBytes): boolean {
  let k = 1;
  while (uniform(b * k, bytes) < a) k++;
  return k % 2 === 1;
}

/** A whole number in [0, n) by rejection, n ≤ 2⁴⁸. */
function uniform(n: number, bytes: RandomBytes): number {
  const buffer = new Uint8Array(6);
  const limit = 2 ** 48 - (2 ** 48 % n);
  for (;;) {
    bytes(buffer);
    const value = buffer.reduce((sum, byte) => sum * 256 + byte, 0);
    if (value < limit) return value % n;
  }
}
