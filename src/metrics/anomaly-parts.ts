import { robustLoess } from '../stats/robust-loess';
import { stl } from '../stats/stl';
import type { Progress } from './metric';
import type { PeriodLength } from './period';

/** A series taken apart. */
export interface Parts {
  readonly seasonal: readonly number[] | null;
  readonly trend: readonly number[];
  readonly remainder: readonly (number | null)[];
}

interface Wanted {
  /** Periods in a season as the person said; null: the usual ones. */
  readonly period: number | null;
  readonly grain: PeriodLength;
}

const usual = { day: 7, week: 52, month: 12, quarter: 4 } as const;
/** Values below which even a trend alone says nothing. */
export const fewest = 8;

/** Periods in a season. */
export function seasonOf({ period, grain }: Wanted): number {
  return period ?? usual[grain];
}

/** Trend and season of a series; without a season where none was asked for and two are not there; null where that is too short as well. */
export function partsOf(values: readonly (number | null)[], wanted: Wanted, progress: Progress): Parts | null {
  const parts = stl(values, { period: seasonOf(wanted), seasonal: 'periodic', robust: true, progress });
  if (parts) return parts;
  if (wanted.period !== null || values.filter((value) => value !== null).length < fewest) return null;
  const trend = robustLoess(values, { span: Math.max(7, Math.ceil((2 / 3) * values.length)) });
  return {
    seasonal: null,
    trend,
    remainder: values.map((value, at) => (value === null ? null : value - (trend[at] ?? 0))),
  };
}
