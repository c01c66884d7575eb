import fc from 'fast-check';
import { expect, it } from 'vitest';
import { detectableMeans } from './detectable-means';
import { detectableShares } from './detectable-shares';
import { neededForMeans } from './needed-for-means';
import { neededForShares } from './needed-for-shares';

// help of power.prop.test of R: power.prop.test(p1 = .50, p2 = .75, power = .90) is n = 76.7
it('needs as many answers as R says', () => {
  expect(neededForShares(0.5, 0.75, { power: 0.9 })).toBeCloseTo(76.7, 1);
});

// power.t.test(delta = 1, sd = 1, power = .90) of R, and TTestIndPower of statsmodels: n = 22.0211
it('needs about as many values as the exact t test', () => {
  expect(Math.abs(neededForMeans(1, 1, 1, { power: 0.9 })! - 22.0211)).toBeLessThan(0.05);
});

it('detects what it needs so many answers for', () => {
  const share = fc.double({ min: 0.05, max: 0.9, noNaN: true });
  fc.assert(
    fc.property(share, fc.integer({ min: 40, max: 5000 }), fc.boolean(), (from, n, fall) => {
      const difference = detectableShares(from, n, n, { fall });
      fc.pre(difference !== null);
      const to = fall ? from - difference! : from + difference!;
      expect(neededForShares(from, to)! / n).toBeCloseTo(1, 6);
    }),
    { seed: 1 },
  );
});

it('detects less with fewer answers on one side', () => {
  expect(detectableShares(0.5, 200, 50)!).toBeGreaterThan(detectableShares(0.5, 200, 200)!);
});

it('detects a difference of means of 2.8 standard errors', () => {
  const difference = detectableMeans({ n: 100, variance: 4 }, { n: 100, variance: 4 })!;
  expect(difference / Math.sqrt(0.08)).toBeCloseTo(2.8015852, 6);
});

it('has nothing to say of no answers, no difference or no room', () => {
  expect(neededForShares(0.5, 0.5)).toBeNull();
  expect(neededForShares(0.5, 1.2)).toBeNull();
  expect(neededForMeans(0, 1, 1)).toBeNull();
  expect(neededForMeans(1, 0, 0)).toBeNull();
  expect(detectableShares(0.5, 0, 10)).toBeNull();
  expect(detectableShares(0.5, 3, 3)).toBeNull();
  expect(detectableShares(1, 300, 300)).toBeNull();
  expect(detectableMeans({ n: 5, variance: 0 }, { n: 5, variance: 0 })).toBeNull();
  expect(detectableMeans({ n: 0, variance: 1 }, { n: 5, variance: 1 })).toBeNull();
});
