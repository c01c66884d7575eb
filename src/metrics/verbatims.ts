import { sql, type Sql } from '../engine/sql';
import { grouped, type Grouping } from './grouping';

/** At most so many texts are read, chosen by chance where there are more. */
export const mostTexts = 50_000;
/** Columns of `verbatims`. */
export const verbatimColumns = {
  response_id: 'text',
  grp: 'text?',
  said: 'text',
  score: 'number?',
  kind: 'text?',
  weight: 'number',
  total: 'number',
} as const;

/** Texts with the score of their row, else of the same response: overall, nps, csat, in this order of preference. */
export function verbatims(ask: Grouping): Sql {
  return sql`
    WITH scored AS (
      SELECT response_id, arg_min(score, rank) AS score, arg_min(kind, rank) AS kind
      FROM (SELECT response_id, score, kind, CASE kind WHEN 'overall' THEN 1 WHEN 'nps' THEN 2 WHEN 'csat' THEN 3 ELSE 4 END AS rank
            FROM responses WHERE score IS NOT NULL AND (kind IN ('overall', 'nps', 'csat') OR kind IS NULL OR kind = 'verbatim'))
      GROUP BY response_id),
    texts AS (
      SELECT e.response_id, e.grp, e.text AS said, coalesce(e.score, scored.score) AS score, CASE WHEN e.score IS NULL THEN scored.kind ELSE e.kind END AS kind,
             greatest(coalesce(e.weight, 1), 0)::DOUBLE AS weight
      FROM ${grouped(ask, 'responses')} AS e LEFT JOIN scored USING (response_id) WHERE trim(e.text) <> '')
    SELECT *, (count(*) OVER ())::DOUBLE AS total FROM texts QUALIFY row_number() OVER (ORDER BY hash(response_id, said), response_id) <= ${mostTexts} ORDER BY response_id, said`;
}

/** A good (1) or bad (0) score, null between: 9–10 against 0–6 of ten, else the upper against the lower 40 % of the range met. */
export function outcomesOf(
  texts: readonly { readonly score: number | null; readonly kind: string | null }[],
): (number | null)[] {
  const scores = texts.flatMap(({ score }) => (score === null ? [] : [score]));
  let [min, max] = [Infinity, -Infinity];
  for (const score of scores) [min, max] = [Math.min(min, score), Math.max(max, score)];
  const ten = max > 7 && max <= 10;
  const [bad, good] = ten ? [6, 9] : [min + 0.4 * (max - min), min + 0.6 * (max - min)];
  return texts.map(({ score }) =>
    score === null || !(max > min) ? null : score >= good ? 1 : score <= bad ? 0 : null,
  );
}
