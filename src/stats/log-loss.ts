/**
 * Mean negative log-likelihood in nats of outcomes 0 or 1 under probabilities in [0, 1]; 0 is best. Null without any.
 *
 * Probabilities are kept 1e-15 away from 0 and 1, so that one certain error does not make the loss infinite.
 */
export function logLoss(probabilities: readonly number[], outcomes: readonly number[]): number | null {
  const n = probabilities.length;
  if (n === 0) return null;
  return -probabilities.reduce((sum, p, i) => sum + Math.log(chance(p, outcomes[i] ?? 0)), 0) / n;
}

function chance(p: number, outcome: number): number {
  const inside = Math.min(1 - 1e-15, Math.max(1e-15, p));
  return outcome === 1 ? inside : 1 - inside;
}
