import { normalQuantile } from './normal-quantile';
import type { Power } from './power';

/**
 * The smallest rise (or, when `fall`, fall) of `share` that two groups of nA and nB answers would show, above 0.
 *
 * The same test as `neededForShares`. Null without answers, for a share outside 0 to 1, and when even a move to the end
 * of the scale would not show.
 */
export function detectableShares(
  share: number,
  nA: number,
  nB: number,
  { alpha = 0.05, power = 0.8, fall = false }: Power & { fall?: boolean } = {},
): number | null {
  if (!(nA > 0 && nB > 0 && share >= 0 && share <= 1)) return null;
  const shows = (difference: number): boolean => {
    const other = fall ? share - difference : share + difference;
    const pooled = (share * nA + other * nB) / (nA + nB);
    const apart =
      normalQuantile(1 - alpha / 2) * Math.sqrt(pooled * (1 - pooled) * (1 / nA + 1 / nB)) +
      normalQuantile(power) * Math.sqrt((share * (1 - share)) / nA + (other * (1 - other)) / nB);
    return difference >= apart;
  };
  let [low, high] = [0, fall ? share : 1 - share];
  if (!(high > 0) || !shows(high)) return null;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (shows(middle)) high = middle;
    else low = middle;
  }
  return high;
}
