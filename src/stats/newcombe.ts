import { wilson, type Interval } from './wilson';
import { z95 } from './z95';

/**
 * Newcombe's hybrid score interval of the difference of two shares, A − B, within [−1, 1].
 *
 * Hits and sizes are real numbers ≥ 0; null when a size is 0. `correlation` is that of the two shares, 0 where they are
 * independent. Sources: Newcombe (1998), method 10, doi 10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I;
 * for paired shares Newcombe (1998), doi 10.1002/(SICI)1097-0258(19981130)17:22<2635::AID-SIM954>3.0.CO;2-C, with φ
 * uncorrected; for any correlation Zou & Donner (2008), doi 10.1002/sim.3095.
 */
export function newcombe(
  hitsA: number,
  nA: number,
  hitsB: number,
  nB: number,
  z: number = z95,
  correlation = 0,
): Interval | null {
  const a = wilson(hitsA, nA, z);
  const b = wilson(hitsB, nB, z);
  if (a === null || b === null) return null;
  const [shareA, shareB] = [hitsA / nA, hitsB / nB];
  const difference = shareA - shareB;
  const apart = (one: number, other: number) =>
    Math.sqrt(Math.max(0, one * one + other * other - 2 * correlation * one * other));
  return {
    low: difference - apart(shareA - a.low, b.high - shareB),
    high: difference + apart(a.high - shareA, shareB - b.low),
  };
}
