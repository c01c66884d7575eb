import { join, nothing, sql, type Sql } from '../engine/sql';
import { clusterSums } from './cluster-sums';
import { placedOrders } from './counted-orders';
import { groupedVisits, type Grouping } from './grouping';
import { nextTime } from './next-mark';
import { next, seenCustomers } from './stored-order';
import { unknownNames } from './unknown-names';

/** Words of an event that mean that the customer got what they came for. */
export const successWords = [
  'payment',
  'pay',
  'paid',
  'purchase',
  'purchased',
  'order paid',
  'delivery',
  'delivered',
  'signed',
  'resolved',
  'solved',
  'completed',
  '支付',
  '付款',
  '支付成功',
  '已支付',
  '签收',
  '已签收',
  '妥投',
  '送达',
  '已解决',
  '解决',
  '完成',
] as const;

/** The columns of `exitCounts`: visits that are determined (`n`), exits that are a loss (`hits`), and the rest. */
export const exitColumns = {
  grp: 'text?',
  whole: 'flag',
  clusters: 'number',
  hits: 'number',
  n: 'number',
  hits_squared: 'number',
  n_squared: 'number',
  product: 'number',
  successes: 'number',
  undetermined: 'number',
  gap_s: 'number?',
} as const;

/** What decides which visits are exits: H in days (null: p95 of the gaps), and what is a success. */
export interface Exit {
  readonly gapDays: number | null;
  readonly success: readonly string[];
}

/** Visits after which nothing followed within H, by group and over all, summed by customer. */
export function exitCounts(ask: Grouping, of: Exit): Sql {
  return sql`
    WITH ${judged(ask, of)},
    own AS (SELECT customer, grp, ${sums} FROM judged GROUP BY customer, grp),
    per AS (
      SELECT customer, grp, false AS whole, n, hits, successes, undetermined FROM own
      UNION ALL SELECT customer, NULL, true, sum(n), sum(hits), sum(successes), sum(undetermined) FROM own GROUP BY customer)
    SELECT grp::VARCHAR AS grp, whole, ${clusterSums}, sum(successes) AS successes, sum(undetermined) AS undetermined, (SELECT h FROM facts) AS gap_s
    FROM per GROUP BY grp, whole ORDER BY whole, grp`;
}

/** The same where no intervals are read: visits need not be gathered by customer. */
export function exitRates(ask: Grouping, of: Exit): Sql {
  return sql`
    WITH ${judged(ask, of)},
    per AS (SELECT grp, ${sums} FROM judged GROUP BY grp)
    SELECT grp::VARCHAR AS grp, grouping(grp) = 1 AS whole, sum(n) AS clusters, sum(hits) AS hits, sum(n) AS n,
           sum(hits) AS hits_squared, sum(n) AS n_squared, sum(hits) AS product,
           sum(successes) AS successes, sum(undetermined) AS undetermined, (SELECT h FROM facts) AS gap_s
    FROM per GROUP BY GROUPING SETS ((grp), ()) HAVING count(*) > 0 ORDER BY whole, grp`;
}

const sums = sql`sum(n) AS n, sum(hits) AS hits, sum(successes) AS successes, sum(undetermined) AS undetermined`;

/**
 * The CTEs `facts` (H as `h`, and the data's end, in seconds), `last` (visits that nothing followed within H) and `judged`:
 * n, hits, successes and undetermined, to be summed by customer and grp. Each visit counts one, and few are more than that.
 */
function judged(ask: Grouping, of: Exit): Sql {
  const h =
    of.gapDays === null ? sql`(SELECT quantile_cont(gap, 0.95) FROM ${visits})` : sql`${of.gapDays * 86_400}::DOUBLE`;
  return sql`facts AS MATERIALIZED (SELECT ${h} AS h, (SELECT epoch(max(occurred_at)) FROM interactions) AS data_end),
    last AS (
      SELECT customer, grp, t AS "at", gap IS NULL AND coalesce(t + h > data_end, true) AS undetermined, ${succeeded(ask, of.success)} AS success
      FROM ${groupedVisits(ask, visits)} CROSS JOIN facts WHERE coalesce(gap > h, true)),
    judged AS (
      SELECT customer, grp, 1::DOUBLE AS n, 0::DOUBLE AS hits, 0::DOUBLE AS successes, 0::DOUBLE AS undetermined FROM ${groupedVisits(ask)} WHERE customer IS NOT NULL
      UNION ALL SELECT customer, grp, -undetermined::INTEGER, (NOT undetermined AND NOT good)::INTEGER, (NOT undetermined AND good)::INTEGER, undetermined::INTEGER FROM (${judgedLast(ask)}))`;
}

/** Visits of known customers, with `t` and the `gap` to the next one in seconds: null where none came. */
const visits = sql`(SELECT *, epoch(occurred_at) AS t, ${next(sql`epoch(occurred_at)`)} - epoch(occurred_at) AS gap FROM interactions WHERE customer IS NOT NULL)`;

/** The `last` visits with `good`: a success, or with an order or a solved ticket within H, even where no event says so. */
function judgedLast(ask: Grouping): Sql {
  const ends = goodEnds(ask);
  if (!ends.length) return sql`SELECT *, success AS good FROM last`;
  const marks = sql`SELECT met.customer, o."at" FROM (${join(ends, '\nUNION ALL BY NAME\n')}) AS o JOIN ${seenCustomers} AS met ON met.customer_id = o.customer_id`;
  return sql`SELECT *, success OR coalesce(next_at - "at" <= (SELECT h FROM facts), false) AS good FROM ${nextTime(sql`FROM last`, marks, sql`grp, undetermined, success`, 'at or after')}`;
}

function succeeded(ask: Grouping, success: readonly string[]): Sql {
  const words = success.length ? success.map((word) => word.toLowerCase()) : [...successWords];
  const outcome = ask.has('interactions.outcome') ? [sql`coalesce(outcome, false)`] : [];
  const event = ask.has('interactions.event') ? [sql`coalesce(lower(trim(event)) IN (${join(words)}), false)`] : [];
  const named = success.length > 0 || namesTellSuccess(ask);
  const touchpoint = named ? [sql`coalesce(lower(trim(touchpoint)) IN (${join(words)}), false)`] : [];
  const all = [...outcome, ...event, ...touchpoint];
  return all.length ? sql`(${join(all, ' OR ')})` : sql`false`;
}

/** Whether the names of touchpoints are read for success, since nothing else of a visit tells of it. */
export function namesTellSuccess(ask: Pick<Grouping, 'has'>): boolean {
  return !ask.has('interactions.outcome') && !ask.has('interactions.event');
}

/** Orders and solved tickets, as queries with customer_id and at (seconds). */
function goodEnds(ask: Grouping): readonly Sql[] {
  const solved = sql`coalesce(epoch(resolved_at), epoch(created_at) + resolution_s)`;
  const timed = ask.has('tickets.resolved_at') || ask.has('tickets.resolution_s');
  return [
    ...(ask.has('orders.ordered_at') && ask.has('orders.customer_id')
      ? [sql`SELECT customer_id, epoch(ordered_at) AS "at" FROM ${placedOrders(ask)}`]
      : []),
    ...(ask.has('tickets.customer_id') && timed
      ? [
          sql`SELECT customer_id, ${solved} AS "at" FROM tickets WHERE coalesce(resolved, true) AND ${solved} IS NOT NULL`,
        ]
      : []),
  ];
}

/** The names of `success` that no event and no touchpoint has. */
export function unknownSuccess(ask: Pick<Grouping, 'has'>, { success }: Exit): Sql | null {
  const events = ask.has('interactions.event') ? sql`UNION ALL SELECT lower(trim(event)) FROM interactions` : nothing;
  const known = sql`SELECT lower(trim(touchpoint)) AS name FROM interactions ${events}`;
  return unknownNames(
    success.map((word) => word.toLowerCase()),
    known,
  );
}
