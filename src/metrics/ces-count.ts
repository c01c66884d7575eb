import type { Random } from '../stats/random';
import { wilson } from '../stats/wilson';
import { zOf } from '../stats/z-of';
import { partsOf, scaleMeanInterval, type PersonCell } from './few-answers';
import { groupBy } from './group-by';
import { moments } from './moments';
import { repeatEffect, type Repeat } from './repeats';
import type { Scale } from './scale';
import { countOf, scaleName } from './scale-remarks';
import type { ScoreCell } from './score-cells';

export type CesVersion = '2.0' | '2010';

type ScaleOf = (cell: ScoreCell) => Scale;

export interface CesCounting {
  readonly version: CesVersion;
  readonly confidence: number;
  readonly scale: Scale;
  readonly scaleOf: ScaleOf;
  readonly random: () => Random;
}

/** Seven points, unless the rows say otherwise or 30 answers to a question go no higher than 5; the version of 2010 has five. */
export function scalesOf(cells: readonly ScoreCell[], version: CesVersion): ScaleOf {
  const question = ({ survey, item }: ScoreCell) => JSON.stringify([survey, item]);
  const short = new Set(
    [
      ...groupBy(
        cells.filter(({ score }) => score !== null),
        question,
      ),
    ]
      .filter(([, own]) => countOf(own) >= 30 && own.every(({ score }) => (score ?? 0) <= 5))
      .map(([name]) => name),
  );
  return (cell) => {
    if (cell.scale_min !== null && cell.scale_max !== null && cell.scale_max > cell.scale_min)
      return { min: cell.scale_min, max: cell.scale_max };
    return version === '2010' || short.has(question(cell)) ? { min: 1, max: 5 } : { min: 1, max: 7 };
  };
}

/** The scale that most answers are on. */
export function mostUsed(cells: readonly ScoreCell[], scaleOf: ScaleOf): Scale {
  const uses = [
    ...groupBy(
      cells.filter(({ score }) => score !== null),
      (cell) => scaleName(scaleOf(cell)),
    ).values(),
  ];
  const widest = uses.sort((a, b) => countOf(b) - countOf(a))[0]?.[0];
  return widest ? scaleOf(widest) : { min: 1, max: 7 };
}

type Reading = Pick<CesCounting, 'scale' | 'scaleOf' | 'version'>;

/** An answer as it counts, reversed items turned; null when it is on another scale, off its own, or blank. */
export function valueOf({ scale, scaleOf }: Reading): (cell: ScoreCell) => number | null {
  return (cell) => {
    const own = scaleOf(cell);
    const { score } = cell;
    if (score === null || scaleName(own) !== scaleName(scale) || score < own.min || score > own.max) return null;
    return cell.reversed ? own.min + own.max - score : score;
  };
}

/** Whether an answer says that it was easy. */
export function isEasy(value: number, { version, scale }: Reading): boolean {
  return version === '2010' ? value <= scale.min + 0.3 * (scale.max - scale.min) : value > (scale.min + scale.max) / 2;
}

/** Mean effort (t, or BCa below 30 answers) and the share for whom it was easy (Wilson); `few` are the answers by person. */
export function countCes(
  cells: readonly ScoreCell[],
  few: readonly PersonCell[],
  repeats: readonly Repeat[],
  counting: CesCounting,
) {
  const read = valueOf(counting);
  const values = cells.flatMap((cell) => {
    const value = read(cell);
    return value === null ? [] : [{ ...cell, value }];
  });
  const found = moments(values);
  const effect = found ? repeatEffect(repeats, values, found.mean, read) : 1;
  const size = (found?.effectiveN ?? 0) / effect;
  const mean = scaleMeanInterval(found && { ...found, effectiveN: size }, () => partsOf(few, read), counting);
  const weight = (of: typeof values) => of.reduce((total, { w }) => total + w, 0);
  const share = found ? weight(values.filter(({ value }) => isEasy(value, counting))) / weight(values) : null;
  const easyOf = (value: number) => (isEasy(value, counting) ? 1 : 0);
  const easy = values.map((cell) => ({ ...cell, value: easyOf(cell.value) }));
  const easyValue = (cell: ScoreCell) => {
    const value = read(cell);
    return value === null ? null : easyOf(value);
  };
  const base = found && share !== null ? found.effectiveN / repeatEffect(repeats, easy, share, easyValue) : 0;
  const interval = share !== null ? wilson(share * base, base, zOf(counting.confidence)) : null;
  const missing = countOf(cells.filter(({ score }) => score === null));
  return {
    n: countOf(values),
    missing,
    excluded: countOf(cells) - missing - countOf(values),
    effective_n: found?.effectiveN ?? 0,
    interval_n: size,
    mean: found?.mean ?? null,
    low: mean?.low ?? null,
    high: mean?.high ?? null,
    sd: found?.variance == null ? null : Math.sqrt(found.variance),
    easy: share,
    easy_low: interval?.low ?? null,
    easy_high: interval?.high ?? null,
  };
}
