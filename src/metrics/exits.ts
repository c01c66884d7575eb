import { join, nothing, sql, type Sql } from '../engine/sql';
import { countedOrders } from './counted-orders';
import { grouped, type Grouping } from './grouping';
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
    WITH ${seenVisits(ask, of)},
    judged AS (
      SELECT customer, grp, (NOT undetermined)::DOUBLE AS n, (exit AND NOT success)::DOUBLE AS hits, (exit AND success)::DOUBLE AS successes, undetermined::DOUBLE AS undetermined FROM seen
      UNION ALL SELECT customer, grp, 0, -1, 1, 0 FROM ended),
    own AS (SELECT customer, grp, sum(n) AS n, sum(hits) AS hits, sum(successes) AS successes, sum(undetermined) AS undetermined FROM judged GROUP BY customer, grp),
    per AS (
      SELECT customer, grp, false AS whole, n, hits, successes, undetermined FROM own
      UNION ALL SELECT customer, NULL, true, sum(n), sum(hits), sum(successes), sum(undetermined) FROM own GROUP BY customer)
    SELECT grp, whole, count(*) FILTER (n > 0)::DOUBLE AS clusters, sum(hits) AS hits, sum(n) AS n,
           sum(hits * hits) AS hits_squared, sum(n * n) AS n_squared, sum(hits * n) AS product,
           sum(successes) AS successes, sum(undetermined) AS undetermined, (SELECT h FROM facts) AS gap_s
    FROM per GROUP BY grp, whole ORDER BY whole, grp`;
}

/** The same where no intervals are read: visits need not be gathered by customer. */
export function exitRates(ask: Grouping, of: Exit): Sql {
  return sql`
    WITH ${seenVisits(ask, of)},
    per AS (
      SELECT grp, (count(*) FILTER (NOT undetermined))::DOUBLE AS n, (count(*) FILTER (exit AND NOT success))::DOUBLE AS hits,
             (count(*) FILTER (exit AND success))::DOUBLE AS successes, (count(*) FILTER (undetermined))::DOUBLE AS undetermined
      FROM seen GROUP BY grp
      UNION ALL SELECT grp, 0, -count(*)::DOUBLE, count(*)::DOUBLE, 0 FROM ended GROUP BY grp)
    SELECT grp, grouping(grp) = 1 AS whole, sum(n) AS clusters, sum(hits) AS hits, sum(n) AS n,
           sum(hits) AS hits_squared, sum(n) AS n_squared, sum(hits) AS product,
           sum(successes) AS successes, sum(undetermined) AS undetermined, (SELECT h FROM facts) AS gap_s
    FROM per GROUP BY GROUPING SETS ((grp), ()) HAVING count(*) > 0 ORDER BY whole, grp`;
}

/** The CTEs `facts` (H as `h`, and the data's end, in seconds), `seen` (each visit) and `ended` (each exit that an order or a solved ticket makes good). */
function seenVisits(ask: Grouping, { gapDays, success }: Exit): Sql {
  const visits = sql`(SELECT *, epoch(occurred_at) AS t, ${next(sql`epoch(occurred_at)`)} - epoch(occurred_at) AS gap FROM interactions WHERE customer IS NOT NULL)`;
  const gap =
    gapDays === null
      ? sql`(SELECT quantile_cont(gap, 0.95) FROM ${visits} WHERE gap IS NOT NULL)`
      : sql`${gapDays * 86_400}::DOUBLE`;
  const ends = goodEnds(ask);
  return sql`facts AS MATERIALIZED (SELECT ${gap} AS h, (SELECT epoch(max(occurred_at)) FROM interactions) AS data_end),
    seen AS NOT MATERIALIZED (
      SELECT customer, grp, t, gap IS NULL AND coalesce(t + h > data_end, true) AS undetermined,
             coalesce(gap > h, t + h <= data_end, false) AS exit, ${succeeded(ask, success)} AS success
      FROM ${grouped(ask, 'interactions', visits)} CROSS JOIN facts),
    ${ends.length ? exitsThenGood(ask, ends) : sql`ended AS (SELECT customer, grp FROM seen WHERE false)`}`;
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
      ? [sql`SELECT customer_id, epoch(ordered_at) AS "at" FROM ${countedOrders(ask)}`]
      : []),
    ...(ask.has('tickets.customer_id') && timed
      ? [
          sql`SELECT customer_id, ${solved} AS "at" FROM tickets WHERE coalesce(resolved, true) AND ${solved} IS NOT NULL`,
        ]
      : []),
  ];
}

/** CTE `ended`, the exits with an order or a solved ticket within H: a success too, even where no event says so. */
function exitsThenGood(ask: Grouping, ends: readonly Sql[]): Sql {
  const exits = sql`SELECT customer, grp, t AS "at" FROM seen WHERE exit AND NOT success`;
  const good = sql`SELECT met.customer, o."at" FROM (${join(ends, '\nUNION ALL BY NAME\n')}) AS o JOIN ${seenCustomers} AS met ON met.customer_id = o.customer_id`;
  return sql`ended AS (
      SELECT customer, grp FROM ${nextTime(exits, good, sql`grp`, 'at or after')}
      WHERE next_at - "at" <= (SELECT h FROM facts))`;
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
