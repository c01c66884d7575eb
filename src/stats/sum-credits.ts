import type { ChannelCredit, Paths } from './paths';

/**
 * Credit and value of each channel over many paths.
 *
 * `sharesOf` gives the share of a path's conversions for each of its touches, by the path's number, or null where it
 * has none; such paths give nothing. Where the shares sum to 1, the credits sum to the conversions.
 */
export function sumCredits(
  { channels, touches, ends, conversions, value }: Paths,
  sharesOf: (path: number) => ArrayLike<number> | null,
): ChannelCredit[] {
  const credits = new Float64Array(channels.length);
  const values = new Float64Array(channels.length);
  for (let path = 0, from = 0; path < ends.length; from = ends[path++] ?? 0) {
    const [won, worth] = [conversions[path] ?? 0, value[path] ?? 0];
    const shares = won !== 0 || worth !== 0 ? sharesOf(path) : null;
    for (let i = 0; i < (shares?.length ?? 0); i++) {
      const channel = touches[from + i] ?? 0;
      credits[channel] = (credits[channel] ?? 0) + won * (shares?.[i] ?? 0);
      values[channel] = (values[channel] ?? 0) + worth * (shares?.[i] ?? 0);
    }
  }
  return channels.map((channel, i) => ({ channel, credit: credits[i] ?? 0, value: values[i] ?? 0 }));
}
