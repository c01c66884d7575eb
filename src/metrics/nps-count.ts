import { bootstrap } from '../stats/bootstrap';
import { kishOfSums } from '../stats/kish';
import { npsInterval } from '../stats/nps-interval';
import type { Random } from '../stats/random';
import { zOf } from '../stats/z-of';
import { repeatEffect, type Repeat } from './repeats';
import { countOf } from './scale-remarks';
import type { ScoreCell } from './score-cells';

export interface NpsCounting {
  readonly interval: 'adjusted' | 'wald' | 'bootstrap';
  readonly confidence: number;
  readonly random: () => Random;
}

/** Answers on the relation as a whole, or after a contact: those that were asked for (`auto`: after a contact, if any) and the others. */
export function ofOneType<C extends ScoreCell>(cells: readonly C[], wish: string) {
  const isRelational = ({ survey_type: type }: ScoreCell) => type === 'relational';
  const type = wish !== 'auto' ? wish : cells.every(isRelational) ? 'relational' : 'transactional';
  const isOwn = (cell: ScoreCell) => isRelational(cell) === (type === 'relational');
  return { type, own: cells.filter(isOwn), other: cells.filter((cell) => !isOwn(cell)) };
}

/** Whether the scores are on another scale than 0 to 10: said so, or 30 answers and none above 5. */
export function isForeign(cells: readonly ScoreCell[]): boolean {
  const answered = cells.filter(({ score }) => score !== null);
  if (answered.some(({ scale_max: max }) => max !== null && max !== 10)) return true;
  return countOf(answered) >= 30 && answered.every(({ score }) => (score ?? 0) <= 5);
}

/** Promoters, passives and detractors of answers, and the score from −100 to 100 with its interval, clamped to the scale. */
export function countNps(
  cells: readonly ScoreCell[],
  repeats: readonly Repeat[],
  { interval, confidence, random }: NpsCounting,
  foreign: boolean,
) {
  const valid = foreign ? [] : cells.filter(({ score }) => isNpsAnswer(score));
  const side = (want: number) => valid.filter((cell) => npsSign(cell) === want);
  const [promoters, passives, detractors] = [side(1), side(0), side(-1)];
  const n = countOf(valid);
  const missing = countOf(cells.filter(({ score }) => score === null));
  const w = weightOf(valid);
  const effective = kishOfSums({ n, sum: w, squares: valid.reduce((total, { w2 }) => total + w2, 0) })?.effectiveN ?? 0;
  const net = w > 0 ? (weightOf(promoters) - weightOf(detractors)) / w : null;
  const values = valid.map((cell) => ({ ...cell, value: npsSign(cell) }));
  const effect = repeatEffect(foreign ? [] : repeats, values, net ?? 0, (cell) =>
    isNpsAnswer(cell.score) ? npsSign(cell) : null,
  );
  const size = effective / effect;
  const scaled = {
    promoters: (weightOf(promoters) / w) * size,
    passives: (weightOf(passives) / w) * size,
    detractors: (weightOf(detractors) / w) * size,
  };
  const z = zOf(confidence);
  const found =
    interval === 'bootstrap'
      ? widened(drawn(valid, confidence, random()), net ?? 0, effect)
      : npsInterval(scaled, interval, z);
  const exists = effective > 0 && found !== null && found.se > 0;
  return {
    n,
    missing,
    excluded: countOf(cells) - missing - n,
    effective_n: effective,
    interval_n: size,
    promoters: countOf(promoters),
    passives: countOf(passives),
    detractors: countOf(detractors),
    nps: net === null ? null : 100 * net,
    // The adjusted interval of a single answer would not hold it.
    low: exists ? Math.max(-100, 100 * Math.min(found.low, net ?? 1)) : null,
    high: exists ? Math.min(100, 100 * Math.max(found.high, net ?? -1)) : null,
  };
}

/** Variance of one answer, weighted, where promoters count 100, passives 0 and detractors −100. */
export function npsVariance(cells: readonly ScoreCell[]): number {
  const valid = cells.filter(({ score }) => isNpsAnswer(score));
  const w = weightOf(valid);
  const share = (want: number) => (w > 0 ? weightOf(valid.filter((cell) => npsSign(cell) === want)) / w : 0);
  const [up, down] = [share(1), share(-1)];
  return 10_000 * Math.max(0, up + down - (up - down) ** 2);
}

function drawn(cells: readonly ScoreCell[], confidence: number, random: Random) {
  const units = cells.map((cell) => ({ w: cell.w / cell.n, sign: npsSign(cell) }));
  const statistic = (counts: ArrayLike<number>): number | null => {
    let [net, all] = [0, 0];
    units.forEach((unit, at) => {
      net += (counts[at] ?? 0) * unit.w * unit.sign;
      all += (counts[at] ?? 0) * unit.w;
    });
    return all > 0 ? net / all : null;
  };
  return bootstrap(units.length, statistic, { random, confidence, multiplicities: cells.map(({ n }) => n) });
}

/** The interval of drawn answers, as wide as drawing persons with all their answers makes it. */
function widened(found: ReturnType<typeof drawn>, net: number, effect: number) {
  const width = Math.sqrt(effect);
  return (
    found && { se: found.se * width, low: net + (found.low - net) * width, high: net + (found.high - net) * width }
  );
}

/** Whether a score is one of 0 to 10. */
export function isNpsAnswer(score: number | null): boolean {
  return score !== null && Number.isInteger(score) && score >= 0 && score <= 10;
}

/** A promoter as 1, a passive as 0, a detractor as −1. */
export function npsSign({ score }: ScoreCell): -1 | 0 | 1 {
  if ((score ?? 0) >= 9) return 1;
  return (score ?? 0) <= 6 ? -1 : 0;
}

function weightOf(cells: readonly ScoreCell[]): number {
  return cells.reduce((total, { w }) => total + w, 0);
}
