import gammaln from '@stdlib/math-base-special-gammaln';

/** The natural logarithm of the gamma function at `x` > 0; `logGamma(n + 1)` is ln n!. */
export function logGamma(x: number): number {
  return gammaln(x);
}
