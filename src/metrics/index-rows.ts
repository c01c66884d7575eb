import type { Random } from '../stats/random';
import { partsOfRespondents, scaleMeanInterval } from './few-answers';
import { groupBy } from './group-by';
import { moments } from './moments';
import type { Answer, Respondents } from './patterns';
import { rescaled, type Scale } from './scale';
import { countOf, scaleName } from './scale-remarks';

interface Rating {
  /** The answers that the index rests on. */
  readonly rated: readonly Answer[];
  readonly kind: string | null;
  readonly found: Respondents;
  readonly weights: readonly number[] | null;
  /** The share of the weight that has a score; null where there is no index. */
  readonly covered: number | null;
  readonly confidence: number;
  readonly random: () => Random;
}

const hundred = { min: 0, max: 100 } as const;

/** Each touchpoint's score on 0 to 100 with its interval, its weight, and what it contributes to the index. */
export function indexRows(touchpoints: readonly string[], rating: Rating) {
  const { rated, kind, found, weights, covered, confidence, random } = rating;
  const own = groupBy(rated, ({ touchpoint }) => touchpoint);
  const off = groupBy(
    found.excluded.filter((cell) => cell.kind === kind),
    ({ touchpoint }) => touchpoint,
  );
  const blank = groupBy(
    found.missing.filter((cell) => cell.kind === kind),
    ({ touchpoint }) => touchpoint,
  );
  return touchpoints.map((touchpoint, at) => {
    const answers = own.get(touchpoint) ?? [];
    const score = moments(answers.map((cell) => ({ ...cell, value: scoreOf(cell) })));
    const isOwn = (answer: Answer) => answer.kind === kind && answer.touchpoint === touchpoint;
    const parts = () => partsOfRespondents(found, (answer) => (isOwn(answer) ? scoreOf(answer) : null));
    const interval = scaleMeanInterval(score, parts, { confidence, scale: hundred, random });
    const weight = weights?.[at] ?? null;
    return {
      touchpoint,
      n: countOf(answers),
      effective_n: score?.effectiveN ?? 0,
      score: score?.mean ?? null,
      weight,
      contribution: covered && score && weight !== null ? (weight / covered) * score.mean : null,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      sd: score?.variance == null ? null : Math.sqrt(score.variance),
      missing: countOf(blank.get(touchpoint) ?? []),
      excluded: countOf(off.get(touchpoint) ?? []),
    };
  });
}

/** What all answers are worth together, weighted. */
export function effectiveOf(answers: readonly Answer[]): number {
  return moments(answers.map((cell) => ({ ...cell, value: scoreOf(cell) })))?.effectiveN ?? 0;
}

/** The scales that answers are on, widest use first. */
export function scalesOf(answers: readonly Answer[]): readonly Scale[] {
  return [...groupBy(answers, ({ scale }) => scaleName(scale)).values()]
    .sort((a, b) => countOf(b) - countOf(a))
    .flatMap(([first]) => (first ? [first.scale] : []));
}

function scoreOf({ scale, score }: Answer): number {
  return rescaled(scale, score, 'minmax');
}
