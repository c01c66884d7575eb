import { normalCdf } from './normal-cdf';

/**
 * z test that a share equals `value`, with the sample's own variance; `p` is two-sided.
 *
 * Null when n is 0 or all trials, or none, are hits. Source: `proportions_ztest` of statsmodels.
 */
export function oneProportion(hits: number, n: number, value: number): { z: number; p: number } | null {
  if (!(n > 0)) return null;
  const share = hits / n;
  const se = Math.sqrt((share * (1 - share)) / n);
  if (!(se > 0)) return null;
  const z = (share - value) / se;
  return { z, p: 2 * normalCdf(-Math.abs(z)) };
}
