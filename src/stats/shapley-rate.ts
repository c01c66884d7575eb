import { channelsOf, type PathCount } from './path-count';
import { shapleyValues } from './shapley-values';

export interface ShapleyRate {
  readonly channel: string;
  /** Part of the overall conversion rate, in points of rate; may be negative. */
  readonly rate: number;
  /** `rate` scaled to the conversions, which the credits sum to. */
  readonly credit: number;
  /** `rate` scaled to the value. */
  readonly value: number;
  /** Journeys with at least one touch of the channel. */
  readonly journeys: number;
  /** True below `rareBelow` journeys: the estimate is then mostly noise. */
  readonly rare: boolean;
}

/** Channels beyond which the 2^n coalitions are not enumerated. */
export const shapleyRateLimit = 20;

/**
 * Shapley values of the game v(S) = conversion rate of the journeys confined to the channels S (0 where there are none).
 *
 * They sum to the overall conversion rate. Unlike the closed form on conversions this uses the journeys that did not
 * convert, but a rate over few journeys is unstable: channels with fewer than `rareBelow` journeys are marked.
 * Null without conversions and beyond `shapleyRateLimit` channels. Paths without a touch are left out.
 * Source: Shapley (1953); sums over subsets by the zeta transform in O(n 2^n).
 */
export function shapleyRate(paths: readonly PathCount[], rareBelow: number = 100): ShapleyRate[] | null {
  const touched = paths.filter(({ path }) => path.length > 0);
  const channels = channelsOf(touched);
  const n = channels.length;
  const conversions = touched.reduce((sum, path) => sum + path.conversions, 0);
  if (n === 0 || n > shapleyRateLimit || !(conversions > 0)) return null;
  const value = touched.reduce((sum, path) => sum + path.value, 0);
  const journeys = new Float64Array(n);
  const rates = ratesOfCoalitions(touched, new Map(channels.map((channel, i) => [channel, i])), journeys);
  const overall = rates[rates.length - 1] ?? 0;
  return shapleyValues(rates, n).map((rate, i) => ({
    channel: channels[i] ?? '',
    rate,
    credit: (conversions * rate) / overall,
    value: (value * rate) / overall,
    journeys: journeys[i] ?? 0,
    rare: (journeys[i] ?? 0) < rareBelow,
  }));
}

function ratesOfCoalitions(paths: readonly PathCount[], index: ReadonlyMap<string, number>, journeys: Float64Array) {
  const converted = new Float64Array(2 ** index.size);
  const all = new Float64Array(2 ** index.size);
  for (const { path, conversions, nulls } of paths) {
    let mask = 0;
    for (const channel of path) {
      const i = index.get(channel) ?? 0;
      if (mask & (1 << i)) continue;
      mask |= 1 << i;
      journeys[i] = (journeys[i] ?? 0) + conversions + nulls;
    }
    converted[mask] = (converted[mask] ?? 0) + conversions;
    all[mask] = (all[mask] ?? 0) + conversions + nulls;
  }
  sumOverSubsets(converted, index.size);
  sumOverSubsets(all, index.size);
  return converted.map((sum, mask) => ((all[mask] ?? 0) > 0 ? sum / (all[mask] ?? 1) : 0));
}

function sumOverSubsets(sums: Float64Array, n: number): void {
  for (let i = 0; i < n; i++)
    for (let mask = 0; mask < sums.length; mask++)
      if (mask & (1 << i)) sums[mask] = (sums[mask] ?? 0) + (sums[mask ^ (1 << i)] ?? 0);
}
