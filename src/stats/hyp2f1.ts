import gammaln from '@stdlib/math-base-special-gammaln';

/**
 * Gauss' hypergeometric function ₂F₁(a, b; c; z) for real arguments and z < 1, to about 1e-12 of its value.
 *
 * Sums the power series for |z| ≤ .9; z < −.5 is mapped by Pfaff's transformation and z > .9 by the one in 1 − z where
 * c − a − b is not near an integer. Null where it does not exist or does not converge (z ≥ 1, c zero or a negative
 * integer, not finite). Source: Abramowitz & Stegun (1964), 15.1.1, 15.3.4, 15.3.6.
 */
export function hyp2f1(a: number, b: number, c: number, z: number): number | null {
  if (![a, b, c, z].every(Number.isFinite) || z >= 1 || (c <= 0 && Number.isInteger(c))) return null;
  if (z < -0.5) return scaled((1 - z) ** -a, hyp2f1(a, c - b, c, z / (z - 1)));
  const rest = c - a - b;
  const value = z > 0.9 && Math.abs(rest - Math.round(rest)) > 1e-3 ? reflected(a, b, c, z, rest) : series(a, b, c, z);
  return value !== null && Number.isFinite(value) ? value : null;
}

function scaled(factor: number, value: number | null): number | null {
  return value === null || !Number.isFinite(factor * value) ? null : factor * value;
}

function series(a: number, b: number, c: number, z: number): number | null {
  let term = 1;
  let sum = 1;
  for (let n = 0; n < 2_000_000; n++) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    sum += term;
    if (Math.abs(term) <= 1e-17 * (1 - z) * Math.abs(sum)) return sum;
  }
  return null;
}

function reflected(a: number, b: number, c: number, z: number, rest: number): number | null {
  const near = series(a, b, 1 - rest, 1 - z);
  const far = series(c - a, c - b, 1 + rest, 1 - z);
  if (near === null || far === null) return null;
  const first = gammaRatio([c, rest], [c - a, c - b]) * near;
  return first + (1 - z) ** rest * gammaRatio([c, -rest], [a, b]) * far;
}

function gammaRatio(above: readonly number[], below: readonly number[]): number {
  if (below.some(isPole)) return 0;
  const log = (xs: readonly number[]): number => xs.reduce((sum, x) => sum + gammaln(x), 0);
  const sign = [...above, ...below].reduce((product, x) => product * signOfGamma(x), 1);
  return sign * Math.exp(log(above) - log(below));
}

function isPole(x: number): boolean {
  return x <= 0 && Number.isInteger(x);
}

function signOfGamma(x: number): number {
  return x < 0 && Math.floor(x) % 2 !== 0 ? -1 : 1;
}
