import { join, sql, type Sql } from '../engine/sql';
import { clusterEffect } from '../stats/cluster-effect';
import { grouped, type Grouping } from './grouping';
import { responseWeight } from './answer-weights';
import { cellColumns, type ScoreCell } from './score-cells';

/** The columns of `repeatedAnswers`. */
export const repeatColumns = {
  ...cellColumns,
  whole: 'flag',
  relational: 'flag',
  cell: 'number',
  other: 'number?',
  product: 'number',
  persons: 'number',
} as const;

/**
 * Answers of persons who answered more than once. Without `other`: equal answers to equal questions, `persons` being what
 * they make of theirs (a third, where a person gave three different ones). With it: the sum over persons of the products
 * of their weights at `cell` and at `other`, the answer itself being left empty.
 */
export interface Repeat extends ScoreCell {
  readonly whole: boolean;
  readonly relational: boolean;
  readonly cell: number;
  readonly other: number | null;
  readonly product: number;
  readonly persons: number;
}

const question = ['survey', 'item', 'touchpoint'] as const;
const part = sql`whole, grp, kind, relational`;

/**
 * The answers by person (customer, else response) of all who answered more than once, within each group and over all.
 * `apart`: relational answers are not pooled with others. No rows where no customer is known.
 */
export function repeatedAnswers(ask: Grouping, kinds: readonly string[], apart = false): Sql {
  const from = ask.has('responses.customer_id')
    ? grouped(ask, 'responses')
    : sql`(SELECT *, NULL::VARCHAR AS grp FROM responses WHERE false)`;
  // A scale that the rows say is all that decides an answer's value; else its question does.
  const asked = join(
    question.map(
      (name) =>
        sql`CASE WHEN coalesce(scale_max > scale_min, false) THEN NULL ELSE ${named(name)} END AS ${named(name)}`,
    ),
  );
  const sides = sql`survey, item, touchpoint, scale_min, scale_max, reversed, score`;
  return sql`
    WITH answers AS (
      SELECT hash(coalesce(customer_id, response_id)) AS who, grp, kind, ${apart ? sql`coalesce(survey_type = 'relational', false)` : sql`false`} AS relational,
             ${asked}, scale_min, scale_max, coalesce(reversed, false) AS reversed, score, ${responseWeight} AS w
      FROM ${from} WHERE (kind IN (${join(kinds)}) OR kind IS NULL) AND score IS NOT NULL),
    own AS (SELECT * FROM answers WHERE who IN (SELECT who FROM answers GROUP BY who HAVING count(*) > 1)),
    counted AS (
      SELECT true AS whole, NULL::VARCHAR AS grp, kind, relational, who, ${sides}, count(*) AS n, sum(w) AS w, sum(w * w) AS w2 FROM own GROUP BY ALL
      UNION ALL SELECT false, grp, kind, relational, who, ${sides}, count(*), sum(w), sum(w * w) FROM own GROUP BY ALL),
    marked AS (
      SELECT *, sum(n) OVER person AS answered, 1 / count(*) OVER person AS persons, (hash(${sides}) >> 12)::BIGINT AS cell
      FROM (SELECT *, hash(${part}) AS part FROM counted) WINDOW person AS (PARTITION BY part, who)),
    several AS MATERIALIZED (SELECT * FROM marked WHERE answered > 1),
    parts AS (SELECT DISTINCT part, ${part} FROM several),
    pairs AS (SELECT a.part, a.cell, b.cell AS other, sum(a.w * b.w) AS product FROM several AS a JOIN several AS b ON b.part = a.part AND b.who = a.who GROUP BY ALL)
    SELECT ${part}, survey, NULL::VARCHAR AS survey_type, item, touchpoint, scale_min, scale_max, reversed, score, cell::DOUBLE AS cell, NULL::DOUBLE AS other,
           sum(n)::DOUBLE AS n, sum(w)::DOUBLE AS w, sum(w2)::DOUBLE AS w2, 0::DOUBLE AS product, sum(persons)::DOUBLE AS persons
    FROM several GROUP BY ALL
    UNION ALL
    SELECT ${part}, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, cell::DOUBLE, other::DOUBLE, 0, 0, 0, product::DOUBLE, 0
    FROM pairs JOIN parts USING (part) ORDER BY ALL`;
}

function named(name: (typeof question)[number]): Sql {
  return name === 'survey' ? sql`survey` : name === 'item' ? sql`item` : sql`touchpoint`;
}

/** An answer as it counts in a mean. */
export interface Valued {
  readonly value: number;
  readonly n: number;
  readonly w2: number;
}

/**
 * By how much repeated answers widen the interval of a mean: the factor on its variance, at least 1. `values` are all
 * answers of the group as they count, `valueOf` what a repeated one comes to (null: left out).
 */
export function repeatEffect(
  repeats: readonly Repeat[],
  values: readonly Valued[],
  mean: number,
  valueOf: (cell: ScoreCell) => number | null,
): number {
  const away = new Map<number, number>();
  let [answers, persons, between, shared] = [0, 0, 0, 0];
  for (const repeat of repeats) {
    const value = repeat.other === null ? valueOf(repeat) : null;
    if (value === null) continue;
    away.set(repeat.cell, value - mean);
    answers += repeat.n;
    persons += repeat.persons;
    between -= repeat.w2 * (value - mean) ** 2;
    shared -= repeat.w2;
  }
  for (const { cell, other, product } of repeats) {
    const [a, b] = [away.get(cell), other === null ? undefined : away.get(other)];
    if (a === undefined || b === undefined) continue;
    between += product * a * b;
    shared += product;
  }
  if (!(shared > 1e-9)) return 1;
  const own = values.reduce((sum, { value, w2 }) => sum + w2 * (value - mean) ** 2, 0);
  const all = values.reduce((sum, { n }) => sum + n, 0);
  // To twelve digits: in which order the sums were taken must not show.
  return Number(clusterEffect({ own, between, answers: all, persons: all - answers + persons }).toPrecision(12));
}

/** The repeats of one group (`grp`), or of the whole. */
export function repeatsOf(
  repeats: readonly Repeat[],
  kind: string | null,
): {
  readonly whole: readonly Repeat[];
  group(grp: string | null): readonly Repeat[];
} {
  const own = repeats.filter((repeat) => repeat.kind === kind);
  const groups = new Map<string | null, Repeat[]>();
  for (const repeat of own) {
    if (repeat.whole) continue;
    const group = groups.get(repeat.grp);
    if (group) group.push(repeat);
    else groups.set(repeat.grp, [repeat]);
  }
  return { whole: own.filter(({ whole }) => whole), group: (grp) => groups.get(grp) ?? [] };
}
