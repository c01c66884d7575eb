import gammaln from '@stdlib/math-base-special-gammaln';
import type { BgNbdParameters, PurchaseHistory } from './bg-nbd';

/** Customers with the same history: `count` of them (a real number > 0). */
export interface PurchaseHistories extends PurchaseHistory {
  readonly count: number;
}

/**
 * Log-likelihood of the BG/NBD model in nats, in the form that is safe for large frequencies.
 *
 * Source: Fader & Hardie (2013), overcoming the BG/NBD model's #NUM! error problem.
 */
export function bgNbdLogLikelihood(parameters: BgNbdParameters, histories: readonly PurchaseHistories[]): number {
  const { r, alpha, a, b } = parameters;
  const constants = new Map<number, number>();
  const base = gammaln(a + b) - gammaln(r) - gammaln(b) + r * Math.log(alpha);
  let sum = 0;
  for (const { frequency: x, recency, age, count } of histories) {
    let constant = constants.get(x);
    if (constant === undefined) {
      constant = base + gammaln(r + x) + gammaln(b + x) - gammaln(a + b + x);
      constants.set(x, constant);
    }
    const last = Math.log(alpha + recency);
    const stayed = Math.exp((r + x) * (last - Math.log(alpha + age)));
    const left = x > 0 ? a / (b + x - 1) : 0;
    sum += count * (constant - (r + x) * last + Math.log(stayed + left));
  }
  return sum;
}

/** Merges equal histories: summed `count`, order of first appearance. A history without `count` is one customer. */
export function distinctHistories(histories: readonly (PurchaseHistory & { count?: number })[]): PurchaseHistories[] {
  const counts = new Map<string, PurchaseHistories>();
  for (const { frequency, recency, age, count = 1 } of histories) {
    const key = `${String(frequency)} ${String(recency)} ${String(age)}`;
    counts.set(key, { frequency, recency, age, count: count + (counts.get(key)?.count ?? 0) });
  }
  return [...counts.values()];
}
