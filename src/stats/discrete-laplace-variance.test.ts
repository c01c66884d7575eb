import { expect, it } from 'vitest';
import { discreteLaplace } from './discrete-laplace';
import { discreteLaplaceVariance } from './discrete-laplace-variance';
import { seeded } from './random';

it('is the variance of the noise that is drawn', () => {
  const random = seeded(3);
  const bytes = (array: Uint8Array) => array.forEach((_, at) => (array[at] = Math.floor(random() * 256)));
  for (const epsilon of [0.3, 1, 2]) {
    const draws = Array.from({ length: 20_000 }, () => discreteLaplace(epsilon, 1, bytes)!);
    const found = draws.reduce((sum, x) => sum + x * x, 0) / draws.length;
    expect(found / discreteLaplaceVariance(epsilon, 1)).toBeGreaterThan(0.93);
    expect(found / discreteLaplaceVariance(epsilon, 1)).toBeLessThan(1.07);
  }
});

it('nears 2/ε² for small ε, and is 0 without noise', () => {
  expect(discreteLaplaceVariance(0.01, 1) / (2 / 0.01 ** 2)).toBeCloseTo(1, 4);
  expect(discreteLaplaceVariance(Infinity, 1)).toBe(0);
  expect(discreteLaplaceVariance(1, 0)).toBe(0);
});
