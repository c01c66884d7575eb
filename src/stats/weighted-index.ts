import { sum } from './sum';

export interface IndexPart {
  readonly weight: number;
  readonly score: number | null;
  readonly variance?: number | null;
}

export interface WeightedIndex {
  readonly index: number;
  readonly se: number | null;
  readonly coveredWeight: number;
}

/**
 * Mean of the scores that exist, by weight, in the unit of the scores; the rest is left out and its weight shared.
 *
 * `coveredWeight` (0 to 1) is the share of all weight that has a score. `se` takes weights as fixed and scores as
 * independent; null when a `variance` (of the score as an estimate) is missing. Null when no weight has a score.
 */
export function weightedIndex(parts: readonly IndexPart[]): WeightedIndex | null {
  const known = parts.flatMap(({ weight, score, variance }) => (score === null ? [] : [{ weight, score, variance }]));
  const covered = sum(known.map((part) => part.weight));
  if (!(covered > 0)) return null;
  const variances = known.map(({ weight, variance }) => (variance == null ? NaN : (weight / covered) ** 2 * variance));
  const se = Math.sqrt(sum(variances));
  return {
    index: sum(known.map(({ weight, score }) => (weight / covered) * score)),
    se: Number.isFinite(se) ? se : null,
    coveredWeight: covered / sum(parts.map((part) => part.weight)),
  };
}
