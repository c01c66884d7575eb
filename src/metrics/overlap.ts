import { join, sql, type Sql } from '../engine/sql';
import { paidLines, placedOrders } from './counted-orders';

interface Known {
  has(role: string): boolean;
}

/** The columns of `overlapParts`. */
export const overlapColumns = {
  part: 'text',
  used: 'texts?',
  touchpoints: 'number?',
  calm: 'number?',
  score: 'number?',
  tenure: 'number?',
  orders: 'number?',
  n: 'number',
} as const;

/**
 * One reading of the events for all that is told of them, customers who are alike being one row (`n` says how many):
 *
 * - part `set`: the exact touchpoints that somebody used; pairs, sizes and shares all follow from these. Sets are told
 *   apart by size and mixed hashes: two different ones are alike with chance 2⁻⁶⁴.
 * - part `answer`: the last overall answer (`score`), the number of different touchpoints in the window before it
 *   (`calm`: without those of complaints; 0 where there was none), the days since the first visit (or tenure), and the purchases.
 * - part `purchase`: whether somebody bought (`score` 1 or 0), and the different touchpoints in the window before the first
 *   purchase; of those who did not buy, before their last visit: what happens at that very moment counts for neither.
 */
export function overlapParts(ask: Known, windowSeconds: number, complaints: readonly string[]): Sql {
  return sql`
    WITH ${people(ask, windowSeconds)},
    visits AS MATERIALIZED (
      SELECT customer, touchpoint, bool_or(${beforeAnswer(ask)}) AS before_answer, bool_or(${beforePurchase(ask)}) AS before_purchase
      FROM interactions JOIN people USING (customer) GROUP BY customer, touchpoint),
    loud AS (${complaintTouchpoints(complaints)}),
    uses AS MATERIALIZED (
      SELECT customer, (count(touchpoint), bit_xor(hash(touchpoint)) FILTER (touchpoint IS NOT NULL)) AS mark,
             count(touchpoint) FILTER (before_answer) AS by_answer, count(touchpoint) FILTER (before_answer AND NOT loud) AS calm_by_answer,
             count(touchpoint) FILTER (before_purchase) AS by_purchase, count(touchpoint) FILTER (before_purchase AND NOT loud) AS calm_by_purchase
      FROM (SELECT *, touchpoint IN (FROM loud) AS loud FROM visits) GROUP BY customer),
    sets AS (SELECT count(*) AS n, min(customer) AS sample FROM uses GROUP BY mark),
    named AS (SELECT customer, list(touchpoint ORDER BY touchpoint) FILTER (touchpoint IS NOT NULL) AS used FROM visits SEMI JOIN sets ON sample = customer GROUP BY customer),
    relations AS (
      SELECT 'answer' AS part, by_answer AS touchpoints, calm_by_answer AS calm, score, coalesce(tenure, (epoch(answered) - epoch(began)) / 86400, 0) AS tenure, orders
      FROM uses JOIN people USING (customer) WHERE score IS NOT NULL
      UNION ALL
      SELECT 'purchase', by_purchase, calm_by_purchase, bought::INTEGER, coalesce(tenure, (epoch(decided) - epoch(began)) / 86400, 0), 0
      FROM uses JOIN people USING (customer))
    SELECT part, NULL AS used, touchpoints::DOUBLE AS touchpoints, calm::DOUBLE AS calm, score::DOUBLE AS score, round(tenure)::DOUBLE AS tenure, orders::DOUBLE AS orders, count(*)::DOUBLE AS n
    FROM relations GROUP BY ALL
    UNION ALL BY NAME
    SELECT 'set' AS part, coalesce(used, []) AS used, n::DOUBLE AS n FROM sets JOIN named ON customer = sample
    ORDER BY part, touchpoints, calm, score, tenure, orders, n DESC, used`;
}

/**
 * Everybody who was seen: their first visit and tenure; their last overall answer (`score`) and when it was `answered`;
 * whether they `bought`, and when that was `decided`; their purchases.
 */
function people(ask: Known, windowSeconds: number): Sql {
  const orders = ask.has('orders.customer_id')
    ? sql`(SELECT customer_id, count(*) AS orders FROM ${placedOrders(ask)} GROUP BY customer_id)`
    : sql`(SELECT NULL::VARCHAR AS customer_id, 0 AS orders WHERE false)`;
  return sql`met AS (
      SELECT customer, any_value(customer_id) AS customer_id, min(occurred_at) AS began, max(occurred_at) AS ended, coalesce(bool_or(outcome), false) AS won, min(occurred_at) FILTER (outcome) AS won_at
      FROM interactions WHERE customer IS NOT NULL GROUP BY customer),
    said AS (
      SELECT customer_id, arg_max(CASE WHEN reversed THEN coalesce(scale_min + scale_max, 0) - score ELSE score END, coalesce(submitted_at, TIMESTAMP '1970-01-01')) AS score, max(submitted_at) AS answered
      FROM responses WHERE kind = 'overall' AND coalesce(score BETWEEN scale_min AND scale_max, score IS NOT NULL) AND customer_id IS NOT NULL GROUP BY customer_id),
    paid AS (SELECT customer_id, min(ordered_at) AS paid_at FROM ${paidLines(ask)} GROUP BY customer_id),
    held AS (SELECT customer_id, max(tenure) AS tenure FROM customers GROUP BY customer_id),
    judged AS (
      SELECT customer, began, tenure, score, answered, won OR paid.customer_id IS NOT NULL AS bought, coalesce(least(won_at, paid_at), ended) AS decided, coalesce(orders, 0) AS orders
      FROM met LEFT JOIN said USING (customer_id) LEFT JOIN paid ON paid.customer_id = met.customer_id LEFT JOIN held ON held.customer_id = met.customer_id LEFT JOIN ${orders} AS o ON o.customer_id = met.customer_id),
    people AS MATERIALIZED (SELECT *, answered - to_seconds(${windowSeconds}) AS answered_from, decided - to_seconds(${windowSeconds}) AS decided_from FROM judged)`;
}

/** Whether an event lies in the window before the person's answer; at any time, where no answer has one. */
function beforeAnswer(ask: Known): Sql {
  if (!ask.has('interactions.occurred_at')) return sql`false`;
  if (!ask.has('responses.submitted_at')) return sql`true`;
  return sql`occurred_at BETWEEN answered_from AND answered`;
}

/** Whether an event lies in the window before the person's first purchase or last visit. */
function beforePurchase(ask: Known): Sql {
  const orders = ask.has('orders.customer_id') && ask.has('orders.ordered_at');
  if (!ask.has('interactions.occurred_at') || !(ask.has('interactions.outcome') || orders)) return sql`false`;
  return sql`occurred_at < decided AND occurred_at >= decided_from`;
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
