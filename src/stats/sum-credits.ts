import type { ChannelCredit, Paths } from './paths';

/** Shares of a path's conversions for each of its touches, which stand at `from` to before `to`; null where it has none. */
export type SharesOf = (from: number, to: number) => readonly number[] | null;

/** Credit and value of each channel over many paths. Where the shares sum to 1, the credits sum to the conversions. */
export function sumCredits(paths: Paths, sharesOf: SharesOf): ChannelCredit[] {
  const { channels, touches, ends, conversions, value } = paths;
  const credits = new Float64Array(channels.length);
  const values = new Float64Array(channels.length);
  for (let path = 0, from = 0; path < ends.length; from = ends[path++] ?? 0) {
    const won = conversions[path] ?? 0;
    const worth = value[path] ?? 0;
    const shares = won === 0 && worth === 0 ? null : sharesOf(from, ends[path] ?? 0);
    if (!shares) continue;
    for (let i = 0; i < shares.length; i++) {
      const channel = touches[from + i] ?? 0;
      const share = shares[i] ?? 0;
      credits[channel] = (credits[channel] ?? 0) + won * share;
      values[channel] = (values[channel] ?? 0) + worth * share;
    }
  }
  return channels.map((channel, i) => ({ channel, credit: credits[i] ?? 0, value: values[i] ?? 0 }));
}
