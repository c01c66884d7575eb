import type { Random } from '../stats/random';
import { wilson } from '../stats/wilson';
import { zOf } from '../stats/z-of';
import { partsOf, scaleMeanInterval, type PersonCell } from './few-answers';
import { groupBy } from './group-by';
import { moments } from './moments';
import { rescaled, usualCut } from './scale';
import { countOf } from './scale-remarks';
import type { PlacedCell, ScoreCell, Sorted } from './score-cells';

export interface CsatCounting {
  readonly cut: number | null;
  readonly rescale: 'minmax' | 'share-of-maximum';
  readonly confidence: number;
  /** Whether several scales are met, so that raw scores have no common mean. */
  readonly mixed: boolean;
  readonly random: () => Random;
}

/** The cells of one group, and its answers by person where these are few. */
export interface CsatGroup extends Pick<Sorted, 'placed' | 'excluded' | 'missing'> {
  readonly few: readonly PersonCell[];
}

/** All cells and few answers by the group's value. */
export function csatGroups(
  { placed, excluded, missing }: Pick<Sorted, 'placed' | 'excluded' | 'missing'>,
  people: readonly PersonCell[],
): (grp: string | null) => CsatGroup {
  const by = <C extends { readonly grp: string | null }>(cells: readonly C[]) => groupBy(cells, ({ grp }) => grp);
  const [good, off, blank, few] = [by(placed), by(excluded), by(missing), by(people)];
  return (grp) => ({
    placed: good.get(grp) ?? [],
    excluded: off.get(grp) ?? [],
    missing: blank.get(grp) ?? [],
    few: few.get(grp) ?? [],
  });
}

const hundred = { min: 0, max: 100 } as const;

/** Share of satisfied answers (Wilson), mean of the raw scores (t, or BCa below 30 answers) and the score of 0 to 100. */
export function countCsat({ placed, excluded, missing, few }: CsatGroup, counting: CsatCounting) {
  const { cut, rescale, confidence, mixed } = counting;
  const good = placed.filter(({ score, scale }) => score >= (cut ?? usualCut(scale)));
  const raw = moments(placed.map((cell) => ({ ...cell, value: cell.score })));
  const share = raw ? weightOf(good) / weightOf(placed) : null;
  const interval = raw && share !== null ? wilson(share * raw.effectiveN, raw.effectiveN, zOf(confidence)) : null;
  const scale = placed[0]?.scale;
  const mean =
    scale && !mixed ? scaleMeanInterval(raw, () => partsOf(few, valueIn(placed)), { ...counting, scale }) : null;
  const score = moments(placed.map((cell) => ({ ...cell, value: rescaled(cell.scale, cell.score, rescale) })));
  const ends = scaleMeanInterval(score, () => partsOf(few, valueIn(placed, rescale)), { ...counting, scale: hundred });
  return {
    n: countOf(placed),
    missing: countOf(missing),
    excluded: countOf(excluded),
    effective_n: raw?.effectiveN ?? 0,
    satisfied: countOf(good),
    csat: share,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    mean: mixed ? null : (raw?.mean ?? null),
    mean_low: mean?.low ?? null,
    mean_high: mean?.high ?? null,
    sd: mixed || raw?.variance == null ? null : Math.sqrt(raw.variance),
    score: score?.mean ?? null,
    score_low: ends?.low ?? null,
    score_high: ends?.high ?? null,
  };
}

/** What an answer of one person came to when all answers were placed on their scales (or on 0 to 100 by `how`); null when it was left out. */
function valueIn(placed: readonly PlacedCell[], how?: CsatCounting['rescale']): (cell: ScoreCell) => number | null {
  const known = new Map(
    placed.map((cell) => [
      questionAnswered({
        ...cell,
        score: cell.reversed ? cell.scale.min + cell.scale.max - cell.score : cell.score,
      }),
      how ? rescaled(cell.scale, cell.score, how) : cell.score,
    ]),
  );
  return (cell) => known.get(questionAnswered(cell)) ?? null;
}

function questionAnswered(cell: ScoreCell): string {
  const { kind, survey, survey_type, item, touchpoint, scale_min, scale_max, reversed, score } = cell;
  return JSON.stringify([kind, survey, survey_type, item, touchpoint, scale_min, scale_max, reversed, score]);
}

function weightOf(cells: readonly PlacedCell[]): number {
  return cells.reduce((total, { w }) => total + w, 0);
}
