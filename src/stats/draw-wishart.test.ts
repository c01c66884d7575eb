import { expect, it } from 'vitest';
import { drawWishart } from './draw-wishart';
import { seeded } from './random';

it('has the mean and the variances of the Wishart distribution', () => {
  const sigma = [
    [2, 0.6],
    [0.6, 1],
  ];
  const freedom = 40;
  const random = seeded(7);
  const draws = Array.from({ length: 20_000 }, () => drawWishart(sigma, freedom, random)!);
  for (const [i, j] of [
    [0, 0],
    [0, 1],
    [1, 1],
  ] as const) {
    const values = draws.map((draw) => draw[i]![j]!);
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
    const expected = freedom * (sigma[i]![j]! ** 2 + sigma[i]![i]! * sigma[j]![j]!);
    expect(mean / (freedom * sigma[i]![j]!)).toBeCloseTo(1, 1.6);
    expect(variance / expected).toBeGreaterThan(0.95);
    expect(variance / expected).toBeLessThan(1.05);
  }
});

it('is null for a matrix that is no covariance, and without enough freedom', () => {
  const wrong = [
    [1, 2],
    [2, 1],
  ];
  expect(drawWishart(wrong, 50, seeded(1))).toBeNull();
  expect(drawWishart([[1]], 1, seeded(1))).toBeNull();
});
