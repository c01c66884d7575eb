import { totalsOf, type Paths } from './paths';
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
export function shapleyRate(paths: Paths, rareBelow: number = 100): ShapleyRate[] | null {
  const { channels } = paths;
  const n = channels.length;
  const { conversions, value } = totalsOf(paths);
  if (n === 0 || n > shapleyRateLimit || !(conversions > 0)) return null;
  const { converted, all, journeys } = coalitions(paths);
  const rates = converted.map((sum, mask) => ((all[mask] ?? 0) > 0 ? sum / (all[mask] ?? 1) : 0));
  const overall = rates.at(-1) ?? 0;
  return shapleyValues(rates, n).map((rate, i) => ({
    channel: channels[i] ?? '',
    rate,
    credit: (conversions * rate) / overall,
    value: (value * rate) / overall,
    journeys: journeys[i] ?? 0,
    rare: (journeys[i] ?? 0) < rareBelow,
  }));
}

/** Journeys confined to each set of channels, and those of them that converted; journeys through each channel. */
function coalitions({ channels, touches, ends, conversions, nulls }: Paths) {
  const n = channels.length;
  const converted = new Float64Array(2 ** n);
  const all = new Float64Array(2 ** n);
  const journeys = new Float64Array(n);
  for (let path = 0, at = 0; path < ends.length; path++) {
    const end = ends[path] ?? 0;
    const won = conversions[path] ?? 0;
    const weight = won + (nulls[path] ?? 0);
    let mask = 0;
    for (; at < end; at++) {
      const channel = touches[at] ?? 0;
      if (mask & (1 << channel)) continue;
      mask |= 1 << channel;
      journeys[channel] = (journeys[channel] ?? 0) + weight;
    }
    if (mask === 0) continue;
    converted[mask] = (converted[mask] ?? 0) + won;
    all[mask] = (all[mask] ?? 0) + weight;
  }
  sumOverSubsets(converted, n);
  sumOverSubsets(all, n);
  return { converted, all, journeys };
}

function sumOverSubsets(sums: Float64Array, n: number): void {
  for (let i = 0; i < n; i++)
    for (let mask = 0; mask < sums.length; mask++)
      if (mask & (1 << i)) sums[mask] = (sums[mask] ?? 0) + (sums[mask ^ (1 << i)] ?? 0);
}
