import { spanOf, type ChannelCredit, type Paths } from './paths';
import { sumCredits } from './sum-credits';

/**
 * Shapley values of the game v(S) = conversions of the paths whose channels all lie in S.
 *
 * In closed form this is each conversion shared equally among the distinct channels of its path: the linear rule on
 * unique channels, and no more than that (Zhao, Mahboobi & Bagheri 2018, arXiv 1804.05327). Credits sum to the
 * conversions of the paths that have a touch; nulls play no part.
 */
export function shapleyAttribution(paths: Paths): ChannelCredit[] {
  return sumCredits(paths, (path) => equallyAmongDistinct(paths.touches.subarray(...spanOf(paths, path))));
}

function equallyAmongDistinct(path: Uint32Array): readonly number[] {
  const distinct = new Set(path).size;
  return Array.from(path, (channel, i) => (path.indexOf(channel) === i ? 1 / distinct : 0));
}
