import { detectableMeans } from '../stats/detectable-means';
import { detectableShares } from '../stats/detectable-shares';
import { fisherExact } from '../stats/fisher-exact';
import { newcombe } from '../stats/newcombe';
import { normalCdf } from '../stats/normal-cdf';
import { npsDifference } from '../stats/nps-difference';
import { twoProportions } from '../stats/two-proportions';
import { zOf } from '../stats/z-of';
import { numberOf, type Reading } from './change-readings';
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
}

/** Before and after of one group, tested as the reading allows. All null where one side has no value. */
export function changeOf(
  before: ResultRow | undefined,
  after: ResultRow | undefined,
  reading: Reading,
  confidence: number,
): Change {
  switch (reading.kind) {
    case 'share':
      return ofShares(before, after, reading, confidence);
    case 'nps':
      return ofNps(before, after, confidence);
    case 'interval':
      return ofIntervals(before, after, reading, confidence);
  }
}

function ofShares(
  before: ResultRow | undefined,
  after: ResultRow | undefined,
  reading: Extract<Reading, { kind: 'share' }>,
  confidence: number,
): Change {
  const read = (row: ResultRow | undefined) => {
    const n = reading.n.reduce((sum, column) => sum + (numberOf(row, column) ?? 0), 0);
    const share = numberOf(row, reading.value);
    const size = Math.min(n, numberOf(row, 'effective_n') ?? n);
    const whole = size === n ? numberOf(row, reading.hits) : null;
    return { share, n, size, hits: whole ?? (share ?? 0) * size };
  };
  const [a, b] = [read(before), read(after)];
  const both = { n_before: a.n, n_after: b.n, before: a.share, after: b.share };
  if (a.share === null || b.share === null) return { ...both, ...untested };
  const interval = newcombe(b.hits, b.size, a.hits, a.size, zOf(confidence));
  const pooled = (a.hits + b.hits) / (a.size + b.size);
  const few = Math.min(a.size, b.size) * Math.min(pooled, 1 - pooled) < 5;
  const exact = few ? fisherExact(b.hits, b.size, a.hits, a.size) : null;
  return {
    ...both,
    difference: b.share - a.share,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    p: exact ?? twoProportions(b.hits, b.size, a.hits, a.size)?.p ?? null,
    detectable: detectableShares(a.share, a.size, b.size, { alpha: 1 - confidence, fall: a.share > 0.5 }),
  };
}

function ofNps(before: ResultRow | undefined, after: ResultRow | undefined, confidence: number): Change {
  const counts = (row: ResultRow | undefined) => ({
    promoters: numberOf(row, 'promoters') ?? 0,
    passives: numberOf(row, 'passives') ?? 0,
    detractors: numberOf(row, 'detractors') ?? 0,
  });
  const [a, b] = [counts(before), counts(after)];
  const both = {
    n_before: numberOf(before, 'n'),
    n_after: numberOf(after, 'n'),
    before: numberOf(before, 'nps'),
    after: numberOf(after, 'nps'),
  };
  if (both.before === null || both.after === null) return { ...both, ...untested };
  const test = npsDifference(b, a, zOf(confidence));
  const spread = (of: typeof a) => {
    const n = of.promoters + of.passives + of.detractors;
    const mean = (of.promoters - of.detractors) / n;
    return { n, variance: (of.promoters + of.detractors) / n - mean * mean };
  };
  const seen = detectableMeans(spread(a), spread(b), { alpha: 1 - confidence });
  return {
    ...both,
    difference: both.after - both.before,
    low: test === null ? null : test.low * 100,
    high: test === null ? null : test.high * 100,
    p: test?.p ?? null,
    detectable: seen === null ? null : seen * 100,
  };
}

/** Where only values and intervals are known, the intervals' widths are the standard errors (large samples). */
function ofIntervals(
  before: ResultRow | undefined,
  after: ResultRow | undefined,
  reading: Extract<Reading, { kind: 'interval' }>,
  confidence: number,
): Change {
  const z = zOf(confidence);
  const read = (row: ResultRow | undefined) => {
    const [low, high] = [numberOf(row, reading.low), numberOf(row, reading.high)];
    return {
      n: numberOf(row, reading.n),
      value: numberOf(row, reading.value),
      se: low === null || high === null ? null : (high - low) / (2 * z),
    };
  };
  const [a, b] = [read(before), read(after)];
  const both = { n_before: a.n, n_after: b.n, before: a.value, after: b.value };
  if (a.value === null || b.value === null) return { ...both, ...untested };
  const difference = b.value - a.value;
  if (a.se === null || b.se === null) return { ...both, ...untested, difference };
  const se = Math.hypot(a.se, b.se);
  if (!(se > 0)) return { ...both, ...untested, difference };
  return {
    ...both,
    difference,
    low: difference - z * se,
    high: difference + z * se,
    p: 2 * normalCdf(-Math.abs(difference) / se),
    detectable: detectableMeans(
      { n: 1, variance: a.se ** 2 },
      { n: 1, variance: b.se ** 2 },
      { alpha: 1 - confidence },
    ),
  };
}

const untested = { difference: null, low: null, high: null, p: null, detectable: null } as const;
