/**
 * Penalised mean log-loss of a network and its gradient, by backpropagation over all rows.
 *
 * `weights` as in `Network`, `rows` the standardised inputs row after row, `outcomes` 0 or 1. Four rows pass at a time:
 * each weight is read, and each slope written, once for the four.
 */
export function networkLoss(
  weights: Float64Array,
  rows: Float64Array,
  outcomes: ArrayLike<number>,
  { inputs, hidden, l2 }: { readonly inputs: number; readonly hidden: number; readonly l2: number },
): { value: number; gradient: Float64Array } {
  const n = outcomes.length;
  const output = hidden * (inputs + 1);
  const gradient = new Float64Array(weights.length);
  const active = new Float64Array(4 * hidden);
  const eta = new Float64Array(4);
  const error = new Float64Array(4);
  let loss = 0;
  for (let r = 0; r < n; r += 4) {
    const a = r * inputs;
    // After the last row it stands in again, with an error of 0.
    const b = Math.min(r + 1, n - 1) * inputs;
    const c = Math.min(r + 2, n - 1) * inputs;
    const d = Math.min(r + 3, n - 1) * inputs;
    eta.fill(weights[output] ?? 0);
    for (let h = 0; h < hidden; h++) {
      const from = h * (inputs + 1);
      let s0 = weights[from] ?? 0;
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      for (let i = 0; i < inputs; i++) {
        const weight = weights[from + 1 + i] ?? 0;
        s0 += weight * (rows[a + i] ?? 0);
        s1 += weight * (rows[b + i] ?? 0);
        s2 += weight * (rows[c + i] ?? 0);
        s3 += weight * (rows[d + i] ?? 0);
      }
      active[4 * h] = Math.tanh(s0);
      active[4 * h + 1] = Math.tanh(s1);
      active[4 * h + 2] = Math.tanh(s2);
      active[4 * h + 3] = Math.tanh(s3);
      const out = weights[output + 1 + h] ?? 0;
      for (let k = 0; k < 4; k++) eta[k] = (eta[k] ?? 0) + out * (active[4 * h + k] ?? 0);
    }
    error.fill(0);
    for (let k = 0; k < 4 && r + k < n; k++) {
      const [logit, y] = [eta[k] ?? 0, outcomes[r + k] ?? 0];
      const small = Math.exp(-Math.abs(logit));
      loss += Math.max(0, y === 1 ? -logit : logit) + Math.log1p(small);
      error[k] = (logit >= 0 ? 1 : small) / (1 + small) - y;
      gradient[output] = (gradient[output] ?? 0) + (error[k] ?? 0);
    }
    for (let h = 0; h < hidden; h++) {
      const from = h * (inputs + 1);
      const out = weights[output + 1 + h] ?? 0;
      for (let k = 0; k < 4; k++) {
        const unit = active[4 * h + k] ?? 0;
        gradient[output + 1 + h] = (gradient[output + 1 + h] ?? 0) + (error[k] ?? 0) * unit;
        active[4 * h + k] = (error[k] ?? 0) * out * (1 - unit * unit);
      }
      const b0 = active[4 * h] ?? 0;
      const b1 = active[4 * h + 1] ?? 0;
      const b2 = active[4 * h + 2] ?? 0;
      const b3 = active[4 * h + 3] ?? 0;
      gradient[from] = (gradient[from] ?? 0) + b0 + b1 + b2 + b3;
      for (let i = 0; i < inputs; i++)
        gradient[from + 1 + i] =
          (gradient[from + 1 + i] ?? 0) +
          (b0 * (rows[a + i] ?? 0) + b1 * (rows[b + i] ?? 0) + b2 * (rows[c + i] ?? 0) + b3 * (rows[d + i] ?? 0));
    }
  }
  let squares = 0;
  for (let w = 0; w < weights.length; w++) {
    const bias = w === output || (w < output && w % (inputs + 1) === 0);
    const weight = bias ? 0 : (weights[w] ?? 0);
    squares += weight * weight;
    gradient[w] = ((gradient[w] ?? 0) + l2 * weight) / n;
  }
  return { value: (loss + (l2 / 2) * squares) / n, gradient };
}
