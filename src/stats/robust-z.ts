import { quantile } from './quantile';

/**
 * Distances from the median in robust standard deviations (1.4826 · median absolute deviation); null stays null.
 *
 * All null when more than half of the values are equal. Source: Rousseeuw & Croux (1993), doi 10.2307/2291267.
 */
export function robustZ(values: readonly (number | null)[]): (number | null)[] {
  const middle = median(values);
  if (middle === null) return values.map(() => null);
  const spread = median(values.map((value) => (value === null ? null : Math.abs(value - middle))));
  if (spread === null || !(spread > 0)) return values.map(() => null);
  return values.map((value) => (value === null ? null : (value - middle) / (1.482602218505602 * spread)));
}

function median(values: readonly (number | null)[]): number | null {
  const present = values.filter((value) => value !== null).sort((a, b) => a - b);
  return quantile(present, 0.5);
}
