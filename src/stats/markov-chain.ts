import type { Paths } from './paths';

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
export function markovChain(paths: Paths, order: number): MarkovChain {
  return chainOf(order, counted(paths, order), paths.channels);
}

/** The chains of the orders 1 to `most` over the same paths: those of lower orders are merged from the states of the highest. */
export function markovChains(paths: Paths, most: number): readonly MarkovChain[] {
  const finest = counted(paths, most);
  return Array.from({ length: most }, (_, i) => {
    const order = i + 1;
    return chainOf(order, order === most ? finest : merged(finest, order), paths.channels);
  });
}

function counted({ touches, ends, conversions, nulls, value }: Paths, order: number): readonly Draft[] {
  const drafts = new Drafts(order);
  for (let path = 0, from = 0; path < ends.length; from = ends[path++] ?? 0) {
    const end = ends[path] ?? 0;
    const won = conversions[path] ?? 0;
    const lost = nulls[path] ?? 0;
    const weight = won + lost;
    if (from === end || !(weight > 0)) continue;
    let at = drafts.start;
    for (let i = from; i < end; i++) {
      const channel = touches[i] ?? 0;
      const step = at.by[channel] ?? drafts.step(at, channel);
      step.count += weight;
      at = step.to;
    }
    at.conversions += won;
    at.nulls += lost;
    at.value += value[path] ?? 0;
  }
  return drafts.all;
}

/** States of a higher order whose last `order` touches are the same, as one. */
function merged(finer: readonly Draft[], order: number): readonly Draft[] {
  const drafts = new Drafts(order);
  for (const { window, steps, conversions, nulls, value } of finer) {
    const at = drafts.at(window);
    at.conversions += conversions;
    at.nulls += nulls;
    at.value += value;
    for (const { channel, count } of steps) (at.by[channel] ?? drafts.step(at, channel)).count += count;
  }
  return drafts.all;
}

/** States by their window, numbered as they are first met. */
class Drafts {
  readonly start = draft(0, []);
  readonly all = [this.start];
  readonly #windows = new Map([['', this.start]]);
  readonly #order: number;
  constructor(order: number) {
    this.#order = order;
  }

  at(touches: readonly number[]): Draft {
    const window = touches.slice(-this.#order);
    const key = window.join(' ');
    const known = this.#windows.get(key) ?? draft(this.all.length, window);
    if (known.index === this.all.length) this.all.push(known);
    this.#windows.set(key, known);
    return known;
  }

  step(from: Draft, channel: number): Step {
    const step = { channel, to: this.at([...from.window, channel]), count: 0 };
    from.steps.push(step);
    from.by[channel] = step;
    return step;
  }
}

interface Draft {
  readonly index: number;
  readonly window: readonly number[];
  /** In the order in which they were first taken. */
  readonly steps: Step[];
  /** The same by channel: millions of touches look here, and a Map takes many times as long. */
  readonly by: (Step | undefined)[];
  conversions: number;
  nulls: number;
  value: number;
}

/** Where a channel leads from a state, and how often. */
interface Step {
  readonly channel: number;
  readonly to: Draft;
  count: number;
}

function draft(index: number, window: readonly number[]): Draft {
  return { index, window, steps: [], by: [], conversions: 0, nulls: 0, value: 0 };
}

/** The chain with the channels that its states know. */
function chainOf(order: number, drafts: readonly Draft[], names: readonly string[]): MarkovChain {
  const met = [...new Set(drafts.flatMap(({ window }) => window))].sort((a, b) => a - b);
  const index = new Map(met.map((channel, i) => [channel, i]));
  const states = drafts.map(({ window, steps, conversions, nulls, value }): MarkovState => {
    const next = new Map(steps.map(({ to, count }) => [to.index, count]));
    const departures = steps.reduce((sum, { count }) => sum + count, conversions + nulls);
    return { channel: index.get(window.at(-1) ?? -1) ?? -1, departures, conversions, nulls, value, next };
  });
  return { order, channels: met.map((channel) => names[channel] ?? ''), states };
}
