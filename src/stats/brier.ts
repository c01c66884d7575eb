/**
 * Brier score: mean squared distance of probabilities in [0, 1] from outcomes 0 or 1; 0 is best. Null without any.
 *
 * Source: Brier (1950), doi 10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2.
 */
export function brier(probabilities: ArrayLike<number>, outcomes: ArrayLike<number>): number | null {
  const n = probabilities.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += ((probabilities[i] ?? 0) - (outcomes[i] ?? 0)) ** 2;
  return n === 0 ? null : sum / n;
}
