import { normalCdf } from './normal-cdf';
import type { Interval } from './wilson';
import { z95 } from './z95';

export interface AucInterval extends Interval {
  readonly auc: number;
  readonly se: number;
}

/**
 * AUC with DeLong's interval at `z` standard errors, cut to [0, 1].
 *
 * `outcomes` are 1 (case) or 0 (control). Null with fewer than two of either, or for a score that is not a number.
 * Source: DeLong, DeLong & Clarke-Pearson (1988), doi 10.2307/2531595; by mid-ranks: Sun & Xu (2014), doi
 * 10.1109/LSP.2014.2337313.
 */
export function delongInterval(
  scores: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  z: number = z95,
): AucInterval | null {
  const placed = placements(scores, outcomes);
  if (!placed) return null;
  const se = Math.sqrt(covariance(placed, placed));
  const { auc } = placed;
  return { auc, se, low: Math.max(0, auc - z * se), high: Math.min(1, auc + z * se) };
}

export interface AucComparison {
  /** AUC of the first minus AUC of the second. */
  readonly difference: number;
  readonly se: number;
  /** Null, as is p, when the difference has no variance. */
  readonly z: number | null;
  /** Two-sided. */
  readonly p: number | null;
}

/** DeLong's test of two scores of the same people; null where an interval does not exist. */
export function delongTest(
  one: ArrayLike<number>,
  other: ArrayLike<number>,
  outcomes: ArrayLike<number>,
): AucComparison | null {
  const first = placements(one, outcomes);
  const second = placements(other, outcomes);
  if (!first || !second) return null;
  const difference = first.auc - second.auc;
  const variance = covariance(first, first) + covariance(second, second) - 2 * covariance(first, second);
  const se = Math.sqrt(Math.max(0, variance));
  const z = se > 0 ? difference / se : null;
  return { difference, se, z, p: z === null ? null : 2 * normalCdf(-Math.abs(z)) };
}

/** For each case the share of controls below it, for each control the share of cases above it. */
interface Placements {
  readonly auc: number;
  readonly ofCases: Float64Array;
  readonly ofControls: Float64Array;
}

function placements(scores: ArrayLike<number>, outcomes: ArrayLike<number>): Placements | null {
  const all = Float64Array.from(scores);
  const cases = all.filter((_, i) => outcomes[i] === 1);
  const controls = all.filter((_, i) => outcomes[i] !== 1);
  if (cases.length < 2 || controls.length < 2 || all.some(Number.isNaN)) return null;
  const ofCases = sharesBelow(cases, controls);
  const ofControls = sharesBelow(controls, cases).map((share) => 1 - share);
  return { auc: mean(ofCases), ofCases, ofControls };
}

/** For each value the share of the others that lie below it, ties half. */
function sharesBelow(values: Float64Array, others: Float64Array): Float64Array {
  const sorted = others.toSorted();
  return values.map((value) => {
    const below = countBelow(sorted, value);
    const notAbove = sorted[below] === value ? countBelow(sorted, value, true) : below;
    return (below + notAbove) / 2 / sorted.length;
  });
}

/** How many of the sorted values lie below `value`, or, with `ties`, not above it. */
function countBelow(sorted: Float64Array, value: number, ties: boolean = false): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const there = sorted[middle] ?? NaN;
    if (there < value || (ties && there === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function covariance(one: Placements, other: Placements): number {
  return (
    sampleCovariance(one.ofCases, other.ofCases) / one.ofCases.length +
    sampleCovariance(one.ofControls, other.ofControls) / one.ofControls.length
  );
}

function sampleCovariance(xs: Float64Array, ys: Float64Array): number {
  const [x, y] = [mean(xs), mean(ys)];
  return xs.reduce((sum, value, i) => sum + (value - x) * ((ys[i] ?? 0) - y), 0) / (xs.length - 1);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
