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

/** What an attribution model gives to a channel: conversions and value, in the units of `PathCount`. */
export interface ChannelCredit {
  readonly channel: string;
  readonly credit: number;
  readonly value: number;
}

/** The channels of all paths, each once, in the order in which they first come. */
export function channelsOf(paths: readonly PathCount[]): readonly string[] {
  const channels = new Set<string>();
  for (const { path } of paths) for (const channel of path) channels.add(channel);
  return [...channels];
}
