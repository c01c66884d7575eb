import { logGamma } from './log-gamma';
import type { Random } from './random';

/** Draws a random count at each call. */
export type Draw = (random: Random) => number;

/** A chance that no stream of random numbers is fine enough to meet. */
const least = 1e-17;

/**
 * Draws from the Poisson distribution of this mean (≥ 0), over and over: its chances are added up once, and each draw is
 * looked up there. Source: the method of guide tables, Devroye (1986), Non-Uniform Random Variate Generation, III.2.4.
 */
export function poissonDraw(mean: number): Draw {
  const { first, cumulative } = distribution(mean);
  const guide = guideOf(cumulative);
  const last = cumulative.length - 1;
  return (random) => {
    const u = random();
    let at = guide[Math.floor(u * guide.length)] ?? 0;
    while (at < last && u >= (cumulative[at] ?? 1)) at++;
    return first + at;
  };
}

/** P(X ≤ first + i) for all counts that can be met. */
function distribution(mean: number): { readonly first: number; readonly cumulative: Float64Array } {
  const mode = Math.floor(mean);
  const peak = mean > 0 ? Math.exp(mode * Math.log(mean) - mean - logGamma(mode + 1)) : 1;
  const [below, above]: [number[], number[]] = [[], []];
  for (let k = mode, mass = peak; (mass *= k / mean) > least; k--) below.push(mass);
  for (let k = mode + 1, mass = peak; (mass *= mean / k) > least; k++) above.push(mass);
  let total = 0;
  const cumulative = Float64Array.from([...below.reverse(), peak, ...above], (mass) => (total += mass));
  return { first: mode - below.length, cumulative };
}

/** Where the search begins for a number of the i-th of equal parts from 0 to 1. */
function guideOf(cumulative: Float64Array): Uint32Array {
  const parts = cumulative.length;
  let at = 0;
  return new Uint32Array(parts).map((_, i) => {
    while (at < parts - 1 && i / parts >= (cumulative[at] ?? 1)) at++;
    return at;
  });
}
