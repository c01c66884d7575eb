import { Matrix, solve } from 'ml-matrix';
import type { MarkovChain, MarkovState } from './markov-chain';

/**
 * Expected reward from the start of a chain until it is absorbed, with one channel removed.
 *
 * `reward(state)` is the sum of rewards on leaving `state` for good (its `conversions` give the probability of
 * conversion, its `value` the expected value); every step into the channel of index `without` (null: none) leads to
 * no conversion. Solves (I − Q) x = r: by LU up to 100 states, beyond by Gauss–Seidel until no value moves by more
 * than 1e-15 of the largest.
 */
export function expectedReward(
  chain: MarkovChain,
  reward: (state: MarkovState) => number,
  without: number | null,
): number {
  const kept = chain.states.filter((state, i) => state.departures > 0 && (i === 0 || state.channel !== without));
  const position = new Map(chain.states.map((state, i) => [state, i]));
  const index = new Map(kept.map((state, i) => [position.get(state), i]));
  const rows = kept.map((state) => ({
    reward: reward(state) / state.departures,
    steps: [...state.next].flatMap(([to, count]) => {
      const at = index.get(to);
      return at === undefined ? [] : [{ at, p: count / state.departures }];
    }),
  }));
  return rows.length === 0 ? 0 : rows.length <= 100 ? byElimination(rows) : bySweeps(rows);
}

interface Row {
  readonly reward: number;
  readonly steps: readonly { readonly at: number; readonly p: number }[];
}

function byElimination(rows: readonly Row[]): number {
  const system = Matrix.eye(rows.length);
  rows.forEach(({ steps }, i) => {
    for (const { at, p } of steps) system.set(i, at, system.get(i, at) - p);
  });
  return solve(system, Matrix.columnVector(rows.map((row) => row.reward))).get(0, 0);
}

function bySweeps(rows: readonly Row[]): number {
  const x = new Float64Array(rows.length);
  for (let sweep = 0; sweep < 100_000; sweep++) {
    let moved = 0;
    let largest = 0;
    for (let i = rows.length - 1; i >= 0; i--) {
      const row = rows[i];
      if (!row) continue;
      const before = x[i] ?? 0;
      const after = relaxed(row, i, x);
      x[i] = after;
      moved = Math.max(moved, Math.abs(after - before));
      largest = Math.max(largest, Math.abs(after));
    }
    if (moved <= 1e-15 * largest) break;
  }
  return x[0] ?? 0;
}

function relaxed(row: Row, i: number, x: Float64Array): number {
  let sum = row.reward;
  let stay = 0;
  for (const { at, p } of row.steps)
    if (at === i) stay += p;
    else sum += p * (x[at] ?? 0);
  return stay < 1 ? sum / (1 - stay) : 0;
}
