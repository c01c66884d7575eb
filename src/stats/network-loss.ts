import { softplus } from './softplus';

/**
 * Penalised mean log-loss of a network and its gradient, by backpropagation over all rows.
 *
 * `weights` as in `Network`, `rows` the standardised inputs row after row, `outcomes` 0 or 1.
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
  const active = new Float64Array(hidden);
  let loss = 0;
  for (let r = 0; r < n; r++) {
    const at = r * inputs;
    let eta = weights[output] ?? 0;
    for (let h = 0; h < hidden; h++) {
      const from = h * (inputs + 1);
      let sum = weights[from] ?? 0;
      for (let i = 0; i < inputs; i++) sum += (weights[from + 1 + i] ?? 0) * (rows[at + i] ?? 0);
      const unit = Math.tanh(sum);
      active[h] = unit;
      eta += (weights[output + 1 + h] ?? 0) * unit;
    }
    const y = outcomes[r] ?? 0;
    loss += softplus(y === 1 ? -eta : eta);
    const error = 1 / (1 + Math.exp(-eta)) - y;
    gradient[output] = (gradient[output] ?? 0) + error;
    for (let h = 0; h < hidden; h++) {
      const unit = active[h] ?? 0;
      const from = h * (inputs + 1);
      const back = error * (weights[output + 1 + h] ?? 0) * (1 - unit * unit);
      gradient[output + 1 + h] = (gradient[output + 1 + h] ?? 0) + error * unit;
      gradient[from] = (gradient[from] ?? 0) + back;
      for (let i = 0; i < inputs; i++)
        gradient[from + 1 + i] = (gradient[from + 1 + i] ?? 0) + back * (rows[at + i] ?? 0);
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
