/**
 * Brier score: mean squared distance of probabilities in [0, 1] from outcomes 0 or 1; 0 is best. Null without any.
 *
 * Source: Brier (1950), doi 10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2.
 */
export function brier(probabilities: readonly number[], outcomes: readonly number[]): number | null {
  const n = probabilities.length;
  return n === 0 ? null : probabilities.reduce((sum, p, i) => sum + (p - (outcomes[i] ?? 0)) ** 2, 0) / n;
}
