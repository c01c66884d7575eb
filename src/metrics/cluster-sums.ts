import { sql, type Sql } from '../engine/sql';

/**
 * The columns of `clusterColumns` as sums over a table with one row a customer: `n` units, `hits` of them. A customer
 * without units is no cluster.
 */
export const clusterSums: Sql = sql`(count(*) FILTER (n > 0))::DOUBLE AS clusters, sum(hits)::DOUBLE AS hits, sum(n)::DOUBLE AS n,
           sum(hits * hits)::DOUBLE AS hits_squared, sum(n * n)::DOUBLE AS n_squared, sum(hits * n)::DOUBLE AS product`;
