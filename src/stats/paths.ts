/**
 * Journeys that took the same path. `path` holds the touches in order of time (repeats stay); of these journeys
 * `conversions` ended in a conversion and `nulls` did not (real numbers ≥ 0); `value` is the sum over the conversions.
 */
export interface PathCount {
  readonly path: readonly string[];
  readonly conversions: number;
  readonly nulls: number;
  readonly value: number;
}

/** Any number of path counts in columns: millions of touches take little room, and channels are compared as numbers. */
export interface Paths {
  readonly channels: readonly string[];
  /** The touches of all paths, one path after the other, by index of `channels`. */
  readonly touches: Uint32Array;
  /** Where each path ends among the touches. */
  readonly ends: ArrayLike<number>;
  readonly conversions: ArrayLike<number>;
  readonly nulls: ArrayLike<number>;
  readonly value: ArrayLike<number>;
  /** Time from each touch to the conversion, in any unit; null where it is not known. */
  readonly ages: Float64Array | null;
}

/** What an attribution model gives to a channel: conversions and value, in the units of `PathCount`. */
export interface ChannelCredit {
  readonly channel: string;
  readonly credit: number;
  readonly value: number;
}

/** The counts as columns, the channels in the order in which they first come; `ages` of all touches, one path after the other. */
export function pathsOf(counts: readonly PathCount[], ages: readonly number[] | null = null): Paths {
  const channels = new Map<string, number>();
  const touches = counts.flatMap(({ path }) =>
    path.map((channel) => {
      const index = channels.get(channel) ?? channels.size;
      channels.set(channel, index);
      return index;
    }),
  );
  let end = 0;
  return {
    channels: [...channels.keys()],
    touches: Uint32Array.from(touches),
    ends: counts.map(({ path }) => (end += path.length)),
    conversions: counts.map(({ conversions }) => conversions),
    nulls: counts.map(({ nulls }) => nulls),
    value: counts.map(({ value }) => value),
    ages: ages && Float64Array.from(ages),
  };
}

/** Sums over the paths that have a touch. */
export function totalsOf({ ends, conversions, nulls, value }: Paths) {
  const totals = { conversions: 0, nulls: 0, value: 0 };
  for (let path = 0, from = 0; path < ends.length; from = ends[path++] ?? 0) {
    if (from === ends[path]) continue;
    totals.conversions += conversions[path] ?? 0;
    totals.nulls += nulls[path] ?? 0;
    totals.value += value[path] ?? 0;
  }
  return totals;
}
