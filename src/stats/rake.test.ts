import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rake, type Raked, type RakeCell } from './rake';

const cells: RakeCell[] = [
  { categories: ['E', 'No'], count: 12, weight: 33.847 },
  { categories: ['H', 'No'], count: 3, weight: 33.847 },
  { categories: ['M', 'No'], count: 8, weight: 33.847 },
  { categories: ['E', 'Yes'], count: 132, weight: 33.847 },
  { categories: ['H', 'Yes'], count: 11, weight: 33.847 },
  { categories: ['M', 'Yes'], count: 17, weight: 33.847 },
];
const targets = [
  { E: 4421, H: 755, M: 1018 },
  { No: 1072, Yes: 5122 },
];
const raked = (options = {}): Raked => {
  const result = rake(cells, targets, options);
  if (result?.kind !== 'raked') throw new Error('not raked');
  return result;
};

// R survey 4.1-1, help of rake: apiclus1 by stype and sch.wide; survey stops after four rounds, when no cell moves by 1
it('gives the weights of the R package survey', () => {
  const expected = [39.83850941, 67.12578263, 49.0700674, 29.87046387, 50.33015277, 36.79218166];
  const { weights, iterations, effectiveN, designEffect } = raked({ tolerance: 1e-5 });
  expect(iterations).toBe(4);
  weights.forEach((weight, i) => expect(weight).toBeCloseTo(expected[i]!, 8));
  expect(effectiveN).toBeCloseTo(174.0105279, 7);
  expect(designEffect).toBeCloseTo(1.051660507, 9);
});

it('meets every margin and says how well', () => {
  const { weights, converged, largestGap } = raked();
  const weighted = (margin: number, category: string): number =>
    cells.reduce((sum, cell, i) => sum + (cell.categories[margin] === category ? cell.count * weights[i]! : 0), 0);
  expect(converged).toBe(true);
  expect(largestGap).toBeLessThan(1e-6);
  expect(weighted(0, 'H')).toBeCloseTo(755, 2);
  expect(weighted(1, 'No')).toBeCloseTo(1072, 2);
});

it('takes a margin in shares as well as in counts', () => {
  const shares = { No: 1072 / 6194, Yes: 5122 / 6194 };
  const result = rake(cells, [targets[0] as Record<string, number>, shares]) as Raked;
  result.weights.forEach((weight, i) => expect(weight).toBeCloseTo(raked().weights[i]!, 8));
});

it('trims weights at the price of the margins, and says so', () => {
  const mean = 6194 / 183;
  const { weights, converged } = raked({ trim: 1.2, maxIterations: 50 });
  expect(Math.max(...weights)).toBeLessThanOrEqual(1.2 * mean + 1e-9);
  expect(converged).toBe(false);
});

it('names the category that respondents or targets lack', () => {
  const withPrivate = { ...targets[0], P: 9 };
  expect(rake(cells, [withPrivate])).toEqual({ kind: 'unrakeable', margin: 0, category: 'P' });
  expect(rake(cells, [targets[0]!, { No: 5 }])).toEqual({ kind: 'unrakeable', margin: 1, category: 'Yes' });
});

it('has no weights without respondents or population', () => {
  expect(rake([], targets)).toBeNull();
  expect(rake(cells, [{ E: 0, H: 0, M: 0 }])).toBeNull();
  expect(rake(cells, [])).toBeNull();
});

it('leaves weights alone that already fit', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 2, maxLength: 5 }), (counts) => {
      const groups = counts.map((count, i) => ({ categories: [`c${i}`], count }));
      const target = Object.fromEntries(counts.map((count, i) => [`c${i}`, count]));
      const { weights, designEffect } = rake(groups, [target]) as Raked;
      weights.forEach((weight) => expect(weight).toBeCloseTo(1, 10));
      expect(designEffect).toBeCloseTo(1, 10);
    }),
    { seed: 1 },
  );
});
