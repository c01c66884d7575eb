import { weightedIndex } from './weighted-index';

export interface ScoredIndicator {
  readonly perspective: string;
  readonly score: number | null;
  readonly weight: number;
}

export interface PerspectiveScore {
  readonly perspective: string;
  readonly weight: number;
  readonly score: number | null;
  readonly coveredWeight: number;
}

export interface Scorecard {
  readonly total: number | null;
  readonly coveredWeight: number;
  readonly perspectives: readonly PerspectiveScore[];
}

/**
 * Weighted scores of each perspective and their weighted total, in the unit of the indicators' scores.
 *
 * Weights are brought to sum to 1 on each level; a perspective weighs the same as the others unless `perspectiveWeights`
 * says otherwise. What has no score is left out, its weight shared among the rest, and `coveredWeight` (0 to 1) says how
 * much remains. Perspectives come in the order of their first indicator.
 */
export function scorecard(
  indicators: readonly ScoredIndicator[],
  perspectiveWeights: Readonly<Record<string, number>> = {},
): Scorecard {
  const names = [...new Set(indicators.map((indicator) => indicator.perspective))];
  const perspectives = names.map((perspective) => {
    const index = weightedIndex(indicators.filter((indicator) => indicator.perspective === perspective));
    const weight = perspectiveWeights[perspective] ?? 1;
    return { perspective, weight, score: index?.index ?? null, coveredWeight: index?.coveredWeight ?? 0 };
  });
  const total = weightedIndex(perspectives);
  return { total: total?.index ?? null, coveredWeight: total?.coveredWeight ?? 0, perspectives };
}
