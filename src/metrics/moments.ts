import { kishOfSums } from '../stats/kish';
import { meanInterval } from '../stats/mean-interval';
import type { Interval } from '../stats/wilson';

/** Values with counts and weights: `w` is the sum of the weights of `n` equal answers, `w2` that of their squares. */
export interface Weighed {
  readonly value: number;
  readonly n: number;
  readonly w: number;
  readonly w2: number;
}

/** A weighted mean and what it rests on. `variance` is the sample's (null below two answers). */
export interface Moments {
  readonly n: number;
  readonly effectiveN: number;
  readonly mean: number;
  readonly variance: number | null;
}

/** Mean, sample variance and Kish's effective size of weighted values; null when nothing has weight. */
export function moments(values: readonly Weighed[]): Moments | null {
  let [n, w, w2, sum] = [0, 0, 0, 0];
  for (const cell of values) {
    if (!(cell.w > 0)) continue;
    n += cell.n;
    w += cell.w;
    w2 += cell.w2;
    sum += cell.w * cell.value;
  }
  const kish = kishOfSums({ n, sum: w, squares: w2 });
  if (!kish) return null;
  const mean = sum / w;
  let spread = 0;
  for (const cell of values) if (cell.w > 0) spread += cell.w * (cell.value - mean) ** 2;
  const { effectiveN } = kish;
  const variance = effectiveN > 1 ? (spread / w) * (effectiveN / (effectiveN - 1)) : null;
  return { n, effectiveN, mean, variance };
}

/** Student's interval of the mean, no wider than the ends of its scale; null below two answers. */
export function boundedMeanInterval(
  found: Moments | null,
  confidence: number,
  { min, max }: { readonly min: number; readonly max: number },
): Interval | null {
  if (found?.variance == null) return null;
  const interval = meanInterval({ n: found.effectiveN, mean: found.mean, variance: found.variance }, confidence);
  return interval && { low: Math.max(min, interval.low), high: Math.min(max, interval.high) };
}
