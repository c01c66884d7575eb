import { median } from './median';

/**
 * Distances from the median in robust standard deviations (1.4826 · median absolute deviation); null stays null.
 *
 * All null when more than half of the values are equal. Source: Rousseeuw & Croux (1993), doi 10.2307/2291267.
 */
export function robustZ(values: readonly (number | null)[]): (number | null)[] {
  const present = values.filter((value) => value !== null);
  const middle = median(present) ?? 0;
  const spread = median(present.map((value) => Math.abs(value - middle))) ?? 0;
  if (!(spread > 0)) return values.map(() => null);
  return values.map((value) => (value === null ? null : (value - middle) / (1.482602218505602 * spread)));
}
