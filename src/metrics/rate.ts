import { clusteredShare, type ClusterSums } from '../stats/clustered-share';
import { wilson } from '../stats/wilson';
import { zOf } from '../stats/z-of';

export interface Rate {
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

const noRate: Rate = { rate: null, low: null, high: null };

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

export interface ClusteredRate extends Rate {
  /** As how many independent units those of the customers count in the interval. */
  readonly interval_n: number | null;
}

export const noClusteredRate: ClusteredRate = { ...noRate, interval_n: null };

/** A share of units that come in clusters (visits of customers), with an interval that knows of them. */
export function clusteredRateOf(
  row: Clustered,
  confidence: number,
  weighted?: NonNullable<ClusterSums['weighted']>,
): ClusteredRate {
  const found = clusteredShare(
    {
      clusters: row.clusters,
      hits: row.hits,
      n: row.n,
      hitsSquared: row.hits_squared,
      nSquared: row.n_squared,
      product: row.product,
      ...(weighted && { weighted }),
    },
    zOf(confidence),
  );
  return found ? { rate: row.hits / row.n, low: found.low, high: found.high, interval_n: found.size } : noClusteredRate;
}
