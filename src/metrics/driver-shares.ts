import { benjaminiHochberg } from '../stats/benjamini-hochberg';
import { bootstrapSeveral } from '../stats/bootstrap-several';
import { chiSquareCdf } from '../stats/chi-square-cdf';
import { johnson } from '../stats/johnson';
import { lmg, lmgLimit } from '../stats/lmg';
import { drawWishart } from '../stats/draw-wishart';
import { correlations, moments, ofSize, type Moments } from '../stats/moments';
import { ols } from '../stats/ols';
import { quantile } from '../stats/quantile';
import type { Random } from '../stats/random';
import { enoughResamples } from './few-resamples';
import type { CompleteRow } from './item-matrix';
import type { Progress } from './metric';

export type DriverMethod = 'lmg' | 'johnson';

/** What one predictor does for the overall score. `lmg` and `johnson` sum to R², `share` to 1. */
export interface Driver {
  readonly correlation: number;
  readonly beta: number;
  /** Points of overall for a point of the item, in their own units; `error` is its standard error. */
  readonly slope: number;
  readonly error: number | null;
  readonly sign: number;
  readonly lmg: number | null;
  readonly johnson: number | null;
  readonly share: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly vif: number;
}

export interface Drivers {
  readonly drivers: readonly Driver[];
  readonly r2: number;
  readonly adjustedR2: number | null;
  /** Residual degrees of freedom. */
  readonly freedom: number;
  /** What the intervals were bootstrapped by; null without intervals. */
  readonly drawnBy: DriverMethod | null;
}

/** Drivers of rows: their intervals rest on so many resamples, null without intervals. */
export interface DrawnDrivers extends Drivers {
  readonly resamples: number | null;
}

interface Wishes {
  readonly method: DriverMethod;
  readonly confidence: number;
  /** None: no intervals. */
  readonly random: Random | null;
  readonly progress?: Progress;
}

/** Shares of R² of complete rows (items, then overall) with bootstrap intervals; null when the regression does not exist. */
export function driversOf(
  rows: readonly CompleteRow[],
  { method, confidence, random, progress }: Wishes,
): DrawnDrivers | null {
  const whole = momentsOf(rows);
  const intervals =
    random && ((k: number) => bootstrapped(rows, k, method, { confidence, random, ...(progress ? { progress } : {}) }));
  const found = whole && sharedOut(whole, method, intervals);
  return found && { ...found, resamples: intervals && resamplesOf(rows.length, found.drivers.length, method) };
}

/**
 * The same where only the rows' moments are known (columns: items, then overall). The intervals are then a parametric
 * bootstrap: moments drawn as so many rows (`size`: the effective number) of a normal distribution would give them.
 * `blurred` gives the moments as they might have been with other noise for privacy; none where too often none exist.
 */
export function driversOfMoments(
  whole: Moments,
  size: number,
  { method, confidence, random, blurred }: Wishes & { readonly blurred?: ((random: Random) => Moments | null) | null },
): Drivers | null {
  const sized = ofSize(whole, size);
  const from = (chance: Random) => {
    const found = blurred?.(chance);
    return found ? ofSize(found, size) : blurred ? null : sized;
  };
  return sharedOut(sized, method, random && ((k) => redrawn(from, k, method, { confidence, random })));
}

type Intervals = readonly ({ readonly low: number; readonly high: number } | null)[] | null;

function sharedOut(
  whole: Moments,
  method: DriverMethod,
  intervalsOf: ((k: number) => Intervals) | null,
): Drivers | null {
  const k = whole.mean.length - 1;
  const items = Array.from({ length: k }, (_, at) => at);
  const model = ols(whole, k, items);
  const shares = sharesOf(whole, k, method);
  if (!model || !shares) return null;
  const other = { lmg: sharesOf(whole, k, 'lmg'), johnson: sharesOf(whole, k, 'johnson') };
  const drawn = drawnBy(k, method);
  const intervals = intervalsOf?.(k) ?? null;
  const own = normed(shares);
  // Drawn by another method's shares, an interval is brought to this one's.
  const scales = normed(other[drawn] ?? shares).map((share, at) => (share > 0 ? (own[at] ?? 0) / share : 1));
  const matrix = correlations(whole);
  return {
    r2: model.r2,
    adjustedR2: model.adjustedR2,
    freedom: model.freedom,
    drawnBy: intervals ? drawn : null,
    drivers: model.coefficients.map(({ beta, vif, value, se }, at) => ({
      correlation: matrix?.[at]?.[k] ?? 0,
      beta,
      slope: value,
      error: se,
      sign: Math.sign(beta),
      lmg: other.lmg?.[at] ?? null,
      johnson: other.johnson?.[at] ?? null,
      share: own[at] ?? 0,
      low: scaled(intervals?.[at]?.low, scales[at]),
      high: scaled(intervals?.[at]?.high, scales[at]),
      vif,
    })),
  };
}

/** As shares that sum to 1. */
function normed(shares: readonly number[]): readonly number[] {
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}

function scaled(end: number | undefined, by = 1): number | null {
  return end === undefined ? null : Math.min(1, end * by);
}

/**
 * Whether each item's slope differs among groups of people: Cochran's test (of two groups: the z test), corrected for
 * the number of items. `difference` is first minus second of two groups, else the widest between any; null without two
 * regressions.
 */
export function slopeDifferences(groups: readonly (readonly CompleteRow[])[]) {
  const slopes = groups.flatMap((rows) => {
    const found = momentsOf(rows);
    const k = (rows[0]?.values.length ?? 1) - 1;
    const places = Array.from({ length: k }, (_, at) => at);
    const model = found && ols(found, k, places);
    return model ? [model.coefficients] : [];
  });
  if (slopes.length < 2 || slopes.length < Math.min(2, groups.length)) return null;
  const tests = (slopes[0] ?? []).map((_, at) => {
    const own = slopes.flatMap((one) => one[at] ?? []);
    const values = own.map(({ value }) => value);
    const [a, b] = values;
    const difference = own.length === 2 ? (a ?? 0) - (b ?? 0) : Math.max(...values) - Math.min(...values);
    return { difference, p: unlike(own.map(({ value, se }) => ({ value, se: se ?? 0 }))) };
  });
  const q = benjaminiHochberg(tests.map(({ p }) => p));
  return tests.map(({ difference }, at) => ({ difference, q: q[at] ?? null }));
}

/** p of Cochran's test that all values are one; null where one has no error. */
function unlike(values: readonly { readonly value: number; readonly se: number }[]): number | null {
  if (!values.every(({ se }) => se > 0)) return null;
  const precision = values.reduce((sum, { se }) => sum + se ** -2, 0);
  const mean = values.reduce((sum, { value, se }) => sum + value * se ** -2, 0) / precision;
  const q = values.reduce((sum, { value, se }) => sum + ((value - mean) / se) ** 2, 0);
  return 1 - chiSquareCdf(q, values.length - 1);
}

/** Moments of complete rows, weighed; `counts` may stand for how many there are of each. */
export function momentsOf(rows: readonly CompleteRow[], counts?: ArrayLike<number>): Moments | null {
  return moments(
    rows.map(({ values }) => values),
    rows.map(({ n, weight }, at) => (counts?.[at] ?? n) * weight),
  );
}

function sharesOf(found: Moments, k: number, method: DriverMethod): readonly number[] | null {
  const matrix = correlations(found);
  if (!matrix) return null;
  const between = matrix.slice(0, k).map((row) => row.slice(0, k));
  const toOverall = matrix.slice(0, k).map((row) => row[k] ?? 0);
  return method === 'lmg' && k <= lmgLimit
    ? lmg(between, toOverall)
    : method === 'lmg'
      ? null
      : johnson(between, toOverall);
}

/** Moments of a normal sample of the same size and covariance, over and over; null where they often do not exist. */
function redrawn(
  from: (random: Random) => Moments | null,
  k: number,
  method: DriverMethod,
  { confidence, random }: { confidence: number; random: Random },
): Intervals {
  const cost = method === 'lmg' ? 2 ** Math.min(k, 10) * k : k ** 3;
  const draws: (readonly number[])[] = [];
  const times = Math.max(200, Math.min(2000, Math.floor(1e8 / cost)));
  for (let at = 0; at < times; at++) {
    const found = from(random);
    if (!found) continue;
    const { n, mean, comoment } = found;
    const covariance = comoment.map((row) => row.map((sum) => sum / (n - 1)));
    const drawn = drawWishart(covariance, Math.floor(n) - 1, random);
    const shares = drawn && sharesOf({ n, mean, comoment: drawn }, k, k > 10 ? 'johnson' : method);
    const total = shares?.reduce((sum, share) => sum + share, 0) ?? 0;
    if (shares && total > 0) draws.push(shares.map((share) => share / total));
  }
  if (draws.length < 0.9 * times) return null;
  return Array.from({ length: k }, (_, at) => {
    const sorted = Float64Array.from(draws, (draw) => draw[at] ?? NaN).sort();
    const [low, high] = [quantile(sorted, (1 - confidence) / 2), quantile(sorted, (1 + confidence) / 2)];
    return low === null || high === null ? null : { low, high };
  });
}

function drawnBy(k: number, method: DriverMethod): DriverMethod {
  return k > 10 ? 'johnson' : method;
}

/** Fewer resamples where they cost more. */
function resamplesOf(rows: number, k: number, method: DriverMethod): number {
  const cost = rows * (k + 1) ** 2 + (method === 'lmg' ? 2 ** Math.min(k, 10) * k * 4 : 0);
  return Math.max(200, Math.min(enoughResamples, Math.floor(3e8 / cost)));
}

/** LMG beyond 10 predictors is bootstrapped by Johnson's weights, which lie close. */
function bootstrapped(
  rows: readonly CompleteRow[],
  k: number,
  method: DriverMethod,
  { confidence, random, progress }: { confidence: number; random: Random; progress?: Progress },
) {
  const statistic = (counts: ArrayLike<number>): readonly number[] | null => {
    const drawn = momentsOf(rows, counts);
    const shares = drawn && sharesOf(drawn, k, drawnBy(k, method));
    const total = shares?.reduce((sum, share) => sum + share, 0) ?? 0;
    return shares && total > 0 ? shares.map((share) => share / total) : null;
  };
  return bootstrapSeveral(rows.length, statistic, {
    random,
    confidence,
    resamples: resamplesOf(rows.length, k, method),
    ...(progress ? { progress } : {}),
    multiplicities: rows.map(({ n }) => n),
  });
}
