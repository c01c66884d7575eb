import { sql, type Sql } from '../engine/sql';
import { csatAnswers } from './csat-answers';
import { journeyEvents } from './journeys';
import { next, seenCustomers } from './stored-order';

/** The columns of `answersAfter`. */
export const answersAfterColumns = { from: 'text', to: 'text', score: 'number' } as const;

export const noAnswers = sql`SELECT '' AS "from", '' AS "to", 0::DOUBLE AS score WHERE false`;

/**
 * The mean of the next csat answer that each step's customer gave within so many seconds, by step. Steps with no answer
 * in their own stretch of that length or in the next one are left out before the others are put in order.
 */
export function answersAfter(journeys: Parameters<typeof journeyEvents>[0], within: number): Sql {
  const stretch = (moment: Sql) => sql`floor(${moment} / ${within})::BIGINT`;
  return sql`
    WITH ${journeyEvents(journeys)},
    answers AS (
      SELECT customer, epoch(submitted_at) AS said, score, weight
      FROM ${csatAnswers} AS r JOIN ${seenCustomers} AS seen ON seen.customer_id = r.customer_id WHERE submitted_at IS NOT NULL),
    near AS (SELECT customer, ${stretch(sql`said`)} AS stretch FROM answers UNION ALL SELECT customer, ${stretch(sql`said`)} - 1 FROM answers),
    steps AS (
      SELECT customer, a, b, arrived
      FROM (SELECT customer, touchpoint AS a, ${next(sql`touchpoint`, sql`journey`)} AS b, ${next(sql`t`, sql`journey`)} AS arrived FROM events)
      WHERE b IS NOT NULL AND (customer, ${stretch(sql`arrived`)}) IN (SELECT customer, stretch FROM near))
    SELECT a AS "from", b AS "to", (sum(score * weight) / sum(weight))::DOUBLE AS score
    FROM steps ASOF JOIN answers ON answers.customer = steps.customer AND answers.said >= steps.arrived
    WHERE said - arrived <= ${within} GROUP BY a, b HAVING sum(weight) > 0`;
}
