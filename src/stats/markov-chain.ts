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
  const { channels, drafts } = counted(paths, order);
  return { order, channels, states: drafts.map(finished) };
}

/** The chains of the orders 1 to `most` over the same paths: those of lower orders are merged from the states of the highest. */
export function markovChains(paths: Paths, most: number): readonly MarkovChain[] {
  const { channels, drafts } = counted(paths, most);
  return Array.from({ length: most }, (_, i) => {
    const order = i + 1;
    return { order, channels, states: (order === most ? drafts : merged(drafts, order)).map(finished) };
  });
}

function counted({ channels, touches, ends, conversions, nulls, value }: Paths, order: number) {
  const drafts = new Drafts(order);
  const { start } = drafts;
  const met: string[] = [];
  const numbers = new Int32Array(channels.length).fill(-1);
  for (let path = 0, touch = 0; path < ends.length; path++) {
    const end = ends[path] ?? 0;
    const [won, lost] = [conversions[path] ?? 0, nulls[path] ?? 0];
    const weight = won + lost;
    let at = start;
    for (; touch < end && weight > 0; touch++) {
      const touched = touches[touch] ?? 0;
      if ((numbers[touched] ?? 0) < 0) numbers[touched] = met.push(channels[touched] ?? '') - 1;
      const channel = numbers[touched] ?? 0;
      const step = at.by[channel] ?? drafts.step(at, channel);
      at.departures += weight;
      step.count += weight;
      at = step.to;
    }
    touch = end;
    if (at === start) continue;
    at.departures += weight;
    at.conversions += won;
    at.nulls += lost;
    at.value += value[path] ?? 0;
  }
  return { channels: met, drafts: drafts.all };
}

/** States of a higher order whose last `order` touches are the same, as one. */
function merged(finer: readonly Draft[], order: number): readonly Draft[] {
  const drafts = new Drafts(order);
  for (const { window, steps, departures, conversions, nulls, value } of finer) {
    const at = drafts.at(window);
    at.departures += departures;
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
  departures: number;
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
  return { index, window, steps: [], by: [], departures: 0, conversions: 0, nulls: 0, value: 0 };
}

function finished({ window, steps, departures, conversions, nulls, value }: Draft): MarkovState {
  const next = new Map(steps.map(({ to, count }) => [to.index, count]));
  return { channel: window.at(-1) ?? -1, departures, conversions, nulls, value, next };
}
