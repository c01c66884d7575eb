import { poissonDraw, type Draw } from './draw-poisson';
import type { Random } from './random';
import { sum } from './sum';

/** Draws a sample at each call and says how often each unit is in it; the array is reused. */
export type Resampler = () => Float64Array;

/**
 * Samples of as many units as there are, drawn with replacement: `size` ones, of which i stands for `multiplicities[i]`
 * equal ones (one without).
 *
 * One draw after another, unless units stand for several: then the cost depends on the number of distinct units alone, by
 * a Poisson count of each, and single draws for what is missing. Independent Poisson counts are multinomial, given their
 * sum; their means are so low that it is rarely too large, and then all are drawn anew.
 */
export function resampler(size: number, random: Random, multiplicities?: ArrayLike<number>): Resampler {
  const counts = new Float64Array(size);
  const times = multiplicities ?? new Float64Array(size).fill(1);
  const units = eachUnit(times);
  const total = units.length;
  const isEachOnce = total === size && units.every((unit, at) => unit === at);
  const anyUnit = isEachOnce ? () => Math.floor(random() * total) : () => units[Math.floor(random() * total)] ?? 0;
  if (total <= size) return () => addUnits(counts.fill(0), total, anyUnit);
  const draws = poissonDraws(times, Math.max(0, 1 - 2 / Math.sqrt(total)));
  return () => {
    let missing: number;
    do missing = total - drawEach(counts, draws, random);
    while (missing < 0);
    return addUnits(counts, missing, anyUnit);
  };
}

function addUnits(counts: Float64Array, times: number, anyUnit: () => number): Float64Array {
  for (let nth = 0; nth < times; nth++) {
    const unit = anyUnit();
    counts[unit] = (counts[unit] ?? 0) + 1;
  }
  return counts;
}

/** One draw for each unit, shared by those of equal multiplicity, of `share` times as many as it stands for. */
function poissonDraws(multiplicities: ArrayLike<number>, share: number): readonly Draw[] {
  const known = new Map<number, Draw>();
  return Array.from(multiplicities, (times) => {
    const draw = known.get(times) ?? poissonDraw(times * share);
    known.set(times, draw);
    return draw;
  });
}

/** Writes a count for each unit, and returns their sum. */
function drawEach(counts: Float64Array, draws: readonly Draw[], random: Random): number {
  let total = 0;
  for (let unit = 0; unit < counts.length; unit++) total += counts[unit] = draws[unit]?.(random) ?? 0;
  return total;
}

/** The units, each as often as it is there. */
function eachUnit(multiplicities: ArrayLike<number>): Uint32Array {
  const units = new Uint32Array(sum(multiplicities));
  let end = 0;
  for (let unit = 0; unit < multiplicities.length; unit++) units.fill(unit, end, (end += multiplicities[unit] ?? 0));
  return units;
}
