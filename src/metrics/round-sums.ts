import { join, sql, type Sql } from '../engine/sql';
import { completeForms, responseName, type Complete } from './form-sums';

/** When the response counts as an event: at or above a score, at or below it, or where the flag is set. */
export type Event =
  | { readonly kind: 'from'; readonly score: number }
  | { readonly kind: 'up-to'; readonly score: number }
  | { readonly kind: 'flag' };

/** A logistic regression at given coefficients (intercept first, then one for each item). */
export interface AtCoefficients extends Complete {
  readonly event: Event;
  readonly coefficients: readonly number[];
}

/**
 * Sums of one round of a logistic regression over complete forms: rows (i, j, s) with the gradient where j is null and
 * the information XᵀWX below its diagonal; columns count from 0, the intercept.
 */
export function roundSums(at: AtCoefficients): Sql {
  return sql`
    WITH ${fitted(at)}
    SELECT x.i, NULL::INTEGER AS j, sum(x.v * (y - p))::DOUBLE AS s FROM x JOIN fit USING (form) GROUP BY x.i
    UNION ALL
    SELECT x.i, z.i, sum(x.v * z.v * p * (1 - p))::DOUBLE FROM x JOIN x AS z ON x.form = z.form AND z.i <= x.i JOIN fit ON fit.form = x.form GROUP BY x.i, z.i`;
}

/**
 * What the round rests on: forms, persons, events and the persons behind them and behind the others, the log-likelihood,
 * and how much of the round's weight p(1 − p) there is (`weight`), in how many equally weighed persons' worth (`kish`).
 */
export function roundBase(at: AtCoefficients): Sql {
  return sql`
    WITH ${fitted(at)},
    each AS (SELECT person, sum(p * (1 - p)) AS w FROM fit GROUP BY person)
    SELECT count(*)::DOUBLE AS forms, count(DISTINCT person)::DOUBLE AS persons, coalesce(sum(y), 0)::DOUBLE AS events,
           count(DISTINCT CASE WHEN y = 1 THEN person END)::DOUBLE AS persons_with, count(DISTINCT CASE WHEN y = 0 THEN person END)::DOUBLE AS persons_without,
           coalesce(-sum(greatest(slope, 0) + ln(1 + exp(-abs(slope)))), 0)::DOUBLE AS log_likelihood,
           (SELECT coalesce(sum(w), 0) FROM each)::DOUBLE AS weight,
           (SELECT coalesce(sum(w) ** 2 / nullif(sum(w * w), 0), 0) FROM each)::DOUBLE AS kish
    FROM fit`;
}

/** CTEs `x` (form, i, v: the design, intercept included) and `fit` (form, person, y, p; slope = ∓η, so that −ln of the likelihood is ln(1 + e^slope)). */
function fitted(at: AtCoefficients): Sql {
  const { items, coefficients, event } = at;
  const columns = join(items.map((name, i) => sql`(${name}, ${i + 1}, ${coefficients[i + 1] ?? 0}::DOUBLE)`));
  const happened =
    event.kind === 'from'
      ? sql`r.v >= ${event.score}`
      : event.kind === 'up-to'
        ? sql`r.v <= ${event.score}`
        : sql`r.v = 1`;
  return sql`${completeForms(at)},
    x AS (
      SELECT form, q.i, v, q.b FROM cells JOIN complete USING (form) JOIN (VALUES ${columns}) AS q(name, i, b) USING (name)
      UNION ALL SELECT form, 0, 1, ${coefficients[0] ?? 0}::DOUBLE FROM complete),
    linear AS (SELECT form, greatest(-700, least(700, sum(v * b))) AS eta FROM x GROUP BY form),
    fit AS (
      SELECT form, person, (${happened})::INTEGER::DOUBLE AS y, 1 / (1 + exp(-eta)) AS p,
             CASE WHEN ${happened} THEN -eta ELSE eta END AS slope
      FROM linear JOIN complete USING (form) JOIN cells AS r USING (form) WHERE r.name = ${responseName})`;
}
