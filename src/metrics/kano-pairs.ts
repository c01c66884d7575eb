import { sql } from '../engine/sql';
import { responseWeight } from './answer-weights';

/** The columns of `kanoPairs`. */
export const pairColumns = {
  item: 'text',
  functional: 'number?',
  dysfunctional: 'number?',
  n: 'number',
  w: 'number',
  w2: 'number',
} as const;

const both = sql`max(score) FILTER (kind = 'kano_functional') AS functional, max(score) FILTER (kind = 'kano_dysfunctional') AS dysfunctional`;

/**
 * How many people gave each pair of answers to an item, each person once: by the last response of theirs that holds both
 * questions, else by what there is in several of them.
 */
export const kanoPairs = sql`
      WITH asked AS (
        SELECT coalesce(customer_id, response_id) AS who, response_id, submitted_at, coalesce(item, touchpoint) AS item, kind, score, ${responseWeight} AS weight
        FROM responses WHERE kind IN ('kano_functional', 'kano_dysfunctional') AND coalesce(item, touchpoint) IS NOT NULL),
      given AS (
        SELECT item, who, response_id, max(submitted_at) AS given_at, ${both}, max(weight) AS weight FROM asked GROUP BY item, who, response_id),
      latest AS (
        SELECT item, who, functional, dysfunctional, weight FROM given WHERE functional IS NOT NULL AND dysfunctional IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY item, who ORDER BY given_at DESC NULLS LAST, response_id DESC) = 1),
      people AS (
        SELECT * FROM latest
        UNION ALL BY NAME
        SELECT item, who, ${both}, max(weight) AS weight FROM asked ANTI JOIN latest USING (item, who) GROUP BY item, who)
      SELECT item, functional, dysfunctional, count(*)::DOUBLE AS n, sum(weight)::DOUBLE AS w, sum(weight * weight)::DOUBLE AS w2
      FROM people GROUP BY ALL ORDER BY ALL`;
