import { wilson } from './wilson';

export interface CalibrationBin {
  /** Bounds of the probabilities, [from, to); the last bin includes 1. */
  readonly from: number;
  readonly to: number;
  readonly n: number;
  /** Mean probability and share of events; null in an empty bin. */
  readonly predicted: number | null;
  readonly observed: number | null;
  /** Wilson's 95 % interval of the share of events; null in an empty bin. */
  readonly low: number | null;
  readonly high: number | null;
}

export interface Calibration {
  readonly bins: readonly CalibrationBin[];
  /** Expected calibration error Σ (n_b / n) |predicted − observed|, 0 to 1. */
  readonly ece: number;
}

/**
 * Reliability of probabilities in [0, 1] against outcomes 0 or 1 in `count` bins of equal width. Null without any.
 *
 * Source: Naeini, Cooper & Hauskrecht (2015), doi 10.1609/aaai.v29i1.9602.
 */
export function calibration(
  probabilities: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  count: number = 10,
): Calibration | null {
  const total = probabilities.length;
  if (total === 0) return null;
  const sums = Array.from({ length: count }, () => ({ n: 0, p: 0, events: 0 }));
  for (let i = 0; i < total; i++) {
    const p = probabilities[i] ?? 0;
    const sum = sums[Math.min(count - 1, Math.max(0, Math.floor(p * count)))];
    if (!sum) continue;
    sum.n++;
    sum.p += p;
    sum.events += outcomes[i] ?? 0;
  }
  return {
    bins: sums.map(({ n, p, events }, b) => ({
      from: b / count,
      to: (b + 1) / count,
      n,
      predicted: n > 0 ? p / n : null,
      observed: n > 0 ? events / n : null,
      ...(wilson(events, n) ?? { low: null, high: null }),
    })),
    ece: sums.reduce((error, { p, events }) => error + Math.abs(p - events), 0) / total,
  };
}
