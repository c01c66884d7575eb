import { sql, type Sql } from '../engine/sql';
import { journeyEvents } from './journeys';

/** The columns of `answersAfter`. */
export const answersAfterColumns = { from: 'text', to: 'text', score: 'number' } as const;

export const noAnswers = sql`SELECT '' AS "from", '' AS "to", 0::DOUBLE AS score WHERE false`;

/** The mean of the next csat answer that each step's customer gave within so many seconds, by step. */
export function answersAfter(journeys: Parameters<typeof journeyEvents>[0], within: number): Sql {
  return sql`
    WITH ${journeyEvents(journeys)},
    people AS (SELECT customer, any_value(customer_id) AS customer_id FROM interactions WHERE customer IS NOT NULL GROUP BY customer),
    answers AS (
      SELECT customer, epoch(submitted_at) AS said, score, weight FROM (
        SELECT customer_id, submitted_at, score, greatest(coalesce(weight, 1), 0) AS weight FROM responses
        WHERE kind = 'csat' AND score IS NOT NULL AND customer_id IS NOT NULL AND submitted_at IS NOT NULL) AS r JOIN people ON people.customer_id = r.customer_id),
    steps AS NOT MATERIALIZED (
      SELECT * FROM (SELECT customer, code AS a, lead(code) OVER w AS b, lead(t) OVER w AS arrived FROM events WINDOW w AS (PARTITION BY customer, run ORDER BY position)) WHERE b IS NOT NULL),
    felt AS (
      SELECT a, b, sum(score * weight) / sum(weight) AS score
      FROM steps ASOF JOIN answers ON answers.customer = steps.customer AND answers.said >= steps.arrived
      WHERE said - arrived <= ${within} GROUP BY a, b HAVING sum(weight) > 0)
    SELECT f.touchpoint AS "from", g.touchpoint AS "to", score::DOUBLE AS score FROM felt JOIN codes AS f ON f.code = a JOIN codes AS g ON g.code = b`;
}
