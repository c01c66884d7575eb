import type { ChannelCredit, Paths } from './paths';
import { sumCredits, type SharesOf } from './sum-credits';

/**
 * Shapley values of the game v(S) = conversions of the paths whose channels all lie in S.
 *
 * In closed form this is each conversion shared equally among the distinct channels of its path: the linear rule on
 * unique channels, and no more than that (Zhao, Mahboobi & Bagheri 2018, arXiv 1804.05327). Credits sum to the
 * conversions of the paths that have a touch; nulls play no part.
 */
export function shapleyAttribution(paths: Paths): ChannelCredit[] {
  return sumCredits(paths, equallyAmongDistinct(paths));
}

function equallyAmongDistinct({ channels, touches }: Paths): SharesOf {
  const met = new Int32Array(channels.length).fill(-1);
  return (from, to) => {
    const shares: number[] = [];
    let distinct = 0;
    for (let i = from; i < to; i++) {
      const channel = touches[i] ?? 0;
      const isNew = (met[channel] ?? -1) < from;
      if (isNew) {
        met[channel] = i;
        distinct++;
      }
      shares.push(isNew ? 1 : 0);
    }
    return shares.map((share) => share / distinct);
  };
}
