import { sum } from './sum';

export interface ItemReliability {
  readonly itemRestR: number | null;
  readonly alphaIfDropped: number | null;
  readonly reversed: boolean;
}

export interface Reliability {
  readonly alpha: number;
  readonly standardised: number | null;
  readonly meanR: number | null;
  readonly items: readonly ItemReliability[];
}

/**
 * Cronbach's α of the sum of k items, from their covariance matrix (k × k, any divisor).
 *
 * α is at most 1 and may be negative; `standardised` and `meanR` (mean correlation of two items) are null when an item
 * does not vary. An item is `reversed` when it falls as the sum of the others rises. Null below two items or when the
 * sum does not vary. Source: Cronbach (1951), doi 10.1007/BF02310555; `alpha` of the R package psych.
 */
export function cronbach(covariance: readonly (readonly number[])[]): Reliability | null {
  const alpha = alphaOf(covariance);
  if (alpha === null) return null;
  const meanR = meanCorrelation(covariance);
  const k = covariance.length;
  return {
    alpha,
    standardised: meanR === null || 1 + (k - 1) * meanR <= 0 ? null : (k * meanR) / (1 + (k - 1) * meanR),
    meanR,
    items: covariance.map((_, item) => itemOf(covariance, item)),
  };
}

function alphaOf(covariance: readonly (readonly number[])[]): number | null {
  const k = covariance.length;
  const total = sum(covariance.map(sum));
  if (k < 2 || !(total > 0)) return null;
  return (k / (k - 1)) * (1 - sum(covariance.map((row, i) => row[i] ?? NaN)) / total);
}

function meanCorrelation(covariance: readonly (readonly number[])[]): number | null {
  const deviations = covariance.map((row, i) => Math.sqrt(row[i] ?? NaN));
  if (!deviations.every((deviation) => deviation > 0)) return null;
  const k = covariance.length;
  const all = sum(
    covariance.map((row, i) => sum(row.map((value, j) => value / ((deviations[i] ?? NaN) * (deviations[j] ?? NaN))))),
  );
  return (all - k) / (k * (k - 1));
}

function itemOf(covariance: readonly (readonly number[])[], item: number): ItemReliability {
  const others = covariance.filter((_, i) => i !== item).map((row) => row.filter((_, j) => j !== item));
  const own = covariance[item] ?? [];
  const variance = own[item] ?? NaN;
  const spread = Math.sqrt(variance * sum(others.map(sum)));
  const withRest = sum(own) - variance;
  return {
    itemRestR: spread > 0 ? withRest / spread : null,
    alphaIfDropped: alphaOf(others),
    reversed: withRest < 0,
  };
}
