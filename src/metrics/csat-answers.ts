import { sql } from '../engine/sql';
import { responseWeight } from './answer-weights';

/** The kinds of answers that are satisfaction: the first that anybody gave counts alone. */
export const csatKinds = ['csat', 'overall'] as const;

/**
 * The answers of kind csat that can be averaged, by `customer_id`, `submitted_at`, `score` and `weight`: those of known
 * customers on the scale that most of them are on (its ends unknown, where most name none), reversed items turned, values
 * off the scale left out.
 */
export const csatAnswers = sql`(
  SELECT a.customer_id, a.submitted_at, CASE WHEN a.reversed AND main.lo IS NOT NULL THEN main.lo + main.hi - a.score ELSE a.score END AS score, ${responseWeight} AS weight
  FROM responses AS a
  JOIN (SELECT scale_min AS lo, scale_max AS hi FROM responses WHERE kind = 'csat' AND score IS NOT NULL GROUP BY scale_min, scale_max ORDER BY count(*) DESC, scale_min, scale_max LIMIT 1) AS main
    ON a.scale_min IS NOT DISTINCT FROM main.lo AND a.scale_max IS NOT DISTINCT FROM main.hi
  WHERE a.kind = 'csat' AND a.customer_id IS NOT NULL AND (main.lo IS NULL AND a.score IS NOT NULL OR a.score BETWEEN main.lo AND main.hi))`;
