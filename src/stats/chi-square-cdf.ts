import cdf from '@stdlib/stats-base-dists-chisquare-cdf';

/** The share in [0, 1] of the chi-square distribution with `df` > 0 degrees of freedom that lies below `x`. */
export function chiSquareCdf(x: number, df: number): number {
  return cdf(x, df);
}
