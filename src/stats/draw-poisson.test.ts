import { expect, it } from 'vitest';
import { poissonDraw } from './draw-poisson';
import { seeded } from './random';

const draws = 40_000;

// mean λ, variance λ, skewness 1/√λ of the Poisson distribution
it.each([0.02, 0.9, 4.6, 37, 2500])('draws counts of mean %d with the moments of Poisson', (mean) => {
  const [random, draw] = [seeded(11), poissonDraw(mean)];
  const values = Array.from({ length: draws }, () => draw(random));
  const found = values.reduce((sum, value) => sum + value, 0) / draws;
  const moment = (power: number): number => values.reduce((sum, value) => sum + (value - found) ** power, 0) / draws;
  expect(Math.abs(found - mean)).toBeLessThan(4 * Math.sqrt(mean / draws));
  expect(Math.abs(moment(2) / mean - 1)).toBeLessThan(mean < 0.1 ? 0.15 : 0.05);
  expect(Math.abs(moment(3) / mean ** 1.5 - 1 / Math.sqrt(mean))).toBeLessThan(mean < 0.1 ? 1.5 : 0.08);
  expect(values.every((value) => Number.isInteger(value) && value >= 0)).toBe(true);
});

it('turns each number into the count whose chances it lies in', () => {
  const draw = poissonDraw(1);
  const chances = [1, 1, 1 / 2, 1 / 6, 1 / 24].map((share) => share * Math.exp(-1));
  let below = 0;
  for (const [count, chance] of chances.entries()) {
    expect(draw(() => below + 1e-9)).toBe(count);
    expect(draw(() => below + chance - 1e-9)).toBe(count);
    below += chance;
  }
  expect(poissonDraw(0)(() => 0.999)).toBe(0);
});
