import { wilson, type Interval } from './wilson';
import { z95 } from './z95';

/**
 * Newcombe's hybrid score interval of the difference of two independent shares, A − B, within [−1, 1].
 *
 * Hits and sizes are real numbers ≥ 0; null when a size is 0. Source: Newcombe (1998), method 10,
 * doi 10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.
 */
export function newcombe(hitsA: number, nA: number, hitsB: number, nB: number, z: number = z95): Interval | null {
  const a = wilson(hitsA, nA, z);
  const b = wilson(hitsB, nB, z);
  if (a === null || b === null) return null;
  const [shareA, shareB] = [hitsA / nA, hitsB / nB];
  const difference = shareA - shareB;
  return {
    low: difference - Math.hypot(shareA - a.low, b.high - shareB),
    high: difference + Math.hypot(a.high - shareA, shareB - b.low),
  };
}
