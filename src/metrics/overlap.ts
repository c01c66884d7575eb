import { join, sql, type Sql } from '../engine/sql';
import { paidLines, placedOrders } from './counted-orders';

interface Known {
  has(role: string): boolean;
}

/** The columns of `combinationCounts`. */
export const combinationColumns = { used: 'texts', n: 'number' } as const;

/**
 * Which exact sets of touchpoints customers used, and how many used each: pairs, sizes and shares all follow from it. Sets
 * are told apart by size and mixed hashes: two different ones are alike with chance 2⁻⁶⁴.
 */
export const combinationCounts: Sql = sql`
  WITH seen AS (SELECT DISTINCT customer, touchpoint FROM interactions WHERE customer IS NOT NULL),
  sets AS (SELECT customer, (count(touchpoint), bit_xor(hash(touchpoint)) FILTER (touchpoint IS NOT NULL)) AS mark FROM seen GROUP BY customer),
  counted AS (SELECT mark, count(*)::DOUBLE AS n, min(customer) AS sample FROM sets GROUP BY mark),
  named AS (SELECT seen.customer, list(touchpoint ORDER BY touchpoint) FILTER (touchpoint IS NOT NULL) AS used FROM seen JOIN counted ON counted.sample = seen.customer GROUP BY seen.customer)
  SELECT coalesce(used, []) AS used, n FROM counted JOIN named ON named.customer = sample ORDER BY n DESC, used`;

/** The columns of `answerCounts` and `buyerCounts`: people alike in all of these are one row, `n` says how many. */
export const relationColumns = {
  touchpoints: 'number',
  calm: 'number',
  score: 'number',
  tenure: 'number',
  orders: 'number',
  n: 'number',
} as const;

/**
 * Each customer's last overall answer, the number of different touchpoints in the window before it (`calm`: without those
 * of complaints), the days since the first visit (or tenure), and the purchases.
 */
export function answerCounts(ask: Known, windowSeconds: number, complaints: readonly string[]): Sql {
  const known = ['responses.score', 'responses.customer_id', 'interactions.occurred_at'].every((role) => ask.has(role));
  if (!known) return noRelation;
  const dated = ask.has('responses.submitted_at');
  const bought = ask.has('orders.customer_id')
    ? sql`(SELECT customer_id, count(*) AS orders FROM ${placedOrders(ask)} GROUP BY customer_id)`
    : sql`(SELECT NULL::VARCHAR AS customer_id, 0 AS orders WHERE false)`;
  return sql`
    WITH ${people(ask)},
    said AS (
      SELECT customer_id, arg_max(CASE WHEN reversed THEN coalesce(scale_min + scale_max, 0) - score ELSE score END, coalesce(submitted_at, TIMESTAMP '1970-01-01')) AS score, max(submitted_at) AS moment
      FROM responses WHERE kind = 'overall' AND coalesce(score BETWEEN scale_min AND scale_max, score IS NOT NULL) AND customer_id IS NOT NULL GROUP BY customer_id),
    judged AS (SELECT people.*, score, moment FROM said JOIN people ON people.customer_id = said.customer_id),
    ${usesBefore(dated ? sql`i.occurred_at <= j.moment AND epoch(j.moment) - epoch(i.occurred_at) <= ${windowSeconds}` : sql`true`, complaints)},
    per AS (
      SELECT touchpoints, calm, score, coalesce(tenure, (epoch(moment) - epoch(began)) / 86400, 0) AS tenure, coalesce(b.orders, 0) AS orders
      FROM uses JOIN judged USING (customer) LEFT JOIN ${bought} AS b ON b.customer_id = judged.customer_id)
    ${counted}`;
}

/**
 * Every customer, whether they bought (`score` 1 or 0), and the different touchpoints in the window before the first
 * purchase; of those who did not buy, before their last visit: what happens at that very moment counts for neither.
 */
export function buyerCounts(ask: Known, windowSeconds: number, complaints: readonly string[]): Sql {
  const outcome = ask.has('interactions.outcome');
  const orders = ask.has('orders.customer_id') && ask.has('orders.ordered_at');
  if (!ask.has('interactions.occurred_at') || !(outcome || orders)) return noRelation;
  const sources = [
    ...(outcome
      ? [
          sql`SELECT customer, min(occurred_at) AS moment FROM interactions WHERE outcome AND customer IS NOT NULL GROUP BY customer`,
        ]
      : []),
    ...(orders
      ? [
          sql`SELECT people.customer, moment FROM (SELECT customer_id, min(ordered_at) AS moment FROM ${paidLines(ask)} GROUP BY customer_id) AS o JOIN people ON people.customer_id = o.customer_id`,
        ]
      : []),
  ];
  return sql`
    WITH ${people(ask)},
    bought AS (SELECT customer, min(moment) AS moment FROM (${join(sources, '\nUNION ALL BY NAME\n')}) GROUP BY customer),
    judged AS (
      SELECT people.*, (bought.customer IS NOT NULL)::INTEGER AS score, coalesce(bought.moment, people.ended) AS moment
      FROM people LEFT JOIN bought ON bought.customer = people.customer),
    ${usesBefore(sql`i.occurred_at < j.moment AND epoch(j.moment) - epoch(i.occurred_at) <= ${windowSeconds}`, complaints)},
    per AS (SELECT touchpoints, calm, score, coalesce(tenure, (epoch(moment) - epoch(began)) / 86400, 0) AS tenure, 0 AS orders FROM uses JOIN judged USING (customer))
    ${counted}`;
}

const counted = sql`SELECT touchpoints::DOUBLE AS touchpoints, calm::DOUBLE AS calm, score::DOUBLE AS score, round(tenure)::DOUBLE AS tenure, orders::DOUBLE AS orders, count(*)::DOUBLE AS n
    FROM per GROUP BY ALL ORDER BY ALL`;

const noRelation = sql`SELECT 0::DOUBLE AS touchpoints, 0::DOUBLE AS calm, 0::DOUBLE AS score, 0::DOUBLE AS tenure, 0::DOUBLE AS orders, 0::DOUBLE AS n WHERE false`;

/** Everybody who was seen: the integer that stands for them, their id, first and last visit, and their tenure where it is known. */
function people(ask: Known): Sql {
  const met = sql`SELECT customer, any_value(customer_id) AS customer_id, min(occurred_at) AS began, max(occurred_at) AS ended FROM interactions WHERE customer IS NOT NULL GROUP BY customer`;
  return ask.has('customers.tenure')
    ? sql`people AS (SELECT met.*, c.tenure FROM (${met}) AS met LEFT JOIN (SELECT customer_id, max(tenure) AS tenure FROM customers GROUP BY customer_id) AS c ON c.customer_id = met.customer_id)`
    : sql`people AS (SELECT *, NULL::DOUBLE AS tenure FROM (${met}))`;
}

/** Different touchpoints by customer among the events that `near` lets through (i: the event, j: the customer). */
function usesBefore(near: Sql, complaints: readonly string[]): Sql {
  return sql`met AS (SELECT DISTINCT i.customer, i.touchpoint FROM interactions AS i JOIN judged AS j ON j.customer = i.customer WHERE i.touchpoint IS NOT NULL AND ${near}),
    loud AS (${complaintTouchpoints(complaints)}),
    uses AS (SELECT customer, count(*) AS touchpoints, count(*) FILTER (loud.touchpoint IS NULL) AS calm FROM met LEFT JOIN loud ON loud.touchpoint = met.touchpoint GROUP BY customer)`;
}

/** The touchpoints that people come to in order to complain: those named, else those whose name or purpose in the catalogue says so. */
export function complaintTouchpoints(named: readonly string[]): Sql {
  const used = sql`SELECT DISTINCT touchpoint FROM interactions WHERE touchpoint IS NOT NULL`;
  if (named.length)
    return sql`SELECT touchpoint FROM (${used}) WHERE touchpoint IN (${join(named)}) ORDER BY touchpoint`;
  return sql`SELECT used.touchpoint FROM (${used}) AS used
      LEFT JOIN (SELECT touchpoint, string_agg(concat_ws(' ', name, purposes), ' ') AS words FROM touchpoints GROUP BY touchpoint) AS listed ON listed.touchpoint = used.touchpoint
      WHERE regexp_matches(lower(concat_ws(' ', used.touchpoint, listed.words)), 'complain|refund|return|投诉|退款|退货|维权') ORDER BY used.touchpoint`;
}
