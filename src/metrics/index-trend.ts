import { weightedIndex } from '../stats/weighted-index';
import { groupBy } from './group-by';
import { leastCovered } from './index-interval';
import { moments } from './moments';
import { rescaled } from './scale';
import { sortCells, type ScoreCell } from './score-cells';

/** The index of one period. `composition` is what the naive figure owes to touchpoints that came or went. */
export interface TrendPoint {
  readonly period: string;
  /** Over the touchpoints that have a score in every period; null when these hold less than 70 % of the weight. */
  readonly index: number | null;
  /** Over whatever touchpoints have a score in this period. */
  readonly present: number | null;
  readonly composition: number | null;
}

/** The index over periods with the weights of the whole, on a basket that does not change. */
export function trendOf(
  cells: readonly ScoreCell[],
  kind: string | null,
  touchpoints: readonly string[],
  weights: readonly number[],
): readonly TrendPoint[] {
  const { placed } = sortCells(cells.filter((cell) => cell.kind === kind && cell.grp !== null));
  const periods = [...groupBy(placed, ({ grp }) => grp ?? '')].map(([period, own]) => ({
    period,
    scores: touchpoints.map(
      (name) =>
        moments(
          own
            .filter(({ touchpoint }) => touchpoint === name)
            .map((cell) => ({ ...cell, value: rescaled(cell.scale, cell.score, 'minmax') })),
        )?.mean ?? null,
    ),
  }));
  const always = touchpoints.map((_, at) => periods.every(({ scores }) => scores[at] !== null));
  return periods.map(({ period, scores }) => {
    const indexOf = (kept: readonly boolean[] | null): number | null => {
      const found = weightedIndex(
        scores.map((score, at) => ({ weight: weights[at] ?? 0, score: kept && !kept[at] ? null : score })),
      );
      return found && (!kept || found.coveredWeight >= leastCovered) ? found.index : null;
    };
    const [index, present] = [indexOf(always), indexOf(null)];
    return { period, index, present, composition: index === null || present === null ? null : present - index };
  });
}
