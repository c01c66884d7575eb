import { clusterEffect } from './cluster-effect';
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
  /** Where trials have weights, which hits and n are then sums of: how many there are, and their squares over all and over the hits. */
  readonly weighted?: { readonly trials: number; readonly squares: number; readonly hitSquares: number };
}

export interface ClusteredShare extends Interval {
  /** As how many independent trials the clustered ones count. */
  readonly size: number;
}

/**
 * Wilson interval of a share whose trials come in clusters, at the effective size that weights (Kish) and clusters leave.
 *
 * The variance is that of a ratio of cluster sums (linearised, divisor clusters − 1). Unanimous trials, or those of a single
 * cluster, count as one a cluster; where each cluster is one trial the interval is the usual one. Null without trials.
 * Source: Cochran (1977), Sampling Techniques, section 6.4; Korn & Graubard (1998) for the effective size.
 */
export function clusteredShare(sums: ClusterSums, z: number = z95): ClusteredShare | null {
  const { clusters, hits, n } = sums;
  if (!(n > 0 && clusters > 0)) return null;
  const { trials, squares, hitSquares } = sums.weighted ?? { trials: n, squares: n, hitSquares: hits };
  const share = hits / n;
  const own = (1 - 2 * share) * hitSquares + share * share * squares;
  const residual = sums.hitsSquared - 2 * share * sums.product + share * share * sums.nSquared;
  const effect = clusterEffect({ own, between: residual - own, answers: trials, persons: clusters });
  const size = (n * n) / squares / effect;
  const interval = wilson(share * size, size, z);
  return interval && { ...interval, size };
}
