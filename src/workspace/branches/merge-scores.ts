import { boundedMeanInterval, type Moments } from '../../metrics/moments';
import { rescaled } from '../../metrics/scale';
import { discreteLaplaceVariance } from '../../stats/discrete-laplace-variance';
import { kishOfSums } from '../../stats/kish';
import { npsInterval } from '../../stats/nps-interval';
import { wilson } from '../../stats/wilson';
import { zOf } from '../../stats/z-of';
import type { Bin, BranchFile, Part } from './branch-file';

/** CSAT of a touchpoint (null: of all answers) over the branches that gave it, named as in the metric `csat`. */
export interface CsatMerged {
  readonly touchpoint: string | null;
  readonly branches: number;
  readonly n: number;
  readonly satisfied: number;
  readonly csat: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly mean: number | null;
  readonly mean_low: number | null;
  readonly mean_high: number | null;
  readonly score: number | null;
}

/** NPS of a touchpoint (null: of all answers), named as in the metric `nps`. */
export interface NpsMerged {
  readonly touchpoint: string | null;
  readonly branches: number;
  readonly n: number;
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
  readonly nps: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface ByTouchpoint<T> {
  readonly rows: readonly T[];
  readonly whole: T;
}

/** The variance of the noise in each count of a file; 0 where the sums are exact. */
export function noiseOf({ privacy }: BranchFile): number {
  return privacy ? discreteLaplaceVariance(privacy.epsilon, privacy.sensitivity) : 0;
}

/** Pooled satisfaction by touchpoint; null without a file that has it. */
export function mergeCsat(files: readonly BranchFile[], confidence: number): ByTouchpoint<CsatMerged> | null {
  const definition = files.find(({ csat }) => csat)?.csat;
  if (!definition) return null;
  const { cut, scale } = definition;
  const [min, max] = scale;
  const groups = files.flatMap((file) =>
    (file.csat?.touchpoints ?? []).map(({ touchpoint, bins }) => ({
      touchpoint,
      branch: file.branch,
      parts: bins.map((bin) => ({ ...bin, noise: noiseOf(file) })),
    })),
  );
  return byTouchpoint(groups, (touchpoint, branches, bins): CsatMerged => {
    const all = sumOf(bins);
    const good = sumOf(bins.filter(({ from }) => from >= cut));
    const kish = kishOfSums({ n: all.n, sum: all.w, squares: all.w2 });
    if (!kish || all.n <= 0)
      return {
        touchpoint,
        branches,
        n: Math.max(0, all.n),
        satisfied: 0,
        csat: null,
        low: null,
        high: null,
        mean: null,
        mean_low: null,
        mean_high: null,
        score: null,
      };
    const share = Math.min(1, Math.max(0, good.w / all.w));
    const mean = Math.min(max, Math.max(min, all.sum / all.w));
    const effective = lessNoise(
      kish.effectiveN,
      share,
      noiseIn(bins, all.w, ({ from }) => (from >= cut ? 1 : 0) - share),
    );
    const interval = wilson(share * effective, effective, zOf(confidence));
    const found = momentsOf(
      all,
      kish.effectiveN,
      noiseIn(bins, all.w, ({ from }) => from - mean),
    );
    const ends = boundedMeanInterval(found, confidence, { min, max });
    return {
      touchpoint,
      branches,
      n: all.n,
      satisfied: Math.max(0, good.n),
      csat: share,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      mean,
      mean_low: ends?.low ?? null,
      mean_high: ends?.high ?? null,
      score: rescaled({ min, max }, mean, 'minmax'),
    };
  });
}

/** Pooled recommendation by touchpoint; null without a file that has it. */
export function mergeNps(files: readonly BranchFile[], confidence: number): ByTouchpoint<NpsMerged> | null {
  if (!files.some(({ nps }) => nps)) return null;
  const groups = files.flatMap((file) =>
    (file.nps?.touchpoints ?? []).map(({ touchpoint, promoters, passives, detractors }) => ({
      touchpoint,
      branch: file.branch,
      parts: (
        [
          [promoters, 1],
          [passives, 0],
          [detractors, -1],
        ] as const
      ).map(([part, sign]) => ({ ...part, sign, noise: noiseOf(file) })),
    })),
  );
  return byTouchpoint(groups, (touchpoint, branches, parts): NpsMerged => {
    const side = (want: number) => parts.filter(({ sign }) => sign === want);
    const count = (want: number) =>
      Math.max(
        0,
        side(want).reduce((sum, { n }) => sum + n, 0),
      );
    const weight = (of: readonly Part[]) => of.reduce((sum, { w }) => sum + w, 0);
    const counts = { promoters: count(1), passives: count(0), detractors: count(-1) };
    const n = parts.reduce((sum, part) => sum + part.n, 0);
    const w = weight(parts);
    const kish = kishOfSums({ n, sum: w, squares: parts.reduce((sum, { w2 }) => sum + w2, 0) });
    if (!kish || n <= 0)
      return { touchpoint, branches, n: Math.max(0, n), ...counts, nps: null, low: null, high: null };
    const net = Math.min(1, Math.max(-1, (weight(side(1)) - weight(side(-1))) / w));
    const noise = noiseIn(parts, w, ({ sign }) => sign - net);
    const scaled = (effective: number) => ({
      promoters: (Math.max(0, weight(side(1))) / w) * effective,
      passives: (Math.max(0, weight(side(0))) / w) * effective,
      detractors: (Math.max(0, weight(side(-1))) / w) * effective,
    });
    const plain = npsInterval(scaled(kish.effectiveN), 'adjusted', zOf(confidence));
    const sampling = plain ? plain.se ** 2 : 0;
    const effective = noise > 0 && sampling > 0 ? (kish.effectiveN * sampling) / (sampling + noise) : kish.effectiveN;
    const interval = npsInterval(scaled(effective), 'adjusted', zOf(confidence));
    return {
      touchpoint,
      branches,
      n,
      ...counts,
      nps: 100 * net,
      low: interval && interval.se > 0 ? Math.max(-100, 100 * interval.low) : null,
      high: interval && interval.se > 0 ? Math.min(100, 100 * interval.high) : null,
    };
  });
}

interface Group<P> {
  readonly touchpoint: string | null;
  readonly branch: string;
  readonly parts: readonly P[];
}

function byTouchpoint<P, T>(
  groups: readonly Group<P>[],
  count: (touchpoint: string | null, branches: number, parts: readonly P[]) => T,
): ByTouchpoint<T> {
  const of = (touchpoint: string | null, own: readonly Group<P>[]) =>
    count(
      touchpoint,
      new Set(own.map(({ branch }) => branch)).size,
      own.flatMap(({ parts }) => parts),
    );
  const names = [...new Set(groups.flatMap(({ touchpoint }) => touchpoint ?? []))].sort();
  const rows = names.map((name) =>
    of(
      name,
      groups.filter(({ touchpoint }) => touchpoint === name),
    ),
  );
  return { rows, whole: of(null, groups) };
}

type Counted = Pick<Bin, 'n' | 'w' | 'w2'> & { readonly noise: number };

function sumOf(bins: readonly Bin[]): Omit<Bin, 'from' | 'to'> {
  return bins.reduce(
    (all, { n, w, w2, sum, squares }) => ({
      n: all.n + n,
      w: all.w + w,
      w2: all.w2 + w2,
      sum: all.sum + sum,
      squares: all.squares + squares,
    }),
    { n: 0, w: 0, w2: 0, sum: 0, squares: 0 },
  );
}

/** The variance that noisy counts add to a ratio whose derivative by each of them is `pull` / w. */
function noiseIn<P extends Counted>(parts: readonly P[], w: number, pull: (part: P) => number): number {
  return parts.reduce((sum, part) => sum + part.noise * (pull(part) / w) ** 2, 0);
}

/** Noise as a loss of answers: the size of a sample whose share varies as much as sampling and noise together. */
function lessNoise(n: number, share: number, noise: number): number {
  if (noise === 0) return n;
  const middle = (share * n + 2) / (n + 4);
  const sampling = (middle * (1 - middle)) / n;
  return (n * sampling) / (sampling + noise);
}

/** Mean and variance from sums; noise in the mean is put into the variance, as what that many answers would have. */
function momentsOf(all: Omit<Bin, 'from' | 'to'>, effectiveN: number, noise: number): Moments {
  const mean = all.sum / all.w;
  const spread = Math.max(0, all.squares / all.w - mean * mean);
  const variance = effectiveN > 1 ? (spread * effectiveN) / (effectiveN - 1) + noise * effectiveN : null;
  return { n: all.n, effectiveN, mean, variance };
}
