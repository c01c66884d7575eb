import { minimise } from './minimise';
import type { Random } from './random';
import { networkLoss } from './network-loss';

export interface NetworkOptions {
  /** Hidden units, 1 to 64; 8 unless given. */
  readonly hidden?: number;
  /** Penalty l2 / (2 n) · Σ weight² beside the mean log-loss, not on biases; 30 unless given. */
  readonly l2?: number;
  readonly maxIterations?: number;
  /** Stops when no slope exceeds this times max(1, loss); 1e-6 unless given. */
  readonly tolerance?: number;
  /** Starting weights come from here. */
  readonly random: Random;
  /** Weights to start from instead: those of a network of this shape on like rows. */
  readonly start?: readonly number[];
  /** Called after each iteration with its number and the penalised loss; training stops when it returns false. */
  readonly onIteration?: (iteration: number, loss: number) => boolean;
}

/** A trained network as plain numbers: it can be kept as JSON and passed between threads. */
export interface Network {
  readonly inputs: number;
  readonly hidden: number;
  /** Mean and standard deviation of each input, 1 where it does not vary. */
  readonly mean: readonly number[];
  readonly scale: readonly number[];
  /** Of each hidden unit: bias and input weights; then the output's bias and weights. */
  readonly weights: readonly number[];
  /** Penalised loss at the end. */
  readonly loss: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Trains a network with one hidden layer of tanh units and a logistic output on standardised inputs, by L-BFGS.
 *
 * Outcomes are 0 or 1. Null without rows, with one outcome only, or for a value that is not finite.
 * Source: Bishop (2006), Pattern Recognition and Machine Learning, ch. 5; start: Glorot & Bengio (2010).
 */
export function network(
  rows: readonly ArrayLike<number>[],
  outcomes: readonly number[],
  { hidden = 8, l2 = 30, maxIterations = 200, tolerance = 1e-6, random, start, onIteration }: NetworkOptions,
): Network | null {
  const inputs = rows[0]?.length ?? 0;
  const events = outcomes.filter((y) => y === 1).length;
  if (inputs === 0 || events === 0 || events === rows.length) return null;
  const [mean, scale] = standards(rows, inputs);
  if (!mean.every(Number.isFinite)) return null;
  const standard = new Float64Array(rows.length * inputs);
  rows.forEach((row, r) => {
    for (let i = 0; i < inputs; i++) standard[r * inputs + i] = ((row[i] ?? 0) - (mean[i] ?? 0)) / (scale[i] ?? 1);
  });
  const objective = (weights: Float64Array) => networkLoss(weights, standard, outcomes, { inputs, hidden, l2 });
  const found = minimise(objective, start ?? startingWeights(inputs, hidden, random), {
    maxIterations,
    tolerance,
    ...(onIteration ? { onIteration } : {}),
  });
  if (!found) return null;
  const { point, value, iterations, converged } = found;
  return {
    inputs,
    hidden,
    mean: Array.from(mean),
    scale: Array.from(scale),
    weights: Array.from(point),
    loss: value,
    iterations,
    converged,
  };
}

/** What a network says of rows of raw inputs. */
export interface NetworkScorer {
  /** Probability in (0, 1). */
  readonly probability: (row: ArrayLike<number>) => number;
  /** What the logit of a row loses when each input in turn is set to its mean. */
  readonly occlusion: (row: ArrayLike<number>) => number[];
}

/** Makes the network ready to be asked about many rows: means and scales are worked into its weights once. */
export function networkScorer({ inputs, hidden, mean, scale, weights }: Network): NetworkScorer {
  const outputs = hidden * (inputs + 1);
  const bias = new Float64Array(hidden);
  const raw = new Float64Array(hidden * inputs);
  for (let h = 0; h < hidden; h++) {
    bias[h] = weights[h * (inputs + 1)] ?? 0;
    for (let i = 0; i < inputs; i++) raw[h * inputs + i] = (weights[h * (inputs + 1) + 1 + i] ?? 0) / (scale[i] ?? 1);
  }
  const out = Float64Array.from(weights.slice(outputs + 1));
  const sums = new Float64Array(hidden);
  /** Logit of the row; leaves what goes into each hidden unit in `sums`. */
  const logit = (row: ArrayLike<number>): number => {
    let eta = weights[outputs] ?? 0;
    for (let h = 0; h < hidden; h++) {
      let sum = bias[h] ?? 0;
      for (let i = 0; i < inputs; i++) sum += (raw[h * inputs + i] ?? 0) * ((row[i] ?? 0) - (mean[i] ?? 0));
      sums[h] = sum;
      eta += (out[h] ?? 0) * Math.tanh(sum);
    }
    return eta;
  };
  return {
    probability: (row) => 1 / (1 + Math.exp(-logit(row))),
    occlusion: (row) => {
      const whole = logit(row);
      const lost: number[] = [];
      for (let i = 0; i < inputs; i++) {
        const off = (row[i] ?? 0) - (mean[i] ?? 0);
        let without = weights[outputs] ?? 0;
        for (let h = 0; h < hidden; h++)
          without += (out[h] ?? 0) * Math.tanh((sums[h] ?? 0) - (raw[h * inputs + i] ?? 0) * off);
        lost.push(whole - without);
      }
      return lost;
    },
  };
}

/** Mean and standard deviation of each input; 1 for that of one that does not vary. */
function standards(rows: readonly ArrayLike<number>[], inputs: number): readonly [Float64Array, Float64Array] {
  const sums = new Float64Array(inputs);
  for (const row of rows) for (let i = 0; i < inputs; i++) sums[i] = (sums[i] ?? 0) + (row[i] ?? 0);
  const mean = sums.map((sum) => sum / rows.length);
  const squares = new Float64Array(inputs);
  for (const row of rows)
    for (let i = 0; i < inputs; i++) squares[i] = (squares[i] ?? 0) + ((row[i] ?? 0) - (mean[i] ?? 0)) ** 2;
  return [mean, squares.map((sum) => Math.sqrt(sum / rows.length) || 1)];
}

function startingWeights(inputs: number, hidden: number, random: Random): Float64Array {
  const weights = new Float64Array(hidden * (inputs + 1) + 1 + hidden);
  const outputs = hidden * (inputs + 1);
  const into = Math.sqrt(6 / (inputs + hidden));
  const out = Math.sqrt(6 / (hidden + 1));
  return weights.map((_, w) => {
    const bias = w === outputs || (w < outputs && w % (inputs + 1) === 0);
    return bias ? 0 : (2 * random() - 1) * (w < outputs ? into : out);
  });
}
