import { join, sql, type Sql } from '../engine/sql';
import { grouped, type Grouping } from './grouping';
import { groupBy } from './group-by';
import { responseWeight } from './answer-weights';
import { inferScale, isOn, type Scale } from './scale';

/** The columns of `scoreCells`. */
export const cellColumns = {
  grp: 'text?',
  kind: 'text?',
  survey: 'text?',
  survey_type: 'text?',
  item: 'text?',
  touchpoint: 'text?',
  scale_min: 'number?',
  scale_max: 'number?',
  reversed: 'flag',
  score: 'number?',
  n: 'number',
  w: 'number',
  w2: 'number',
} as const;

/** Equal answers to equal questions, how many there are, and the sums of their weights and squared weights. */
export interface ScoreCell {
  readonly grp: string | null;
  readonly kind: string | null;
  readonly survey: string | null;
  readonly survey_type: string | null;
  readonly item: string | null;
  readonly touchpoint: string | null;
  readonly scale_min: number | null;
  readonly scale_max: number | null;
  readonly reversed: boolean;
  readonly score: number | null;
  readonly n: number;
  readonly w: number;
  readonly w2: number;
}

/** A cell whose answers are on a known scale, turned so that the upper end is the good one where the item is reversed. */
export interface PlacedCell extends ScoreCell {
  readonly score: number;
  readonly scale: Scale;
}

/** Answers of these kinds (a null kind too) counted by group, question and value: all that a survey metric needs. */
export function scoreCells(ask: Grouping, kinds: readonly string[]): Sql {
  return sql`
    SELECT grp, kind, survey, survey_type, item, touchpoint, scale_min, scale_max, coalesce(reversed, false) AS reversed, score,
           count(*)::DOUBLE AS n, sum(${responseWeight})::DOUBLE AS w, sum(${responseWeight} ** 2)::DOUBLE AS w2
    FROM ${grouped(ask, 'responses')}
    WHERE kind IN (${join(kinds)}) OR kind IS NULL
    GROUP BY ALL ORDER BY ALL`;
}

/** The cells of the first of these kinds that anybody answered; those without a kind come last. Kinds are never pooled. */
export function firstKind<C extends ScoreCell>(
  cells: readonly C[],
  kinds: readonly string[],
): { readonly kind: string | null; readonly cells: readonly C[] } {
  for (const kind of [...kinds, null]) {
    const own = cells.filter((cell) => cell.kind === kind);
    if (own.some(({ score }) => score !== null)) return { kind, cells: own };
  }
  return { kind: null, cells: [] };
}

/** Cells sorted into what can be counted, what is off its scale, and what was not answered. */
export interface Sorted<C extends ScoreCell = ScoreCell> {
  readonly placed: readonly (C & PlacedCell)[];
  readonly excluded: readonly C[];
  readonly missing: readonly C[];
  /** The scales met, widest use first; empty when none could be told. */
  readonly scales: readonly Scale[];
  /** True when a scale was told from the values because the data did not say it. */
  readonly inferred: boolean;
}

/**
 * Gives every cell its scale: the one its rows say, else the one that the values of its question (with few answers: of
 * its kind) fit. Values that fit none are excluded, unless `lenient`: then their own range is their scale.
 */
export function sortCells<C extends ScoreCell>(cells: readonly C[], lenient = false): Sorted<C> {
  const answered = cells.filter((cell) => cell.score !== null);
  const scaleOf = scaleFinder(answered.filter(isUnsaid));
  const range = lenient ? rangeOf(answered) : null;
  const placed: (C & PlacedCell)[] = [];
  const excluded: C[] = [];
  const use = new Map<string, { scale: Scale; n: number }>();
  for (const cell of answered) {
    const own = placedOn(cell, saidScale(cell) ?? scaleOf(cell) ?? range);
    if (!own) {
      excluded.push(cell);
      continue;
    }
    const { scale } = own;
    const key = `${String(scale.min)}–${String(scale.max)}`;
    use.set(key, { scale, n: (use.get(key)?.n ?? 0) + cell.n });
    placed.push(own);
  }
  return {
    placed,
    excluded,
    missing: cells.filter((cell) => cell.score === null),
    scales: [...use.values()].sort((a, b) => b.n - a.n).map(({ scale }) => scale),
    inferred: answered.some(isUnsaid),
  };
}

/** The answer on its scale, turned where the item is reversed; null when it is off the scale, or there is none. */
export function placedOn<C extends ScoreCell>(cell: C, scale: Scale | null): (C & PlacedCell) | null {
  const { score } = cell;
  if (!scale || score === null || !isOn(scale, score)) return null;
  return { ...cell, scale, score: cell.reversed ? scale.min + scale.max - score : score };
}

function isUnsaid(cell: ScoreCell): boolean {
  return saidScale(cell) === null;
}

/** The scale that the rows themselves say; null where they do not. */
export function saidScale({ scale_min: min, scale_max: max }: ScoreCell): Scale | null {
  return min !== null && max !== null && max > min ? { min, max } : null;
}

function scaleFinder(cells: readonly ScoreCell[]): (cell: ScoreCell) => Scale | null {
  const tallies = (of: readonly ScoreCell[]) => of.map(({ score, n }) => ({ value: score ?? NaN, n }));
  const wholes = new Map(
    [...groupBy(cells, ({ kind }) => kind)].map(([kind, own]) => [kind, inferScale(tallies(own))]),
  );
  const byQuestion = groupBy(cells, questionOf);
  const scales = new Map(
    [...byQuestion].map(([question, own]) => {
      const whole = wholes.get(own[0]?.kind ?? null) ?? null;
      const n = own.reduce((total, cell) => total + cell.n, 0);
      return [question, n < 30 || byQuestion.size === 1 ? whole : sameOr(whole, inferScale(tallies(own), false))];
    }),
  );
  return (cell) => scales.get(questionOf(cell)) ?? null;
}

function rangeOf(cells: readonly ScoreCell[]): Scale {
  let [min, max] = [Infinity, -Infinity];
  for (const { score } of cells) [min, max] = [Math.min(min, score ?? min), Math.max(max, score ?? max)];
  return { min, max };
}

/** A question keeps the scale of the whole where its own values do not contradict it. */
function sameOr(whole: Scale | null, own: Scale | null): Scale | null {
  if (!whole || !own) return own;
  return own.max <= 5 && whole.max <= 6 && own.min !== 0 ? whole : own;
}

function questionOf({ kind, survey, item, touchpoint }: ScoreCell): string {
  return JSON.stringify([kind, survey, item, touchpoint]);
}
