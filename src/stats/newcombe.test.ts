import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newcombe } from './newcombe';

// Fagerland et al. (2015) print .019 to .34; digits of the R package PropCIs
it('gives the published interval of 7 in 34 against 1 in 34', () => {
  const { low, high } = newcombe(7, 34, 1, 34)!;
  expect(low).toBeCloseTo(0.018921443885772993, 12);
  expect(high).toBeCloseTo(0.3403686870327073, 12);
});

// R PropCIs of the same: Wald, Agresti–Caffo; prop.test of R, without correction, of 15 in 50 against 25 in 50: Wald
it.each([
  [[7, 34, 1, 34], 0.02916942, 0.32377176],
  [[7, 34, 1, 34], 0.01161167, 0.32172166],
  [[15, 50, 25, 50], -0.38799314, -0.01200686],
] as const)('of %j is neither the interval of Wald nor of Agresti and Caffo', ([a, nA, b, nB], otherLow, otherHigh) => {
  const { low, high } = newcombe(a, nA, b, nB)!;
  expect(Math.abs(low - otherLow) + Math.abs(high - otherHigh)).toBeGreaterThan(0.015);
});

it('has no interval without trials', () => {
  expect(newcombe(0, 0, 1, 3)).toBeNull();
  expect(newcombe(1, 3, 0, 0)).toBeNull();
});

it('stays within −1 and 1, holds the difference and turns round with the samples', () => {
  const sample = fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 200 })).filter(([hits, n]) => hits <= n);
  fc.assert(
    fc.property(sample, sample, ([a, nA], [b, nB]) => {
      const { low, high } = newcombe(a, nA, b, nB)!;
      const turned = newcombe(b, nB, a, nA)!;
      expect(low).toBeGreaterThanOrEqual(-1 - 1e-12);
      expect(high).toBeLessThanOrEqual(1 + 1e-12);
      expect(low).toBeLessThanOrEqual(a / nA - b / nB);
      expect(turned.low).toBeCloseTo(-high, 12);
    }),
    { seed: 1 },
  );
});
