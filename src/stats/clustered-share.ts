import { wilson, type Interval } from './wilson';
import { z95 } from './z95';

/** Sums over clusters (customers): of hits and trials, of their squares, and of their product. */
export interface ClusterSums {
  readonly clusters: number;
  readonly hits: number;
  readonly n: number;
  readonly hitsSquared: number;
  readonly nSquared: number;
  readonly product: number;
}

/**
 * Wilson interval of a share whose trials come in clusters, at the effective size that the clusters leave.
 *
 * The variance is that of a ratio of cluster sums (linearised, divisor clusters − 1). Unanimous trials count as one a
 * cluster. Null without trials or with fewer than two clusters. Source: Cochran (1977), Sampling Techniques, section 6.4;
 * Korn & Graubard (1998) for the effective size.
 */
export function clusteredShare(sums: ClusterSums, z: number = z95): Interval | null {
  const { clusters, hits, n } = sums;
  if (!(n > 0 && clusters >= 2)) return null;
  const share = hits / n;
  const residual = sums.hitsSquared - 2 * share * sums.product + share * share * sums.nSquared;
  const variance = ((clusters / (clusters - 1)) * Math.max(0, residual)) / (n * n);
  const simple = share * (1 - share);
  const size = variance > 0 && simple > 0 ? Math.min(n, simple / variance) : Math.min(n, clusters);
  return wilson(share * size, size, z);
}
