import { stratifiedMean } from '../stats/stratified-mean';
import { groupBy } from './group-by';
import { leastCovered } from './index-interval';
import { moments, type Moments } from './moments';
import { rescaled } from './scale';
import { sortCells, type ScoreCell } from './score-cells';

/** The index of one period, with its interval. `composition` is what the naive figure owes to touchpoints that came or went. */
export interface TrendPoint {
  readonly period: string;
  /** Answers on the scale. */
  readonly n: number;
  /** Over the fixed basket: the touchpoints that have a score in every period that is over; null when these hold less than 70 % of the weight, or one of them has no score in this period. */
  readonly index: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Over whatever touchpoints have a score in this period. */
  readonly present: number | null;
  readonly present_low: number | null;
  readonly present_high: number | null;
  readonly composition: number | null;
}

interface Reading {
  readonly kind: string | null;
  readonly touchpoints: readonly string[];
  /** By touchpoint, summing to 1: those of the whole. */
  readonly weights: readonly number[];
  readonly confidence: number;
  /** Whether a period was not over when the data ended. */
  readonly isOpen: (period: string) => boolean;
}

/**
 * The index over periods with the weights of the whole, on a basket that does not change. Intervals take the weights as
 * fixed and the answers of a period as independent.
 */
export function trendOf(cells: readonly ScoreCell[], reading: Reading): readonly TrendPoint[] {
  const { kind, touchpoints, isOpen } = reading;
  const { placed } = sortCells(cells.filter((cell) => cell.kind === kind && cell.grp !== null));
  const periods = [...groupBy(placed, ({ grp }) => grp ?? '')].map(([period, own]) => ({
    period,
    scores: touchpoints.map((name) =>
      moments(
        own
          .filter(({ touchpoint }) => touchpoint === name)
          .map((cell) => ({ ...cell, value: rescaled(cell.scale, cell.score, 'minmax') })),
      ),
    ),
  }));
  const closed = periods.filter(({ period }) => !isOpen(period));
  const basket = touchpoints.map((_, at) => (closed.length ? closed : periods).every(({ scores }) => scores[at]));
  return periods.map(({ period, scores }) => {
    const isWhole = basket.every((isIn, at) => !isIn || scores[at]);
    const fixed = isWhole ? indexOf(scores, reading, basket) : nothing;
    const present = indexOf(scores, reading, null);
    return {
      period,
      n: scores.reduce((sum, score) => sum + (score?.n ?? 0), 0),
      ...fixed,
      present: present.index,
      present_low: present.low,
      present_high: present.high,
      composition: fixed.index === null || present.index === null ? null : present.index - fixed.index,
    };
  });
}

const nothing = { index: null, low: null, high: null };

/** The index over the touchpoints of a basket (null: all) that have a score. */
function indexOf(
  scores: readonly (Moments | null)[],
  { weights, confidence }: Reading,
  basket: readonly boolean[] | null,
): Pick<TrendPoint, 'index' | 'low' | 'high'> {
  const parts = scores.flatMap((score, at) =>
    score && (basket?.[at] ?? true)
      ? [{ weight: weights[at] ?? 0, n: score.effectiveN, mean: score.mean, variance: score.variance }]
      : [],
  );
  const covered = parts.reduce((sum, { weight }) => sum + weight, 0);
  if (!(covered > 0) || (basket && covered < leastCovered)) return nothing;
  const found = stratifiedMean(parts, confidence);
  return {
    index: found.mean,
    low: found.interval && Math.max(0, found.interval.low),
    high: found.interval && Math.min(100, found.interval.high),
  };
}
