import { expect, it } from 'vitest';
import { drawBinomial } from './draw-binomial';
import { seeded } from './random';

const draws = 40_000;

// mean np, variance np(1 − p), skewness (1 − 2p)/√(np(1 − p)) of the binomial
it.each([
  [7, 0.3],
  [40, 0.02],
  [100, 0.4],
  [500, 0.97],
  [100_000, 0.0025],
])('draws hits of %i trials at %d with the moments of the binomial', (n, p) => {
  const random = seeded(11);
  const values = Array.from({ length: draws }, () => drawBinomial(n, p, random));
  const mean = values.reduce((sum, value) => sum + value, 0) / draws;
  const moment = (power: number): number => values.reduce((sum, value) => sum + (value - mean) ** power, 0) / draws;
  const variance = n * p * (1 - p);
  expect(Math.abs(mean - n * p)).toBeLessThan(4 * Math.sqrt(variance / draws));
  expect(Math.abs(moment(2) / variance - 1)).toBeLessThan(0.05);
  expect(Math.abs(moment(3) / variance ** 1.5 - (1 - 2 * p) / Math.sqrt(variance))).toBeLessThan(0.08);
  expect(values.every((value) => Number.isInteger(value) && value >= 0 && value <= n)).toBe(true);
});

it('is certain where the probability is', () => {
  expect(drawBinomial(5, 0, seeded(1))).toBe(0);
  expect(drawBinomial(5, 1, seeded(1))).toBe(5);
  expect(drawBinomial(0, 0.5, seeded(1))).toBe(0);
});
