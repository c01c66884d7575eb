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
  const start = draft(0, []);
  const states = [start];
  const windows = new Map<string, Draft>();
  const numberOf = (name: string): number => {
    const known = channels.get(name) ?? channels.size;
    if (known === channels.size) channels.set(name, known);
    return known;
  };
  const stepTo = (channel: number, from: Draft): Step => {
    const window = [...from.window, channel].slice(-order);
    const key = window.join(' ');
    const to = windows.get(key) ?? draft(states.length, window);
    if (to.index === states.length) states.push(to);
    windows.set(key, to);
    const step = { to, count: 0 };
    from.steps.set(channel, step);
    return step;
  };
  for (const { path, conversions, nulls, value } of paths) {
    const weight = conversions + nulls;
    if (path.length === 0 || !(weight > 0)) continue;
    let at = start;
    for (const name of path) {
      const channel = numberOf(name);
      const step = at.steps.get(channel) ?? stepTo(channel, at);
      at.departures += weight;
      step.count += weight;
      at = step.to;
    }
    at.departures += weight;
    at.conversions += conversions;
    at.nulls += nulls;
    at.value += value;
  }
  return { order, channels: [...channels.keys()], states: states.map(finished) };
}

interface Draft {
  readonly index: number;
  readonly window: readonly number[];
  readonly steps: Map<number, Step>;
  departures: number;
  conversions: number;
  nulls: number;
  value: number;
}

/** Where a channel leads from a state, and how often. */
interface Step {
  readonly to: Draft;
  count: number;
}

function draft(index: number, window: readonly number[]): Draft {
  return { index, window, steps: new Map(), departures: 0, conversions: 0, nulls: 0, value: 0 };
}

function finished({ window, steps, departures, conversions, nulls, value }: Draft): MarkovState {
  const next = new Map([...steps.values()].map(({ to, count }) => [to.index, count]));
  return { channel: window.at(-1) ?? -1, departures, conversions, nulls, value, next };
}
