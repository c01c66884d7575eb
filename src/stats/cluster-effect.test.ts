import { expect, it } from 'vitest';
import { clusteredShare } from './clustered-share';
import { clusterEffect } from './cluster-effect';
import { wilson } from './wilson';

it('leaves as it was what each person said once, and what persons said independently', () => {
  expect(clusterEffect({ own: 3, between: 0, answers: 12, persons: 12 })).toBe(1);
  // Opposite answers of each person make the mean surer; that is not believed of few.
  expect(clusterEffect({ own: 4, between: -4, answers: 8, persons: 4 })).toBe(1);
});

it('is the effect that the interval of clustered shares knows', () => {
  // Persons with 3 of 3, 0 of 3, 2 of 3, 1 of 2, 2 of 4 hits: 8 of 15.
  const persons = [
    [3, 3],
    [0, 3],
    [2, 3],
    [1, 2],
    [2, 4],
  ] as const;
  const share = 8 / 15;
  const whole = persons.reduce((sum, [hits, n]) => sum + (hits - share * n) ** 2, 0);
  const own = 8 * (1 - share) ** 2 + 7 * share ** 2;
  const effect = clusterEffect({ own, between: whole - own, answers: 15, persons: 5 });
  const sums = (f: (hits: number, n: number) => number) => persons.reduce((sum, [hits, n]) => sum + f(hits, n), 0);
  const known = clusteredShare({
    clusters: 5,
    hits: 8,
    n: 15,
    hitsSquared: sums((h) => h * h),
    nSquared: sums((_, n) => n * n),
    product: sums((h, n) => h * n),
  });
  expect(wilson((share * 15) / effect, 15 / effect)?.low).toBeCloseTo(known!.low, 12);
});

it('counts each person once where all answers agree, and one where one person gave them all', () => {
  expect(clusterEffect({ own: 0, between: 0, answers: 12, persons: 4 })).toBe(3);
  expect(clusterEffect({ own: 5, between: -5, answers: 6, persons: 1 })).toBe(6);
});
