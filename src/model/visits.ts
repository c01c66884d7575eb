import { sql, type Sql } from '../engine/sql';

/**
 * The rows of the table `responses` with `visited_at`: when the same customer was last at the same touchpoint before the
 * answer, by `interactions`, which lie in their stored order. Answers and visits of the customers and touchpoints that
 * somebody answered for are sorted together by numbers, and each answer looks back to the last visit before it.
 */
export function withVisits(responses: Sql, interactions: Sql): Sql {
  return sql`
    WITH places AS MATERIALIZED (SELECT touchpoint, row_number() OVER () AS place FROM (SELECT DISTINCT touchpoint FROM ${interactions} WHERE touchpoint IS NOT NULL)),
         known AS (
           SELECT customer_id, customer::BIGINT AS customer
           FROM (SELECT customer_id, customer, lag(customer) OVER () IS DISTINCT FROM customer AS "#new" FROM ${interactions} WHERE customer IS NOT NULL) WHERE "#new"),
         own AS MATERIALIZED (
           SELECT nth, said.submitted_at AS "at", customer * 1000000 + place AS pair
           FROM (SELECT rowid AS nth, customer_id, touchpoint, submitted_at FROM ${responses} WHERE submitted_at IS NOT NULL) AS said
           JOIN known ON known.customer_id = said.customer_id JOIN places ON places.touchpoint::VARCHAR = said.touchpoint),
         met AS (SELECT occurred_at AS "at", customer::BIGINT * 1000000 + place AS pair FROM ${interactions} JOIN places USING (touchpoint) WHERE customer IS NOT NULL),
         line AS MATERIALIZED (
           SELECT *, row_number() OVER () AS place
           FROM (SELECT pair, "at", NULL::BIGINT AS nth FROM met WHERE pair IN (SELECT pair FROM own) UNION ALL BY NAME SELECT pair, "at", nth FROM own
                 ORDER BY pair, "at", nth NULLS FIRST)),
         looking AS (SELECT nth, pair, max(CASE WHEN nth IS NULL THEN place END) OVER (ROWS UNBOUNDED PRECEDING) AS back FROM line),
         visits AS (
           SELECT looking.nth, line."at" AS visited_at
           FROM looking JOIN line ON line.place = looking.back AND line.pair = looking.pair WHERE looking.nth IS NOT NULL)
    SELECT said.*, visits.visited_at FROM ${responses} AS said LEFT JOIN visits ON visits.nth = said.rowid`;
}
