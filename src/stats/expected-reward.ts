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
  return rewardsOf(chain)(reward, without);
}

/** `expectedReward` of one chain, for many rewards and removed channels: the steps are laid out once. */
export function rewardsOf(
  chain: MarkovChain,
): (reward: (state: MarkovState) => number, without: number | null) => number {
  const all = laidOut(chain);
  return (reward, without) => {
    const kept = chain.states.map((state, i) => state.departures > 0 && (i === 0 || state.channel !== without));
    const n = kept.filter(Boolean).length;
    const rewards = Float64Array.from(chain.states, (state) => reward(state) / state.departures);
    return n === 0 ? 0 : n <= 100 ? byElimination(all, kept, rewards) : bySweeps(all, kept, rewards);
  };
}

/** The steps out of state i are those from `from[i]` to before `from[i + 1]`. */
interface Steps {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly p: Float64Array;
}

function laidOut({ states }: MarkovChain): Steps {
  const from = new Int32Array(states.length + 1);
  states.forEach(({ next }, i) => (from[i + 1] = (from[i] ?? 0) + next.size));
  const to = Int32Array.from(states.flatMap(({ next }) => [...next.keys()]));
  const p = Float64Array.from(
    states.flatMap(({ next, departures }) => [...next.values()].map((count) => count / departures)),
  );
  return { from, to, p };
}

function byElimination({ from, to, p }: Steps, kept: readonly boolean[], rewards: Float64Array): number {
  const states = kept.flatMap((is, i) => (is ? [i] : []));
  const index = new Map(states.map((state, i) => [state, i]));
  const system = Matrix.eye(states.length);
  states.forEach((state, i) => {
    for (let step = from[state] ?? 0; step < (from[state + 1] ?? 0); step++) {
      const at = index.get(to[step] ?? -1);
      if (at !== undefined) system.set(i, at, system.get(i, at) - (p[step] ?? 0));
    }
  });
  return solve(system, Matrix.columnVector(states.map((state) => rewards[state] ?? 0))).get(0, 0);
}

/** The value of a state that is not kept stays 0. */
function bySweeps(steps: Steps, kept: readonly boolean[], rewards: Float64Array): number {
  const x = new Float64Array(kept.length);
  for (let sweep = 0; sweep < 100_000; sweep++) {
    let moved = 0;
    let largest = 0;
    for (let i = kept.length - 1; i >= 0; i--) {
      if (!kept[i]) continue;
      const before = x[i] ?? 0;
      const after = relaxed(steps, i, rewards[i] ?? 0, x);
      x[i] = after;
      moved = Math.max(moved, Math.abs(after - before));
      largest = Math.max(largest, Math.abs(after));
    }
    if (moved <= 1e-15 * largest) break;
  }
  return x[0] ?? 0;
}

function relaxed({ from, to, p }: Steps, i: number, reward: number, x: Float64Array): number {
  let sum = reward;
  let stay = 0;
  const end = from[i + 1] ?? 0;
  for (let step = from[i] ?? 0; step < end; step++) {
    const at = to[step] ?? 0;
    if (at === i) stay += p[step] ?? 0;
    else sum += (p[step] ?? 0) * (x[at] ?? 0);
  }
  return stay < 1 ? sum / (1 - stay) : 0;
}
