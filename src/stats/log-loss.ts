/**
 * Mean negative log-likelihood in nats of outcomes 0 or 1 under probabilities in [0, 1]; 0 is best. Null without any.
 *
 * Probabilities are kept 1e-15 away from 0 and 1, so that one certain error does not make the loss infinite.
 */
export function logLoss(probabilities: ArrayLike<number>, outcomes: ArrayLike<number>): number | null {
  const n = probabilities.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum -= Math.log(chance(probabilities[i] ?? 0, outcomes[i] ?? 0));
  return n === 0 ? null : sum / n;
}

function chance(p: number, outcome: number): number {
  const inside = Math.min(1 - 1e-15, Math.max(1e-15, p));
  return outcome === 1 ? inside : 1 - inside;
}
