import cdf from '@stdlib/stats-base-dists-t-cdf';

/** The share in [0, 1] of Student's t with `df` > 0 degrees of freedom (whole or not) that lies below `t`. */
export function tCdf(t: number, df: number): number {
  return cdf(t, df);
}
