import inverseBeta from '@stdlib/math-base-special-kernel-betaincinv';

/**
 * The value below which a share `p` in (0, 1) of Fisher's F with `d1` and `d2` > 0 degrees of freedom lies, to 11 digits.
 *
 * By the inverse of the incomplete beta function. Source: Abramowitz & Stegun (1964), 26.6.2.
 */
export function fQuantile(p: number, d1: number, d2: number): number {
  const [below = NaN, above = NaN] = inverseBeta(d1 / 2, d2 / 2, p, 1 - p);
  return (d2 * below) / (d1 * above);
}
