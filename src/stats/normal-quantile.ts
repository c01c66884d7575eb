import quantile from '@stdlib/stats-base-dists-normal-quantile';

/** The value below which a share `p` in (0, 1) of the standard normal lies; −∞ at 0 and +∞ at 1. */
export function normalQuantile(p: number): number {
  return quantile(p, 0, 1);
}
