/**
 * Discounted value of a customer's purchases over `periods` periods of `length` units of time each.
 *
 * Σ amount · (E(i·length) − E((i−1)·length)) / (1 + discount)^i, with `expected(t)` the expected purchases up to t, `amount`
 * the expected value of one, `discount` the rate of one period (0.01: 1 %). Null where an expectation is, or for a
 * discount ≤ −1. Source: Fader, Hardie & Lee (2005b), doi 10.1509/jmkr.2005.42.4.415; discrete form as in lifetimes.
 */
export function clvDcf(
  expected: (t: number) => number | null,
  amount: number | null,
  { periods, length, discount }: { readonly periods: number; readonly length: number; readonly discount: number },
): number | null {
  if (amount === null || !(discount > -1)) return null;
  let sum = 0;
  let before = 0;
  for (let i = 1; i <= periods; i++) {
    const after = expected(i * length);
    if (after === null) return null;
    sum += (amount * (after - before)) / (1 + discount) ** i;
    before = after;
  }
  return sum;
}
