import { expect, it } from 'vitest';
import { laplace } from './laplace';
import { seeded } from './random';

// mean 0, variance 2 b², P(|x| > b) = 1/e: the definition of the distribution
it('has the spread and the tails of the Laplace distribution', () => {
  const random = seeded(5);
  const draws = Array.from({ length: 40_000 }, () => laplace(3, random));
  const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
  expect(Math.abs(mean)).toBeLessThan(0.1);
  expect(draws.reduce((sum, x) => sum + x * x, 0) / draws.length / 18).toBeCloseTo(1, 1);
  expect(draws.filter((x) => Math.abs(x) > 3).length / draws.length).toBeCloseTo(Math.exp(-1), 2);
});

it('stays finite at the ends of chance', () => {
  for (const end of [0, 0.5, 1 - 2 ** -53]) expect(Number.isFinite(laplace(1, () => end))).toBe(true);
});
