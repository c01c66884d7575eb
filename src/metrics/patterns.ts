import { join, sql, type Sql } from '../engine/sql';
import { responseWeight } from './answer-weights';
import { cellColumns, sortCells, type PlacedCell, type ScoreCell, type Sorted } from './score-cells';

/** The columns of `patternCells`: `cell` names an answer to a question, as `patterns` lists them. */
export const patternCellColumns = {
  ...cellColumns,
  cell: 'number',
  weight: 'number',
} as const;

/** The columns of `patterns`: `n` people gave exactly these answers; `of_n` people gave `of_patterns` different sets. */
export const patternColumns = { cells: 'numbers', n: 'number', of_n: 'number', of_patterns: 'number' } as const;

export interface PatternCell extends ScoreCell {
  readonly cell: number;
  readonly weight: number;
}

export interface Pattern {
  readonly cells: readonly number[];
  readonly n: number;
  readonly of_n: number;
  readonly of_patterns: number;
}

/**
 * Whose answers belong together: a `customer`'s (else a response's), or a `form`'s: those of one response_id where
 * forms have several rows, else a customer's.
 */
export type Unit = 'customer' | 'form';

interface Wanted {
  readonly kinds: readonly string[];
  readonly unit: Unit;
  /** The responses with a column `grp` that cells are split by besides the question (see `grouped`); not split unless said. */
  readonly from?: Sql;
  /** At most so many different sets of answers are read, chosen by chance; 100,000 unless said. */
  readonly limit?: number;
}

/** Answers counted by question, value and weight, each with the number that `patterns` calls it by. */
export function patternCells(wanted: Wanted): Sql {
  return sql`
    WITH ${answers(wanted)}
    SELECT *, weight * n AS w, weight * weight * n AS w2
    FROM (SELECT * EXCLUDE (who), count(*)::DOUBLE AS n FROM answers GROUP BY ALL) ORDER BY ALL`;
}

/** Who gave which answers, equal sets counted once. The sums over them are all that a bootstrap by respondent needs. */
export function patterns(wanted: Wanted): Sql {
  return sql`
    WITH ${answers(wanted)},
    forms AS (SELECT list(cell ORDER BY cell) AS cells FROM answers WHERE score IS NOT NULL GROUP BY who),
    patterns AS (SELECT cells, count(*)::DOUBLE AS n FROM forms GROUP BY cells)
    SELECT cells, n, (sum(n) OVER ())::DOUBLE AS of_n, (count(*) OVER ())::DOUBLE AS of_patterns
    FROM patterns QUALIFY row_number() OVER (ORDER BY hash(cells), cells) <= ${wanted.limit ?? 100_000} ORDER BY cells`;
}

function answers({ kinds, unit, from }: Wanted): Sql {
  const who =
    unit === 'customer'
      ? sql`coalesce(e.customer_id, e.response_id)`
      : sql`CASE WHEN forms_have_rows THEN e.response_id ELSE coalesce(e.customer_id, e.response_id) END`;
  return sql`answers AS (
      SELECT *, (hash(grp, kind, survey, item, touchpoint, scale_min, scale_max, reversed, score, weight) % 9007199254740881)::DOUBLE AS cell
      FROM (SELECT ${who} AS who, ${from ? sql`e.grp` : sql`NULL::VARCHAR`} AS grp, e.kind, e.survey, e.survey_type, e.item, e.touchpoint,
                   e.scale_min, e.scale_max, coalesce(e.reversed, false) AS reversed, e.score, ${responseWeight}::DOUBLE AS weight
            FROM ${from ?? sql`responses`} AS e, (SELECT count(*) > count(DISTINCT response_id) AS forms_have_rows FROM responses) AS shape
            WHERE kind IN (${join(kinds)}) OR kind IS NULL))`;
}

/** One answer as a respondent gave it. */
export type Answer = PlacedCell & PatternCell;

/** A respondent's valid answers, and how many respondents gave the same. */
export interface Respondent {
  readonly answers: readonly Answer[];
  readonly n: number;
}

export interface Respondents extends Sorted<PatternCell> {
  readonly respondents: readonly Respondent[];
  /** How many people gave a valid answer; more than the sum over `respondents` when only a sample of them was read. */
  readonly people: number;
  readonly sampled: boolean;
}

/**
 * Cells and patterns put together; answers off their scale are left out. `of` chooses the cells that matter; `lenient`
 * keeps values that fit no scale.
 */
export function respondentsOf(
  cells: readonly PatternCell[],
  sets: readonly Pattern[],
  { of = () => true, lenient = false }: { of?: (cell: PatternCell) => boolean; lenient?: boolean } = {},
): Respondents {
  const sorted = sortCells(cells.filter(of), lenient);
  const byNumber = new Map(sorted.placed.map((cell) => [cell.cell, cell]));
  const respondents = sets.flatMap(({ cells: numbers, n }) => {
    const answers = numbers.flatMap((number) => byNumber.get(number) ?? []);
    return answers.length ? [{ answers, n }] : [];
  });
  const [first] = sets;
  const peopleOf = (read: readonly { readonly n: number }[]) => read.reduce((sum, { n }) => sum + n, 0);
  return {
    ...sorted,
    respondents,
    people: first ? Math.round((first.of_n * peopleOf(respondents)) / peopleOf(sets)) : 0,
    sampled: first !== undefined && first.of_patterns > sets.length,
  };
}
