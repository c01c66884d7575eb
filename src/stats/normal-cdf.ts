import cdf from '@stdlib/stats-base-dists-normal-cdf';

/** The share in [0, 1] of the standard normal that lies below `x`. */
export function normalCdf(x: number): number {
  return cdf(x, 0, 1);
}
