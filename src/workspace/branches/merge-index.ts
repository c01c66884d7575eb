import { leastCovered } from '../../metrics/index-interval';
import { weightedIndex } from '../../stats/weighted-index';
import { zOf } from '../../stats/z-of';
import type { BranchFile, IndexSums } from './branch-file';
import { noiseOf } from './merge-scores';

export interface IndexRow {
  readonly touchpoint: string;
  readonly branches: number;
  readonly n: number;
  readonly score: number | null;
  readonly weight: number;
}

export interface IndexMerged {
  readonly rows: readonly IndexRow[];
  /** 0 to 100; null when touchpoints with a score hold less than 70 % of the weight. */
  readonly index: number | null;
  /** By the delta method over persons, weights taken as fixed; at its widest where pairs of touchpoints were held back. */
  readonly low: number | null;
  readonly high: number | null;
  readonly covered_weight: number;
  /** Some pairs of touchpoints were rated by too few persons of a branch to leave: the interval allows for their most. */
  readonly bounded: boolean;
}

/** Pooled satisfaction index: equal weights, or `weights` by touchpoint; null without a file that has it. */
export function mergeIndex(
  files: readonly BranchFile[],
  confidence: number,
  weights: Readonly<Record<string, number>> | null,
): IndexMerged | null {
  const parts = files.flatMap((file) => {
    const sums = file.index ?? fromNoisyScores(file);
    return sums ? [{ sums, noise: noiseOf(file), file }] : [];
  });
  if (!parts.length) return null;
  const own = parts.flatMap(({ sums }) => sums.touchpoints.map(({ touchpoint }) => touchpoint));
  const names = [...new Set([...own, ...Object.keys(weights ?? {})])].sort();
  const given = names.map((name) => (weights ? (weights[name] ?? 0) : 1));
  const totals = names.map((name) => {
    const all = parts.flatMap(({ sums }) => sums.touchpoints.filter(({ touchpoint }) => touchpoint === name));
    return {
      v: total(all, ({ v }) => v),
      u: total(all, ({ u }) => u),
      n: total(all, ({ n }) => n),
      branches: all.length,
    };
  });
  const scores = totals.map(({ v, u }) => (u > 0 ? Math.min(100, Math.max(0, v / u)) : null));
  const found = weightedIndex(given.map((weight, at) => ({ weight, score: scores[at] ?? null })));
  const sum = total(given, (weight) => weight);
  const rows = names.map((touchpoint, at) => ({
    touchpoint,
    branches: totals[at]?.branches ?? 0,
    n: totals[at]?.n ?? 0,
    score: scores[at] ?? null,
    weight: sum > 0 ? (given[at] ?? 0) / sum : 0,
  }));
  const covered = found?.coveredWeight ?? 0;
  if (!found || covered < leastCovered)
    return { rows, index: null, low: null, high: null, covered_weight: covered, bounded: false };
  const pulls = new Map(
    rows.map(({ touchpoint, weight, score }, at) => [
      touchpoint,
      { score: score ?? 0, pull: weight / covered / (totals[at]?.u ?? 1) },
    ]),
  );
  const pieces = parts.map(({ sums, noise, file }) => varianceIn(sums, noise, file, pulls));
  const half = zOf(confidence) * Math.sqrt(total(pieces, ({ variance }) => variance));
  return {
    rows,
    index: found.index,
    low: half > 0 ? Math.max(0, found.index - half) : null,
    high: half > 0 ? Math.min(100, found.index + half) : null,
    covered_weight: covered,
    bounded: pieces.some(({ bounded }) => bounded),
  };
}

type Pulls = ReadonlyMap<string, { readonly score: number; readonly pull: number }>;

/** Σ over a branch's persons of their squared pull on the index. A pair that was held back counts with the most it can be. */
function varianceIn(
  { touchpoints, pairs }: IndexSums,
  noise: number,
  file: BranchFile,
  pulls: Pulls,
): { readonly variance: number; readonly bounded: boolean } {
  const of = (name: string) => pulls.get(name) ?? { score: 0, pull: 0 };
  const distances = touchpoints.map(({ touchpoint, vv, vu, uu }) => {
    const { score, pull } = of(touchpoint);
    return { touchpoint, pull, squares: Math.max(0, vv - 2 * score * vu + score * score * uu) };
  });
  let variance = total(distances, ({ pull, squares }) => pull * pull * squares);
  if (noise > 0) variance += total(touchpoints, (one) => noiseAt(one, of(one.touchpoint)) * noise);
  const known = new Map(pairs.map((pair) => [JSON.stringify([pair.a, pair.b]), pair]));
  let bounded = false;
  distances.forEach((x, i) => {
    distances.slice(i + 1).forEach((y, j) => {
      const pair =
        known.get(JSON.stringify([x.touchpoint, y.touchpoint])) ??
        turned(known.get(JSON.stringify([y.touchpoint, x.touchpoint])));
      if (pair) {
        const [s, t] = [of(x.touchpoint).score, of(y.touchpoint).score];
        variance += 2 * x.pull * y.pull * (pair.vv - t * pair.vu - s * pair.uv + s * t * pair.uu);
      } else if (!file.privacy && x.pull * y.pull > 0) {
        bounded = true;
        const [a, b] = [touchpoints[i], touchpoints[i + 1 + j]];
        variance +=
          2 *
          x.pull *
          y.pull *
          Math.min(mostOf(x.squares, a, file.k), Infinity) ** 0.5 *
          mostOf(y.squares, b, file.k) ** 0.5;
      }
    });
  });
  return { variance: Math.max(0, variance), bounded };
}

/** The most that fewer than k persons can have of a touchpoint's squared distances: all of it, or 100 each for every answer they can have given. */
function mostOf(squares: number, of: IndexSums['touchpoints'][number] | undefined, k: number): number {
  if (!of || of.u !== of.n) return squares;
  const answers = 1 + of.n - of.persons;
  return Math.min(squares, (k - 1) * (100 * answers) ** 2);
}

function turned(pair: IndexSums['pairs'][number] | undefined) {
  return pair && { ...pair, vu: pair.uv, uv: pair.vu };
}

/** Sums of one noisy answer a person: two touchpoints share nobody. */
function fromNoisyScores({ csat, privacy }: BranchFile): IndexSums | null {
  if (!csat || !privacy) return null;
  const [min, max] = csat.scale;
  return {
    kind: csat.kind,
    pairs: [],
    touchpoints: csat.touchpoints.flatMap(({ touchpoint, bins }) => {
      if (touchpoint === null) return [];
      const at = ({ from }: (typeof bins)[number]) => (100 * (from - min)) / (max - min);
      const n = total(bins, (bin) => bin.n);
      const v = total(bins, (bin) => bin.n * at(bin));
      const vv = total(bins, (bin) => bin.n * at(bin) ** 2);
      return [{ touchpoint, scale: csat.scale, persons: n, n, v, u: n, vv, vu: v, uu: n }];
    }),
  };
}

/** What one unit of noise variance in each cell of a touchpoint's histogram adds to the variance of the index. */
function noiseAt(
  { scale: [min, max] }: IndexSums['touchpoints'][number],
  { score, pull }: { readonly score: number; readonly pull: number },
): number {
  const points = Array.from({ length: max - min + 1 }, (_, at) => (100 * at) / (max - min));
  return total(points, (point) => (pull * (point - score)) ** 2);
}

function total<T>(of: readonly T[], value: (one: T) => number): number {
  return of.reduce((sum, one) => sum + value(one), 0);
}
