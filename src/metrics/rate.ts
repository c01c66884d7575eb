import { clusteredShare, type ClusterSums } from '../stats/clustered-share';
import { wilson } from '../stats/wilson';
import { zOf } from '../stats/z-of';

export interface Rate {
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export const noRate: Rate = { rate: null, low: null, high: null };

/** A share with its Wilson interval; all null when nobody was counted. */
export function rateOf(hits: number, n: number, confidence: number): Rate {
  const interval = wilson(hits, n, zOf(confidence));
  return interval ? { rate: hits / n, ...interval } : noRate;
}

/** The columns of a table that counts units by customer. */
export const clusterColumns = {
  clusters: 'number',
  hits: 'number',
  n: 'number',
  hits_squared: 'number',
  n_squared: 'number',
  product: 'number',
} as const;

type Clustered = { readonly [C in keyof typeof clusterColumns]: number };

/** A share of units that come in clusters (visits of customers), with an interval that knows of them. */
export function clusteredRateOf(row: Clustered, confidence: number): Rate {
  if (!(row.n > 0)) return noRate;
  const sums: ClusterSums = {
    clusters: row.clusters,
    hits: row.hits,
    n: row.n,
    hitsSquared: row.hits_squared,
    nSquared: row.n_squared,
    product: row.product,
  };
  const interval = clusteredShare(sums, zOf(confidence));
  return { rate: row.hits / row.n, low: interval?.low ?? null, high: interval?.high ?? null };
}
