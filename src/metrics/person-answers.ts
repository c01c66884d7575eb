import { join, sql, type Sql } from '../engine/sql';
import type { Scale } from './scale';
import { responseWeight } from './answer-weights';
import type { PlacedCell, ScoreCell } from './score-cells';

/** A question as the responses ask it, and the scale that its answers are read on. */
export interface Question extends Pick<
  ScoreCell,
  'kind' | 'survey' | 'survey_type' | 'item' | 'touchpoint' | 'scale_min' | 'scale_max'
> {
  readonly scale: Scale;
}

/** The questions behind placed cells, each once. */
export function questionsOf(cells: readonly PlacedCell[]): readonly Question[] {
  const questions = cells.map(({ kind, survey, survey_type, item, touchpoint, scale_min, scale_max, scale }) => ({
    kind,
    survey,
    survey_type,
    item,
    touchpoint,
    scale_min,
    scale_max,
    scale,
  }));
  return [...new Map(questions.map((question) => [JSON.stringify(question), question])).values()];
}

/**
 * A CTE `answers`: the valid answers to these questions, one a row, each with its `person` (a customer, else a response),
 * its `form` (as in `patterns`), `w`, the ends `lo` and `hi` of its scale, and `score`, turned where the item is reversed.
 */
export function personAnswers(questions: readonly Question[]): Sql {
  const text = (value: string | null) => sql`${value}::VARCHAR`;
  const number = (value: number | null) => sql`${value}::DOUBLE`;
  const rows = questions.map(
    (one) =>
      sql`(${join([text(one.kind), text(one.survey), text(one.survey_type), text(one.item), text(one.touchpoint), number(one.scale_min), number(one.scale_max), number(one.scale.min), number(one.scale.max)])})`,
  );
  return sql`answers AS (
    SELECT coalesce(a.customer_id, a.response_id) AS person, a.response_id,
           CASE WHEN shape.forms_have_rows THEN a.response_id ELSE coalesce(a.customer_id, a.response_id) END AS form,
           a.kind, a.touchpoint, coalesce(a.item, a.touchpoint) AS name, ${responseWeight}::DOUBLE AS w, q.lo, q.hi,
           CASE WHEN a.reversed THEN q.lo + q.hi - a.score ELSE a.score END::DOUBLE AS score
    FROM responses AS a
    JOIN (VALUES ${join(rows)}) AS q(kind, survey, survey_type, item, touchpoint, scale_min, scale_max, lo, hi)
      ON a.kind IS NOT DISTINCT FROM q.kind AND a.survey IS NOT DISTINCT FROM q.survey
     AND a.survey_type IS NOT DISTINCT FROM q.survey_type AND a.item IS NOT DISTINCT FROM q.item
     AND a.touchpoint IS NOT DISTINCT FROM q.touchpoint AND a.scale_min IS NOT DISTINCT FROM q.scale_min
     AND a.scale_max IS NOT DISTINCT FROM q.scale_max,
    (SELECT count(*) > count(DISTINCT response_id) AS forms_have_rows FROM responses) AS shape
    WHERE a.score BETWEEN q.lo AND q.hi)`;
}
