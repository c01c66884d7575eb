import { drawBinomial } from './draw-binomial';
import type { Random } from './random';
import { sum } from './sum';

/**
 * How often each of `size` units is drawn when Σ multiplicities units are drawn with replacement, written to `counts`.
 *
 * Without multiplicities each unit is there once. With them unit i stands for mᵢ equal ones and the cost depends on the
 * number of distinct units alone: a multinomial from conditional binomials.
 */
export function resample(
  size: number,
  random: Random,
  counts: Float64Array,
  multiplicities?: ArrayLike<number>,
): Float64Array {
  counts.fill(0);
  return multiplicities ? multinomial(multiplicities, random, counts) : once(size, random, counts);
}

function once(size: number, random: Random, counts: Float64Array): Float64Array {
  for (let draw = 0; draw < size; draw++) {
    const unit = Math.floor(random() * size);
    counts[unit] = (counts[unit] ?? 0) + 1;
  }
  return counts;
}

function multinomial(multiplicities: ArrayLike<number>, random: Random, counts: Float64Array): Float64Array {
  let mass = sum(multiplicities);
  let draws = mass;
  for (let unit = 0; unit < multiplicities.length && draws > 0; unit++) {
    const own = multiplicities[unit] ?? 0;
    const drawn = drawBinomial(draws, own / mass, random);
    counts[unit] = drawn;
    draws -= drawn;
    mass -= own;
  }
  return counts;
}
