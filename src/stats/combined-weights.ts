export type Combination = { readonly kind: 'linear'; readonly alpha: number } | { readonly kind: 'product' };

/**
 * Two sets of weights made one (组合赋权), summing to 1: `alpha` of the first and the rest of the second, or ∝ a·b.
 *
 * Each set is first brought to sum to 1. Null when the sets differ in length, hold a weight below 0, or one sums to 0.
 */
export function combinedWeights(a: readonly number[], b: readonly number[], how: Combination): number[] | null {
  const [first, second] = [shares(a), shares(b)];
  if (first === null || second === null || first.length !== second.length) return null;
  return shares(
    first.map((weight, i) => {
      const other = second[i] ?? 0;
      return how.kind === 'product' ? weight * other : how.alpha * weight + (1 - how.alpha) * other;
    }),
  );
}

function shares(weights: readonly number[]): number[] | null {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0) || weights.some((weight) => !(weight >= 0))) return null;
  return weights.map((weight) => weight / total);
}
