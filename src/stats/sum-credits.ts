import type { ChannelCredit, PathCount } from './path-count';

/**
 * Credit and value of each channel over many paths, in order of first appearance.
 *
 * `shares` gives the share of a path's conversions for each of its touches (same length as the path), or null where
 * the path has none; such paths give nothing. Where the shares sum to 1, the credits sum to the conversions.
 */
export function sumCredits(
  paths: readonly PathCount[],
  shares: (path: readonly string[]) => readonly number[] | null,
): ChannelCredit[] {
  const sums = new Map<string, { credit: number; value: number }>();
  for (const { path, conversions, value } of paths) {
    const given = shares(path) ?? [];
    for (let i = 0; i < path.length; i++) {
      const channel = path[i] ?? '';
      let sum = sums.get(channel);
      if (!sum) sums.set(channel, (sum = { credit: 0, value: 0 }));
      sum.credit += conversions * (given[i] ?? 0);
      sum.value += value * (given[i] ?? 0);
    }
  }
  return [...sums].map(([channel, sum]) => ({ channel, ...sum }));
}
