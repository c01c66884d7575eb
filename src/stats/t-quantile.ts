import quantile from '@stdlib/stats-base-dists-t-quantile';

/** The value below which a share `p` in (0, 1) of Student's t with `df` > 0 degrees of freedom (whole or not) lies. */
export function tQuantile(p: number, df: number): number {
  return quantile(p, df);
}
