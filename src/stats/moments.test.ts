import fc from 'fast-check';
import { expect, it } from 'vitest';
import { correlations, mergeMoments, moments, momentsOfSums } from './moments';
import { ols } from './ols';

// worked by hand
it('counts rows, means and comoments', () => {
  const found = moments([
    [1, 2],
    [3, 2],
    [5, 8],
  ])!;
  expect(found).toEqual({
    n: 3,
    mean: [3, 4],
    comoment: [
      [8, 12],
      [12, 24],
    ],
  });
  expect(correlations(found)![0]![1]).toBeCloseTo(12 / Math.sqrt(8 * 24), 12);
});

it('does not exist without rows, and has no correlation where nothing varies', () => {
  expect(moments([])).toBeNull();
  expect(moments([[1]], [0])).toBeNull();
  expect(momentsOfSums(0, [0], [[0]])).toBeNull();
  expect(mergeMoments([])).toBeNull();
  expect(correlations(moments([[1], [1]])!)).toBeNull();
});

it('takes a weight of two for a repeated row', () => {
  const weighted = moments(
    [
      [1, 4],
      [2, 9],
    ],
    [2, 1],
  )!;
  const repeated = moments([
    [1, 4],
    [1, 4],
    [2, 9],
  ])!;
  expect(weighted.n).toBe(3);
  weighted.comoment.flat().forEach((sum, i) => expect(sum).toBeCloseTo(repeated.comoment.flat()[i]!, 12));
});

const cell = fc.double({ min: -100, max: 100, noNaN: true });
const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 3, maxLength: 60 });

// catalogue: merged branches equal pooled rows to 1e-8
it('merges to what the pooled rows give, however they were split', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 2, max: 5 }), (all, branches) => {
      const parts = Array.from({ length: branches }, (_, b) => all.filter((_, i) => i % branches === b));
      const merged = mergeMoments(parts.map((part) => moments(part)).filter((part) => part !== null))!;
      const pooled = moments(all)!;
      expect(merged.n).toBe(pooled.n);
      merged.mean.forEach((mean, i) => expect(mean).toBeCloseTo(pooled.mean[i]!, 8));
      merged.comoment.flat().forEach((sum, i) => {
        const other = pooled.comoment.flat()[i]!;
        expect(Math.abs(sum - other)).toBeLessThan(1e-8 * Math.max(1, Math.abs(other)));
      });
    }),
  );
});

it('gives from merged branches the regression of the pooled rows to 1e-8', () => {
  const all = Array.from({ length: 90 }, (_, i) => [i % 10, (i * 7) % 11, (i * i) % 13, 50 + ((i * 3) % 17)]);
  const pooled = ols(moments(all)!, 3, [0, 1, 2])!;
  const merged = mergeMoments([moments(all.slice(0, 20))!, moments(all.slice(20, 70))!, moments(all.slice(70))!])!;
  const found = ols(merged, 3, [0, 1, 2])!;
  expect(Math.abs(found.r2 - pooled.r2)).toBeLessThan(1e-8);
  found.coefficients.forEach(({ value, se }, i) => {
    expect(Math.abs(value - pooled.coefficients[i]!.value)).toBeLessThan(1e-8);
    expect(Math.abs(se! - pooled.coefficients[i]!.se!)).toBeLessThan(1e-8);
  });
});

it('is the same from sums of products as from rows', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const sums = [0, 1, 2].map((i) => all.reduce((sum, row) => sum + row[i]!, 0));
      const products = [0, 1, 2].map((i) => [0, 1, 2].map((j) => all.reduce((sum, row) => sum + row[i]! * row[j]!, 0)));
      const found = momentsOfSums(all.length, sums, products)!;
      moments(all)!
        .comoment.flat()
        .forEach((sum, i) => expect(Math.abs(found.comoment.flat()[i]! - sum)).toBeLessThan(1e-6));
    }),
  );
});
