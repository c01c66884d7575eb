import { expect, it } from 'vitest';
import { fisherExact } from './fisher-exact';

// scipy 1.17.1 fisher_exact; the first table is Fisher's tea tasting, the second his convictions of twins
it.each([
  [3, 4, 1, 4, 0.48571428571428565],
  [2, 17, 10, 13, 0.0005367241191434358],
  [0, 5, 5, 5, 0.007936507936507936],
  [7, 34, 1, 34, 0.054400130495065674],
])('gives the published p of %i in %i against %i in %i', (a, nA, b, nB, p) => {
  expect(fisherExact(a, nA, b, nB)).toBeCloseTo(p, 10);
});

it('finds nothing in equal samples', () => {
  expect(fisherExact(5, 10, 5, 10)).toBeCloseTo(1, 12);
});

it('has no p without trials or for weighted counts', () => {
  expect(fisherExact(0, 0, 1, 2)).toBeNull();
  expect(fisherExact(1.5, 3, 1, 2)).toBeNull();
});
