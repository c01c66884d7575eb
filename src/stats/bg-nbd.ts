import gammaln from '@stdlib/math-base-special-gammaln';
import { hyp2f1 } from './hyp2f1';

/** Purchase rates are gamma(r, alpha), dropout after a purchase beta(a, b); alpha is in units of time. All > 0. */
export interface BgNbdParameters {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/**
 * A customer's history: `frequency` repeat purchases (periods with a purchase − 1), `recency` the age at the last of
 * them (0 without any) and `age` at the end of observation, in one unit of time: 0 ≤ recency ≤ age.
 */
export interface PurchaseHistory {
  readonly frequency: number;
  readonly recency: number;
  readonly age: number;
}

/**
 * Probability that a customer is still active, 0 to 1; always 1 without a repeat purchase, a weakness of the model.
 *
 * Source: Fader, Hardie & Lee (2005), doi 10.1287/mksc.1040.0098, and their 2008 note on P(alive).
 */
export function pAlive({ r, alpha, a, b }: BgNbdParameters, { frequency, recency, age }: PurchaseHistory): number {
  if (frequency === 0) return 1;
  const log = (r + frequency) * Math.log((alpha + age) / (alpha + recency));
  return 1 / (1 + (a / (b + frequency - 1)) * Math.exp(log));
}

/**
 * Expected purchases of a new customer up to time `t` ≥ 0, the first one not counted. Null where it does not exist.
 *
 * Finite for every finite t, but for a ≤ 1 it grows without bound. Source: Fader, Hardie & Lee (2005), eq. 9.
 */
export function expectedPurchases(parameters: BgNbdParameters, t: number): number | null {
  return purchasesWhileAlive(parameters, { frequency: 0, age: 0 }, t);
}

/** Expected purchases in the time `t` ≥ 0 after the end of observation, given the history. Eq. 10 of the same paper. */
export function conditionalExpected(parameters: BgNbdParameters, history: PurchaseHistory, t: number): number | null {
  const purchases = purchasesWhileAlive(parameters, history, t);
  return purchases === null ? null : purchases * pAlive(parameters, history);
}

/** Probability that a new customer makes `n` ≥ 0 repeat purchases up to time `t` ≥ 0. Eq. 8 of the same paper. */
export function purchaseProbability({ r, alpha, a, b }: BgNbdParameters, n: number, t: number): number | null {
  if (!(t >= 0) || !Number.isInteger(n) || n < 0) return null;
  if (t === 0) return n === 0 ? 1 : 0;
  const counts = Array.from({ length: n + 1 }, (_, j) => negativeBinomial(r, alpha, j, t));
  const staying = Math.exp(gammaln(b + n) + gammaln(a + b) - gammaln(a + b + n) - gammaln(b)) * (counts[n] ?? 0);
  if (n === 0) return staying;
  const leaving = Math.exp(Math.log(a) + gammaln(b + n - 1) + gammaln(a + b) - gammaln(a + b + n) - gammaln(b));
  return staying + leaving * (1 - counts.slice(0, n).reduce((sum, p) => sum + p, 0));
}

/** The same of a customer who is known to be active: does not depend on recency. Both equations after Euler's transformation of ₂F₁, which keeps the powers from overflowing for large x. */
export function purchasesWhileAlive(
  parameters: BgNbdParameters,
  history: Pick<PurchaseHistory, 'frequency' | 'age'>,
  t: number,
): number | null {
  const { r, alpha, b } = parameters;
  const x = history.frequency;
  const a = Math.abs(parameters.a - 1) < 1e-6 ? 1 + 1e-6 : parameters.a;
  const c = a + b + x - 1;
  if (!(t >= 0)) return null;
  const z = t / (alpha + history.age + t);
  const sum = hyp2f1(a + b - 1 - r, a - 1, c, z);
  if (sum === null) return null;
  const purchases = (c / (a - 1)) * (1 - (1 - z) ** (a - 1) * sum);
  return Number.isFinite(purchases) ? purchases : null;
}

function negativeBinomial(r: number, alpha: number, j: number, t: number): number {
  const log = gammaln(r + j) - gammaln(r) - gammaln(j + 1) + r * Math.log(alpha / (alpha + t));
  return Math.exp(log + j * Math.log(t / (alpha + t)));
}
