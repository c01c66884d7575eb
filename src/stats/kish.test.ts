import fc from 'fast-check';
import { expect, it } from 'vitest';
import { kish } from './kish';

// R survey 4.1-1, raking of apiclus1 by stype and sch.wide
it('gives the effective size of the raked California schools', () => {
  const cells = [
    [12, 39.83850941],
    [3, 67.12578263],
    [8, 49.0700674],
    [132, 29.87046387],
    [11, 50.33015277],
    [17, 36.79218166],
  ] as const;
  const { n, effectiveN, designEffect } = kish(cells.flatMap(([count, weight]) => Array<number>(count).fill(weight)))!;
  expect(n).toBe(183);
  expect(effectiveN).toBeCloseTo(174.0105279, 6);
  expect(designEffect).toBeCloseTo(1.051660507, 8);
});

it('loses nothing to equal weights, in any unit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.double({ min: 0.001, max: 1000, noNaN: true }), (n, weight) => {
      expect(kish(Array<number>(n).fill(weight))!.effectiveN).toBeCloseTo(n, 8);
    }),
    { seed: 1 },
  );
});

it('has no effective size without weights', () => {
  expect(kish([])).toBeNull();
  expect(kish([0, 0])).toBeNull();
});
