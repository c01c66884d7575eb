import { join, sql, type Sql } from '../engine/sql';
import { personAnswers, type Question } from './person-answers';

/** A regression's rows: forms that answered each of `items` and have a response. */
export interface Complete {
  readonly questions: readonly Question[];
  readonly items: readonly string[];
  /** The kind of question that is the response, or the customer's flag `churned`. */
  readonly response: 'overall' | 'nps' | 'churned';
}

/** The name under which the response stands among the columns. */
export const responseName = '(response)';

/** How many complete forms and persons there are, and the largest share of the forms' weight that one person has. */
export function formsBehind(complete: Complete): Sql {
  return sql`
    WITH ${completeForms(complete)},
    each AS (SELECT person, count(*) AS forms, sum(w) AS w, sum(w * w) AS w2 FROM complete GROUP BY person)
    SELECT coalesce(sum(forms), 0)::DOUBLE AS forms, count(*)::DOUBLE AS persons, coalesce(max(w) / nullif(sum(w), 0), 0)::DOUBLE AS largest,
           coalesce(sum(w), 0)::DOUBLE AS w, coalesce(sum(w2), 0)::DOUBLE AS w2
    FROM each`;
}

/** Weighted sums of each column (`b` null) and of the products of each two, over complete forms: Xᵀ1 and XᵀX with Xᵀy. */
export function formSums(complete: Complete): Sql {
  return sql`
    WITH ${completeForms(complete)},
    x AS (SELECT form, name, v, w FROM cells JOIN complete USING (form))
    SELECT name AS a, NULL::VARCHAR AS b, sum(w * v)::DOUBLE AS s, count(DISTINCT v)::DOUBLE AS values FROM x GROUP BY name
    UNION ALL
    SELECT x.name, y.name, sum(x.w * x.v * y.v)::DOUBLE, 0 FROM x JOIN x AS y ON x.form = y.form AND x.name <= y.name GROUP BY ALL`;
}

/** A column of a regression whose answers are whole points between two ends. */
export interface WholePoints {
  readonly name: string;
  readonly min: number;
  readonly max: number;
}

/**
 * `formSums` of one form of each person, chosen by a hash of it and nothing else, without weights. Scores are in half
 * points from the middle of their scale: whole numbers whose size is at most max − min, so that one person changes a sum
 * by no more than that, and a sum of products by no more than both sizes' product. The row without names counts the forms.
 */
export function oneFormSums(complete: Complete, columns: readonly WholePoints[]): Sql {
  const ends = columns.map(({ name, min, max }) => sql`(${join([sql`${name}::VARCHAR`, min, max])})`);
  return sql`
    WITH ${completeForms(complete)},
    chosen AS (SELECT form FROM complete QUALIFY row_number() OVER (PARTITION BY person ORDER BY hash(form), form) = 1),
    x AS (SELECT form, name, greatest(lo - hi, least(hi - lo, round(2 * v) - lo - hi)) AS z
          FROM cells JOIN chosen USING (form) JOIN (VALUES ${join(ends)}) AS ends(name, lo, hi) USING (name))
    SELECT NULL::VARCHAR AS a, NULL::VARCHAR AS b, count(*)::DOUBLE AS s FROM chosen
    UNION ALL SELECT name, NULL, sum(z)::DOUBLE FROM x GROUP BY name
    UNION ALL SELECT x.name, y.name, sum(x.z * y.z)::DOUBLE FROM x JOIN x AS y ON x.form = y.form AND x.name <= y.name GROUP BY ALL`;
}

/** Persons by the values of each two (or one) of these columns: the table that XᵀX holds where columns are dummies. */
export function dummyCells(complete: Complete, dummies: readonly string[]): Sql {
  const names = join(dummies);
  return sql`
    WITH ${completeForms(complete)},
    x AS (SELECT form, person, name, v FROM cells JOIN complete USING (form) WHERE name IN (${names}))
    SELECT x.name AS a, y.name AS b, x.v AS va, y.v AS vb, count(DISTINCT x.person)::DOUBLE AS persons
    FROM x JOIN x AS y ON x.form = y.form AND x.name <= y.name GROUP BY ALL ORDER BY ALL`;
}

/** CTEs `complete` (form, person, w: a row a form) and `cells` (form, name, v: its items and its response). */
export function completeForms({ questions, items, response }: Complete): Sql {
  const asked =
    response === 'churned'
      ? sql`SELECT DISTINCT form, ${responseName} AS name, churned::INTEGER::DOUBLE AS v FROM answers JOIN customers ON customer_id = person WHERE churned IS NOT NULL`
      : sql`SELECT form, ${responseName} AS name, avg(score) AS v FROM answers WHERE kind = ${response} GROUP BY form`;
  return sql`${personAnswers(questions)},
    cells AS (
      SELECT form, name, avg(score) AS v FROM answers
      WHERE name IN (${join(items)}) AND (kind IS NULL OR kind NOT IN ('overall', 'nps')) GROUP BY ALL
      UNION ALL ${asked}),
    complete AS (
      SELECT form, any_value(person) AS person, max(w) AS w FROM answers
      WHERE form IN (SELECT form FROM cells GROUP BY form HAVING count(*) = ${items.length + 1}) GROUP BY form HAVING max(w) > 0)`;
}
