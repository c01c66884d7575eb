import { detectableMeans } from '../stats/detectable-means';
import { detectableShares } from '../stats/detectable-shares';
import { fisherExact } from '../stats/fisher-exact';
import { newcombe } from '../stats/newcombe';
import { npsDifference } from '../stats/nps-difference';
import { tQuantile } from '../stats/t-quantile';
import { twoProportions } from '../stats/two-proportions';
import { welch } from '../stats/welch';
import { zOf } from '../stats/z-of';
import { numberOf, type Reading } from './change-readings';
import type { Shared } from './change-shared';
import type { ResultRow } from './metric';

export interface Change {
  readonly n_before: number | null;
  readonly n_after: number | null;
  readonly before: number | null;
  readonly after: number | null;
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly p: number | null;
  /** The smallest difference that these two bases would have shown (power 0.8). */
  readonly detectable: number | null;
  /** Standard error of the difference. */
  readonly se: number | null;
}

type Row = ResultRow | undefined;
type Of<K extends Reading['kind']> = Extract<Reading, { kind: K }>;

interface Testing {
  readonly confidence: number;
  /** Who stands on both sides; the sides are independent where that is not known. */
  readonly shared: Shared | null;
}

/** Before and after of one group, tested as the reading allows. All null where one side has no value. */
export function changeOf(before: Row, after: Row, reading: Reading, testing: Testing): Change {
  switch (reading.kind) {
    case 'share':
      return ofShares(before, after, reading, testing);
    case 'nps':
      return ofNps(before, after, testing);
    case 'mean':
      return ofMeans(before, after, reading, testing);
  }
}

function ofShares(before: Row, after: Row, reading: Of<'share'>, { confidence, shared }: Testing): Change {
  const read = (row: Row) => {
    const n = reading.n.reduce((sum, column) => sum + (numberOf(row, column) ?? 0), 0);
    const share = numberOf(row, reading.value);
    const size = Math.min(n, sizeOf(row) ?? n);
    const whole = size === n ? numberOf(row, reading.hits) : null;
    return { share, n, size, hits: whole ?? (share ?? 0) * size };
  };
  const [a, b] = [read(before), read(after)];
  const both = { n_before: a.n, n_after: b.n, before: a.share, after: b.share };
  if (a.share === null || b.share === null) return { ...both, ...untested };
  const [one, other] = [errorOf(a), errorOf(b)];
  const together = covarianceOf(shared, a.share, b.share, one * other);
  const interval = newcombe(b.hits, b.size, a.hits, a.size, zOf(confidence), together / Math.sqrt(one * other));
  const pooled = (a.hits + b.hits) / (a.size + b.size);
  const alike = covarianceOf(shared, pooled, pooled, (pooled * (1 - pooled)) ** 2 / (a.size * b.size));
  const test = twoProportions(b.hits, b.size, a.hits, a.size, 'none', alike);
  const few = Math.min(a.size, b.size) * Math.min(pooled, 1 - pooled) < 5;
  const exact = few ? fisherExact(b.hits, b.size, a.hits, a.size) : null;
  // Fisher's test knows of no pairs; among few answers the more careful of both counts.
  const p = exact === null || !test || together === 0 ? (exact ?? test?.p ?? null) : Math.max(exact, test.p);
  const variance = one + other - 2 * together;
  const left = (size: number) => (variance > 1e-12 * (one + other) ? (size * (one + other)) / variance : 0);
  return {
    ...both,
    difference: b.share - a.share,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    p,
    detectable: detectableShares(a.share, left(a.size), left(b.size), { alpha: 1 - confidence, fall: a.share > 0.5 }),
    se: Math.sqrt(Math.max(0, variance)),
  };
}

/** The covariance of two means about these centres, no greater than two means of this product of variances can have. */
function covarianceOf(shared: Shared | null, before: number, after: number, variances: number): number {
  const found = shared?.covariance?.(before, after) ?? 0;
  return Math.sign(found) * Math.min(Math.abs(found), Math.sqrt(variances));
}

/** Squared standard error of a share; where all or none were hits, that of Agresti and Caffo, since it is never sure. */
function errorOf({ hits, size }: { readonly hits: number; readonly size: number }): number {
  const sure = hits <= 0 || hits >= size;
  const [x, n] = sure ? [hits + 1, size + 2] : [hits, size];
  return ((x / n) * (1 - x / n)) / n;
}

function ofNps(before: Row, after: Row, testing: Testing): Change {
  const { confidence, shared } = testing;
  if ([before, after].some((row) => (numberOf(row, 'effective_n') ?? 0) < (numberOf(row, 'n') ?? 0)))
    return ofMeans(before, after, weightedNps, testing);
  const counts = (row: Row) => {
    const n = numberOf(row, 'n') ?? 0;
    const weight = n > 0 ? Math.min(1, (sizeOf(row) ?? n) / n) : 0;
    const part = (name: string) => weight * (numberOf(row, name) ?? 0);
    return { promoters: part('promoters'), passives: part('passives'), detractors: part('detractors') };
  };
  const [a, b] = [counts(before), counts(after)];
  const both = {
    n_before: numberOf(before, 'n'),
    n_after: numberOf(after, 'n'),
    before: numberOf(before, 'nps'),
    after: numberOf(after, 'nps'),
  };
  if (both.before === null || both.after === null) return { ...both, ...untested };
  const spread = (of: typeof a) => {
    const n = of.promoters + of.passives + of.detractors;
    const mean = (of.promoters - of.detractors) / n;
    return { n, variance: (of.promoters + of.detractors) / n - mean * mean };
  };
  const [one, other] = [spread(a), spread(b)];
  const variances = (one.variance / one.n) * (other.variance / other.n);
  const together = covarianceOf(shared, both.before, both.after, variances * 1e8) / 1e4;
  const test = npsDifference(b, a, zOf(confidence), together);
  const seen = detectableMeans(one, other, { alpha: 1 - confidence, covariance: together });
  return {
    ...both,
    difference: both.after - both.before,
    low: test === null ? null : test.low * 100,
    high: test === null ? null : test.high * 100,
    p: test?.p ?? null,
    detectable: seen === null ? null : seen * 100,
    se: 100 * Math.sqrt(Math.max(0, one.variance / one.n + other.variance / other.n - 2 * together)),
  };
}

const weightedNps = { kind: 'mean', value: 'nps', n: 'n', sd: null, low: 'low', high: 'high' } as const;

/**
 * Welch's test. Where the spread of one answer is not given, or persons answered more than once, the interval's width tells
 * it (it is then approximate).
 */
function ofMeans(before: Row, after: Row, reading: Of<'mean'>, { confidence, shared }: Testing): Change {
  const [a, b] = [sampleOf(before, reading, confidence), sampleOf(after, reading, confidence)];
  const both = {
    n_before: numberOf(before, reading.n),
    n_after: numberOf(after, reading.n),
    before: a.mean,
    after: b.mean,
  };
  if (a.mean === null || b.mean === null) return { ...both, ...untested };
  const difference = b.mean - a.mean;
  if (a.variance === null || b.variance === null) return { ...both, ...untested, difference };
  const [one, other] = [
    { n: a.n, mean: a.mean, variance: a.variance },
    { n: b.n, mean: b.mean, variance: b.variance },
  ];
  const persons = shared?.all ?? 0;
  // The samples' variances have the divisor n − 1, and so has what they share.
  const corrected = persons > 1 ? persons / (persons - 1) : 1;
  const raw = covarianceOf(shared, a.mean, b.mean, ((a.variance / a.n) * (b.variance / b.n)) / corrected ** 2);
  const covariance = raw * corrected;
  const pairs = shared?.covariance ? Math.min(shared.persons, a.n, b.n) : 0;
  const test = welch(other, one, confidence, { pairs, covariance });
  return {
    ...both,
    difference,
    low: test?.low ?? null,
    high: test?.high ?? null,
    p: test?.p ?? null,
    detectable: detectableMeans(one, other, { alpha: 1 - confidence, covariance }),
    se: test?.se ?? null,
  };
}

function sampleOf(row: Row, { value, n: base, sd, low: from, high: to }: Of<'mean'>, confidence: number) {
  const answers = numberOf(row, 'effective_n') ?? numberOf(row, base) ?? 0;
  const n = Math.min(answers, sizeOf(row) ?? answers);
  const spread = numberOf(row, sd);
  const [low, high] = [numberOf(row, from), numberOf(row, to)];
  const half = low === null || high === null || n < 2 ? null : (high - low) / 2;
  const told = half === null ? null : n * (half / tQuantile(0.5 + confidence / 2, n - 1)) ** 2;
  const known = spread === null ? null : spread ** 2;
  return { n, mean: numberOf(row, value), variance: n < answers ? (told ?? known) : (known ?? told) };
}

/** As how many independent answers those of a row count: fewer where they have weights, or are several of one customer. */
function sizeOf(row: Row): number | null {
  return numberOf(row, 'interval_n') ?? numberOf(row, 'effective_n');
}

const untested = { difference: null, low: null, high: null, p: null, detectable: null, se: null } as const;
