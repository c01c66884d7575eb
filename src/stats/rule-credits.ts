import { spanOf, type Paths } from './paths';

export type Rule = 'first' | 'last' | 'last-non-direct' | 'linear' | 'position' | 'j' | 'inverse-j' | 'time-decay';

/** Shares of the first touch, of all middle touches together, and of the last touch; normalised to a sum of 1. */
export interface PositionWeights {
  readonly first: number;
  readonly middle: number;
  readonly last: number;
}

export interface RuleOptions {
  /** The channel that `last-non-direct` passes over. */
  readonly direct?: string | null;
  /** Custom weights in place of those of `position` (40/20/40), `j` (20/20/60) or `inverse-j` (60/20/20). */
  readonly weights?: PositionWeights;
  /** After how long a touch counts half under `time-decay`, in the unit of the paths' ages; 7 unless given. */
  readonly halfLife?: number;
}

/**
 * Shares in [0, 1] of one conversion for each touch of a path under a rule, by the path's number; they sum to 1.
 *
 * One touch has all; of two touches the middle's share is left out (Adobe, Mixpanel: J gives .25 and .75);
 * `time-decay` weighs by 2^(−age / halfLife). Null for an empty path, for weights that are negative or give the
 * touches nothing, and for `time-decay` without ages or with a half-life that is not positive.
 */
export function ruleShares(
  paths: Paths,
  rule: Rule,
  options: RuleOptions = {},
): (path: number) => readonly number[] | null {
  switch (rule) {
    case 'first':
      return byLength(paths, (n) => allTo(n, 0));
    case 'last':
      return byLength(paths, (n) => allTo(n, n - 1));
    case 'last-non-direct':
      return lastOtherThan(paths, paths.channels.indexOf(options.direct ?? ''));
    case 'linear':
      return byLength(paths, (n) => new Array<number>(n).fill(1 / n));
    case 'time-decay':
      return decayed(paths, options.halfLife ?? 7);
    default:
      return byLength(paths, (n) => byPosition(n, options.weights ?? positionWeights[rule]));
  }
}

const positionWeights: Readonly<Record<'position' | 'j' | 'inverse-j', PositionWeights>> = {
  position: { first: 0.4, middle: 0.2, last: 0.4 },
  j: { first: 0.2, middle: 0.2, last: 0.6 },
  'inverse-j': { first: 0.6, middle: 0.2, last: 0.2 },
};

/** Shares that all paths of one length have in common are made once. */
function byLength(paths: Paths, share: (n: number) => readonly number[] | null) {
  const known = new Map<number, readonly number[] | null>();
  return (path: number): readonly number[] | null => {
    const [from, to] = spanOf(paths, path);
    const shares = from < to ? (known.get(to - from) ?? share(to - from)) : null;
    known.set(to - from, shares);
    return shares;
  };
}

function allTo(n: number, index: number): number[] {
  return Array.from({ length: n }, (_, i) => (i === index ? 1 : 0));
}

function lastOtherThan(paths: Paths, direct: number) {
  return (path: number): readonly number[] | null => {
    const [from, to] = spanOf(paths, path);
    const index = paths.touches.subarray(from, to).findLastIndex((channel) => channel !== direct);
    return from < to ? allTo(to - from, index < 0 ? to - from - 1 : index) : null;
  };
}

function decayed(paths: Paths, halfLife: number) {
  return (path: number): readonly number[] | null => {
    const ages = Array.from(paths.ages?.subarray(...spanOf(paths, path)) ?? []);
    if (!ages.length || !ages.every(Number.isFinite) || !(halfLife > 0)) return null;
    const latest = ages.reduce((low, age) => Math.min(low, age), Infinity);
    return normalised(ages.map((age) => 2 ** ((latest - age) / halfLife)));
  };
}

function byPosition(n: number, { first, middle, last }: PositionWeights): number[] | null {
  if (![first, middle, last].every((weight) => Number.isFinite(weight) && weight >= 0)) return null;
  if (n === 1) return [1];
  return normalised(Array.from({ length: n }, (_, i) => (i === 0 ? first : i === n - 1 ? last : middle / (n - 2))));
}

function normalised(weights: readonly number[]): number[] | null {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return sum > 0 ? weights.map((weight) => weight / sum) : null;
}
