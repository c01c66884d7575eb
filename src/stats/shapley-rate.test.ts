import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pathData, pathDataFile } from '../../test/fixtures/path-data';
import { pathsOf, type PathCount } from './paths';
import { shapleyRate } from './shapley-rate';
import { shapleyValues } from './shapley-values';

const rates = (counts: readonly PathCount[]) => shapleyRate(pathsOf(counts));

// worked by hand: v(a) = 1/4, v(b) = 1/2, v(ab) = (1 + 2 + 3) / (4 + 4 + 4) = 1/2
it('shares the conversion rate of confined journeys', () => {
  const [a, b] = rates([
    { path: ['a'], conversions: 1, nulls: 3, value: 0 },
    { path: ['b'], conversions: 2, nulls: 2, value: 0 },
    { path: ['a', 'b', 'a'], conversions: 3, nulls: 1, value: 12 },
  ])!;
  expect(a!.rate).toBeCloseTo(0.125, 12);
  expect(b!.rate).toBeCloseTo(0.375, 12);
  expect([a!.credit, b!.credit, a!.value, b!.value]).toEqual([1.5, 4.5, 3, 9]);
  expect([a!.journeys, b!.journeys, a!.rare]).toEqual([8, 8, true]);
});

it('does not exist without conversions or with too many channels', () => {
  expect(rates([])).toBeNull();
  expect(rates([{ path: ['a'], conversions: 0, nulls: 3, value: 0 }])).toBeNull();
  const many = Array.from({ length: 21 }, (_, i) => String(i));
  expect(rates([{ path: many, conversions: 1, nulls: 0, value: 0 }])).toBeNull();
});

// O metrics.md 4.3
it.skipIf(!pathDataFile)('equals the stated values on PathData and marks the rare channels', () => {
  const found = shapleyRate(pathData())!;
  const expected: Record<string, number> = {
    eta: 0.0211805,
    iota: 0.01802597,
    alpha: 0.01843915,
    beta: 0.02163664,
    theta: 0.02897969,
    lambda: 0.02571027,
    kappa: 0.02154975,
    zeta: -0.0010156,
    epsilon: 0.0263471,
    gamma: 0.01807477,
    delta: -0.00001069,
    mi: 0.02492758,
  };
  for (const { channel, rate } of found) expect(rate).toBeCloseTo(expected[channel]!, 7);
  expect(found.reduce((sum, { rate }) => sum + rate, 0)).toBeCloseTo(0.22384513559686, 12);
  expect(found.reduce((sum, { credit }) => sum + credit, 0)).toBeCloseTo(19785, 8);
  expect(found.filter(({ rare }) => rare).map(({ channel }) => channel)).toEqual(expect.arrayContaining(['mi']));
});

it('shares the worth of any game fully, and gives a member without effect nothing', () => {
  const games = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(games, (worth) => {
      const total = shapleyValues(worth, 3).reduce((sum, value) => sum + value, 0);
      expect(total).toBeCloseTo(worth[7]! - worth[0]!, 9);
      const idle = worth.map((_, mask) => worth[mask & 3]!);
      expect(shapleyValues(idle, 3)[2]).toBeCloseTo(0, 12);
    }),
  );
});
