import { sql, type Sql } from '../engine/sql';
import { anyOrder, inOrder, strictly } from './funnel-chains';
import type { FunnelSteps } from './funnel-steps';

/**
 * Each customer's best attempt (the furthest, of equal ones the earliest) as customer, level, started and t: one row a
 * step that the attempt reached, times in seconds. One pass a step over the events that are steps; equal times count in
 * the order of the steps. Modes after ClickHouse's windowFunnel.
 */
export function funnelAttempts(of: FunnelSteps): Sql {
  const chain = of.order === 'ordered' ? inOrder(of) : of.order === 'strict' ? strictly(of) : anyOrder(of);
  return sql`
    WITH ${chain},
    best AS (SELECT customer, max(level) AS furthest FROM chained GROUP BY customer),
    chosen AS (SELECT chained.customer, furthest, arg_min(started, t) AS started FROM chained JOIN best ON best.customer = chained.customer AND best.furthest = chained.level GROUP BY chained.customer, furthest)
    SELECT chained.customer, chained.level, chosen.started, min(chained.t) AS t, chosen.furthest
    FROM chained JOIN chosen ON chosen.customer = chained.customer AND chosen.started = chained.started AND chained.level <= chosen.furthest
    GROUP BY chained.customer, chained.level, chosen.started, chosen.furthest`;
}
