import type { PathCount } from './path-count';

/** A state of the chain: the last touches, at most as many as the order, of which `channel` is the newest. */
export interface MarkovState {
  readonly channel: number;
  /** Journeys that left the state; a journey that passes twice counts twice. */
  readonly departures: number;
  /** Of these, to conversion and to no conversion, and the value of the conversions. */
  readonly conversions: number;
  readonly nulls: number;
  readonly value: number;
  /** Departures by the index of the state they lead to. */
  readonly next: ReadonlyMap<number, number>;
}

/** `states[0]` is the start and has channel −1; the others refer to `channels` by index. */
export interface MarkovChain {
  readonly order: number;
  readonly channels: readonly string[];
  readonly states: readonly MarkovState[];
}

/**
 * Absorbing Markov chain of an order ≥ 1 over paths, with transitions counted from converting and other journeys.
 *
 * A state is the tuple of the last `order` touches (fewer at the beginning of a path). Paths without a touch are
 * left out. Source: Anderl, Becker, von Wangenheim & Schumann (2016), doi 10.1016/j.ijresmar.2016.03.001.
 */
export function markovChain(paths: readonly PathCount[], order: number): MarkovChain {
  const channels = new Map<string, number>();
  const states: Draft[] = [draft(-1)];
  const followers: Map<number, number>[] = [new Map()];
  const windows = new Map<string, number>();
  const stateAfter = (from: number, recent: readonly number[], channel: number): number => {
    const known = followers[from]?.get(channel);
    if (known !== undefined) return known;
    const window = recent.slice(-order).join(' ');
    const state = windows.get(window) ?? states.push(draft(channel)) - 1;
    windows.set(window, state);
    followers[state] ??= new Map();
    followers[from]?.set(channel, state);
    return state;
  };
  for (const { path, conversions, nulls, value } of paths) {
    const weight = conversions + nulls;
    if (path.length === 0 || !(weight > 0)) continue;
    const recent: number[] = [];
    let at = 0;
    for (const name of path) {
      const channel = channels.get(name) ?? channels.size;
      channels.set(name, channel);
      recent.push(channel);
      const to = stateAfter(at, recent, channel);
      const state = states[at];
      if (state) {
        state.departures += weight;
        state.next.set(to, (state.next.get(to) ?? 0) + weight);
      }
      at = to;
    }
    const last = states[at];
    if (last) {
      last.departures += weight;
      last.conversions += conversions;
      last.nulls += nulls;
      last.value += value;
    }
  }
  return { order, channels: [...channels.keys()], states };
}

interface Draft {
  channel: number;
  departures: number;
  conversions: number;
  nulls: number;
  value: number;
  next: Map<number, number>;
}

function draft(channel: number): Draft {
  return { channel, departures: 0, conversions: 0, nulls: 0, value: 0, next: new Map() };
}
