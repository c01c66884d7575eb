import type { Random } from '../stats/random';
import { wilson } from '../stats/wilson';
import { zOf } from '../stats/z-of';
import { partsOf, scaleMeanInterval, type PersonCell } from './few-answers';
import { groupBy } from './group-by';
import { moments } from './moments';
import { repeatEffect, type Repeat } from './repeats';
import { rescaled, usualCut, type Scale } from './scale';
import { countOf } from './scale-remarks';
import { placedOn, saidScale, type PlacedCell, type ScoreCell, type Sorted } from './score-cells';

export interface CsatCounting {
  readonly cut: number | null;
  readonly rescale: 'minmax' | 'share-of-maximum';
  readonly confidence: number;
  /** Whether several scales are met, so that raw scores have no common mean. */
  readonly mixed: boolean;
  readonly random: () => Random;
}

/** The cells of one group, its answers by person where these are few, and those of persons who answered more than once. */
export interface CsatGroup extends Pick<Sorted, 'placed' | 'excluded' | 'missing'> {
  readonly few: readonly PersonCell[];
  readonly repeats: readonly Repeat[];
}

/** All cells and few answers by the group's value. */
export function csatGroups(
  { placed, excluded, missing }: Pick<Sorted, 'placed' | 'excluded' | 'missing'>,
  people: readonly PersonCell[],
  repeats: (grp: string | null) => readonly Repeat[],
): (grp: string | null) => CsatGroup {
  const by = <C extends { readonly grp: string | null }>(cells: readonly C[]) => groupBy(cells, ({ grp }) => grp);
  const [good, off, blank, few] = [by(placed), by(excluded), by(missing), by(people)];
  return (grp) => ({
    placed: good.get(grp) ?? [],
    excluded: off.get(grp) ?? [],
    missing: blank.get(grp) ?? [],
    few: few.get(grp) ?? [],
    repeats: repeats(grp),
  });
}

const hundred = { min: 0, max: 100 } as const;

/**
 * Share of satisfied answers (Wilson), mean of the raw scores (t, or BCa below 30 answers) and the score of 0 to 100. Where
 * persons answered more than once, the intervals are those of as many answers as the persons leave (`interval_n`).
 */
export function countCsat({ placed, excluded, missing, few, repeats }: CsatGroup, counting: CsatCounting) {
  const { cut, rescale, confidence, mixed } = counting;
  const scaleIn = scalesIn(placed);
  const on = (how: (cell: PlacedCell) => number) => {
    const values = placed.map((cell) => ({ ...cell, value: how(cell) }));
    const found = moments(values);
    const valueOf = (cell: ScoreCell) => {
      const own = placedOn(cell, scaleIn(cell));
      return own && how(own);
    };
    return found && { ...found, effectiveN: found.effectiveN / repeatEffect(repeats, values, found.mean, valueOf) };
  };
  const good = (cell: PlacedCell) => cell.score >= (cut ?? usualCut(cell.scale));
  const satisfied = placed.filter(good);
  const plain = moments(placed.map((cell) => ({ ...cell, value: cell.score })));
  const share = plain ? weightOf(satisfied) / weightOf(placed) : null;
  const size = on((cell) => (good(cell) ? 1 : 0))?.effectiveN ?? 0;
  const interval = share !== null ? wilson(share * size, size, zOf(confidence)) : null;
  const scale = placed[0]?.scale;
  const raw = on(({ score }) => score);
  const mean =
    scale && !mixed ? scaleMeanInterval(raw, () => partsOf(few, valueIn(placed)), { ...counting, scale }) : null;
  const score = on((cell) => rescaled(cell.scale, cell.score, rescale));
  const ends = scaleMeanInterval(score, () => partsOf(few, valueIn(placed, rescale)), { ...counting, scale: hundred });
  return {
    n: countOf(placed),
    missing: countOf(missing),
    excluded: countOf(excluded),
    effective_n: plain?.effectiveN ?? 0,
    interval_n: size,
    satisfied: countOf(satisfied),
    csat: share,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    mean: mixed ? null : (plain?.mean ?? null),
    mean_low: mean?.low ?? null,
    mean_high: mean?.high ?? null,
    sd: mixed || plain?.variance == null ? null : Math.sqrt(plain.variance),
    score: score?.mean ?? null,
    score_low: ends?.low ?? null,
    score_high: ends?.high ?? null,
  };
}

/** The scale of an answer: the one that its row says, else the one that its question was found to have. */
function scalesIn(placed: readonly PlacedCell[]): (cell: ScoreCell) => Scale | null {
  const question = ({ survey, item, touchpoint }: ScoreCell) => JSON.stringify([survey, item, touchpoint]);
  const found = new Map(placed.map((cell) => [question(cell), cell.scale]));
  return (cell) => saidScale(cell) ?? found.get(question(cell)) ?? null;
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
