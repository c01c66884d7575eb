import { sql, type Sql } from '../engine/sql';
import { personAnswers, type Question } from './person-answers';

/** How often each score was given at each touchpoint, in answers (weighed: `w`, `w2`) and in distinct persons. */
export function scoreSums(questions: readonly Question[]): Sql {
  return sql`
    WITH ${personAnswers(questions)}
    SELECT touchpoint, score, count(*)::DOUBLE AS n, sum(w)::DOUBLE AS w, sum(w * w)::DOUBLE AS w2, count(DISTINCT person)::DOUBLE AS persons
    FROM answers GROUP BY ALL ORDER BY ALL`;
}

/** The persons behind each touchpoint (`whole`: behind all), and the largest share of its weight that one of them has. */
export function personsAt(questions: readonly Question[]): Sql {
  return sql`
    WITH ${personAnswers(questions)},
    each AS (SELECT touchpoint, person, sum(w) AS w FROM answers GROUP BY ALL)
    SELECT touchpoint, grouping(touchpoint) = 1 AS whole, count(DISTINCT person)::DOUBLE AS persons,
           coalesce(max(w) / nullif(sum(w), 0), 0)::DOUBLE AS largest
    FROM each GROUP BY GROUPING SETS ((touchpoint), ()) ORDER BY ALL`;
}

/**
 * One answer of each person, chosen by a hash of it and nothing else, counted by touchpoint and whole score: what one
 * person does to the counts is then 1 in one cell.
 */
export function oneEach(questions: readonly Question[]): Sql {
  return sql`
    WITH ${personAnswers(questions)},
    one AS (SELECT touchpoint, round(score) AS score FROM answers
            QUALIFY row_number() OVER (PARTITION BY person ORDER BY hash(response_id, name, touchpoint), response_id, name, touchpoint, score) = 1)
    SELECT touchpoint, score::DOUBLE AS score, count(*)::DOUBLE AS n FROM one GROUP BY ALL ORDER BY ALL`;
}

/**
 * Sums over persons of the products of what they gave at two touchpoints (`a` before or equal to `b`): v is a person's
 * sum of weight × score on 0 to 100, u their sum of weights. `persons` rated both.
 */
export function pairSums(questions: readonly Question[]): Sql {
  return sql`
    WITH ${personAnswers(questions)},
    p AS (SELECT person, touchpoint, sum(w * 100 * (score - lo) / (hi - lo)) AS v, sum(w) AS u FROM answers WHERE touchpoint IS NOT NULL GROUP BY ALL)
    SELECT x.touchpoint AS a, y.touchpoint AS b, count(*)::DOUBLE AS persons, sum(x.v * y.v)::DOUBLE AS vv, sum(x.v * y.u)::DOUBLE AS vu,
           sum(x.u * y.v)::DOUBLE AS uv, sum(x.u * y.u)::DOUBLE AS uu
    FROM p AS x JOIN p AS y ON x.person = y.person AND x.touchpoint <= y.touchpoint GROUP BY ALL ORDER BY ALL`;
}
