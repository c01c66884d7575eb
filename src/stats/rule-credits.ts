import type { Paths } from './paths';
import type { SharesOf } from './sum-credits';

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
 * Shares in [0, 1] of one conversion for each touch of a path under a rule; they sum to 1.
 *
 * One touch has all; of two touches the middle's share is left out (Adobe, Mixpanel: J gives .25 and .75);
 * `time-decay` weighs by 2^(−age / halfLife). Null for an empty path, for weights that are negative or give the
 * touches nothing, and for `time-decay` without ages or with a half-life that is not positive.
 */
export function ruleShares(paths: Paths, rule: Rule, options: RuleOptions = {}): SharesOf {
  switch (rule) {
    case 'first':
      return byLength((n) => allTo(n, 0));
    case 'last':
      return byLength((n) => allTo(n, n - 1));
    case 'last-non-direct':
      return lastOtherThan(paths, paths.channels.indexOf(options.direct ?? ''));
    case 'linear':
      return byLength((n) => new Array<number>(n).fill(1 / n));
    case 'time-decay':
      return decayed(paths, options.halfLife ?? 7);
    default:
      return byLength((n) => byPosition(n, options.weights ?? positionWeights[rule]));
  }
}

const positionWeights: Readonly<Record<'position' | 'j' | 'inverse-j', PositionWeights>> = {
  position: { first: 0.4, middle: 0.2, last: 0.4 },
  j: { first: 0.2, middle: 0.2, last: 0.6 },
  'inverse-j': { first: 0.6, middle: 0.2, last: 0.2 },
};

/** Shares that all paths of one length have in common are made once. */
function byLength(shares: (n: number) => readonly number[] | null): SharesOf {
  const known: (readonly number[] | null)[] = [null];
  return (from, to) => {
    const n = to - from;
    const own = known[n] ?? (n > 0 ? shares(n) : null);
    known[n] = own;
    return own;
  };
}

function allTo(n: number, index: number): number[] {
  const shares = new Array<number>(n).fill(0);
  shares[index] = 1;
  return shares;
}

function lastOtherThan({ touches }: Paths, direct: number): SharesOf {
  return (from, to) => {
    let last = to - 1;
    while (last > from && touches[last] === direct) last--;
    if (touches[last] === direct) last = to - 1;
    return from < to ? allTo(to - from, last - from) : null;
  };
}

function decayed({ ages }: Paths, halfLife: number): SharesOf {
  return (from, to) => {
    if (!ages || from === to || !(halfLife > 0)) return null;
    let latest = Infinity;
    for (let i = from; i < to; i++) latest = Math.min(latest, ages[i] ?? NaN);
    if (!Number.isFinite(latest)) return null;
    const weights: number[] = [];
    for (let i = from; i < to; i++) weights.push(2 ** ((latest - (ages[i] ?? NaN)) / halfLife));
    return normalised(weights);
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
