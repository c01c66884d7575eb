import { bisquare } from './bisquare';
import { loess, type LoessOptions } from './loess';

export interface StlOptions {
  /** Values a season, at least 2. */
  readonly period: number;
  /** Span of the seasonal smoother in seasons, odd, from 7; or the same season throughout. */
  readonly seasonal?: number | 'periodic';
  /** Span of the trend smoother in values, odd; by default the smallest that leaves no season in it. */
  readonly trend?: number;
  /** Span of the low-pass smoother, odd; by default the first odd number from the period. */
  readonly lowPass?: number;
  readonly seasonalDegree?: 0 | 1;
  readonly trendDegree?: 0 | 1;
  readonly lowPassDegree?: 0 | 1;
  /** Every so manyth place is fitted; by default a tenth of the span. */
  readonly seasonalJump?: number;
  readonly trendJump?: number;
  readonly lowPassJump?: number;
  /** Outliers count less: 15 outer rounds of 1 inner, else 0 of 2. */
  readonly robust?: boolean;
  readonly inner?: number;
  readonly outer?: number;
  /** Hears 0 to 1, round by round. */
  readonly progress?: (share: number) => void;
}

export interface Stl {
  readonly seasonal: readonly number[];
  readonly trend: readonly number[];
  readonly remainder: readonly (number | null)[];
  readonly weights: readonly number[];
}

/**
 * A series split into season, trend and remainder, in its unit: at each value they sum to it.
 *
 * Null stands for a missing value: it weighs nothing, and has a season and a trend but no remainder. `weights` (0 to 1)
 * are the robustness weights used last. Defaults as `stl` of R. Null below two full seasons or when a place of the season
 * has no value at all. Source: Cleveland, Cleveland, McRae & Terpenning (1990), Journal of Official Statistics 6, 3–73.
 */
export function stl(values: readonly (number | null)[], options: StlOptions): Stl | null {
  const { period } = options;
  if (!(period >= 2) || values.length < 2 * period || !everyPlaceFilled(values, period)) return null;
  const settings = settingsOf(options, values.length);
  const present = values.map((value) => (value === null ? 0 : 1));
  const filled = values.map((value) => value ?? 0);
  const incomplete = present.includes(0);
  let [seasonal, trend, robustness] = [filled.map(() => 0), filled.map(() => 0), filled.map(() => 1)];
  for (let round = 0; round <= settings.outer; round++) {
    if (round > 0) robustness = bisquare(without(values, seasonal, trend));
    const weights = incomplete || round > 0 ? robustness.map((weight, i) => weight * (present[i] ?? 0)) : undefined;
    for (let pass = 0; pass < settings.inner; pass++) ({ seasonal, trend } = inner(filled, trend, weights, settings));
    options.progress?.((round + 1) / (settings.outer + 1));
  }
  if (options.seasonal === 'periodic') seasonal = sameEachSeason(seasonal, period);
  return { seasonal, trend, remainder: without(values, seasonal, trend), weights: robustness };
}

/** What is left of the values once season and trend are taken out. */
function without(values: readonly (number | null)[], seasonal: readonly number[], trend: readonly number[]) {
  return values.map((value, i) => (value === null ? null : value - (seasonal[i] ?? 0) - (trend[i] ?? 0)));
}

interface Settings {
  readonly period: number;
  readonly seasonal: LoessOptions;
  readonly trend: LoessOptions;
  readonly lowPass: LoessOptions;
  readonly inner: number;
  readonly outer: number;
}

function settingsOf(options: StlOptions, n: number): Settings {
  const { period, seasonal = 7, robust = false } = options;
  const span = seasonal === 'periodic' ? 10 * n + 1 : seasonal;
  const trend = options.trend ?? odd(Math.ceil((1.5 * period) / (1 - 1.5 / span)));
  const lowPass = options.lowPass ?? odd(period);
  return {
    period,
    seasonal: { span, degree: options.seasonalDegree ?? 0, jump: options.seasonalJump ?? Math.ceil(span / 10) },
    trend: { span: trend, degree: options.trendDegree ?? 1, jump: options.trendJump ?? Math.ceil(trend / 10) },
    lowPass: {
      span: lowPass,
      degree: options.lowPassDegree ?? 1,
      jump: options.lowPassJump ?? Math.ceil(lowPass / 10),
    },
    inner: options.inner ?? (robust ? 1 : 2),
    outer: options.outer ?? (robust ? 15 : 0),
  };
}

function odd(n: number): number {
  return n % 2 === 0 ? n + 1 : n;
}

function everyPlaceFilled(values: readonly (number | null)[], period: number): boolean {
  return Array.from({ length: period }, (_, place) => place).every((place) =>
    values.some((value, i) => i % period === place && value !== null),
  );
}

function inner(
  values: readonly number[],
  trend: readonly number[],
  weights: readonly number[] | undefined,
  settings: Settings,
): { seasonal: number[]; trend: number[] } {
  const { period } = settings;
  const detrended = values.map((value, i) => value - (trend[i] ?? 0));
  const cycle = smoothSeasons(detrended, weights, settings);
  const low = smooth(average(average(average(cycle, period), period), 3), settings.lowPass);
  const seasonal = values.map((_, i) => (cycle[i + period] ?? 0) - (low[i] ?? 0));
  const deseasonalised = values.map((value, i) => value - (seasonal[i] ?? 0));
  return { seasonal, trend: smooth(deseasonalised, { ...settings.trend, weights }) };
}

/** Each place of the season smoothed over the seasons and carried one season beyond both ends. */
function smoothSeasons(
  detrended: readonly number[],
  weights: readonly number[] | undefined,
  { period, seasonal }: Settings,
): number[] {
  const cycle = Array<number>(detrended.length + 2 * period).fill(0);
  for (let place = 0; place < period; place++) {
    const own = (series: readonly number[]): number[] => series.filter((_, i) => i % period === place);
    const values = own(detrended);
    const options = { ...seasonal, weights: weights && own(weights) };
    const inside = smooth(values, options);
    const before = loess(values, options, -1, -1)[0] ?? inside[0] ?? 0;
    const after = loess(values, options, values.length, values.length)[0] ?? inside.at(-1) ?? 0;
    [before, ...inside, after].forEach((value, season) => (cycle[season * period + place] = value));
  }
  return cycle;
}

function smooth(values: readonly number[], options: LoessOptions): number[] {
  return loess(values, options).map((value, i) => value ?? values[i] ?? 0);
}

function average(values: readonly number[], length: number): number[] {
  let sum = values.slice(0, length).reduce((total, value) => total + value, 0);
  const means = [sum / length];
  for (let end = length; end < values.length; end++) {
    sum += (values[end] ?? 0) - (values[end - length] ?? 0);
    means.push(sum / length);
  }
  return means;
}

function sameEachSeason(seasonal: readonly number[], period: number): number[] {
  const means = Array.from({ length: period }, (_, place) => {
    const own = seasonal.filter((_value, i) => i % period === place);
    return own.reduce((sum, value) => sum + value, 0) / own.length;
  });
  return seasonal.map((_, i) => means[i % period] ?? 0);
}
