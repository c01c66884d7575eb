import { expect, it } from 'vitest';
import { weightedIndex } from './weighted-index';

// ACSI formula with the weights of the State of Ohio: ((8 − 1)·.3885 + (7 − 1)·.3190 + (7 − 1)·.2925) / 9 · 100
it('gives the index of the published weights', () => {
  const score = (answer: number): number => ((answer - 1) / 9) * 100;
  const parts = [
    { weight: 0.3885, score: score(8) },
    { weight: 0.319, score: score(7) },
    { weight: 0.2925, score: score(7) },
  ];
  expect(weightedIndex(parts)!.index).toBeCloseTo(70.9833, 4);
});

it('leaves out what has no score and says how much weight is covered', () => {
  const { index, coveredWeight, se } = weightedIndex([
    { weight: 3, score: 80, variance: 4 },
    { weight: 1, score: 40, variance: 16 },
    { weight: 4, score: null, variance: null },
  ])!;
  expect(index).toBe(70);
  expect(coveredWeight).toBe(0.5);
  expect(se).toBeCloseTo(Math.sqrt(0.75 ** 2 * 4 + 0.25 ** 2 * 16), 12);
});

it('has no error when one is unknown, and no index without scores or weight', () => {
  expect(weightedIndex([{ weight: 1, score: 5 }])!.se).toBeNull();
  expect(weightedIndex([{ weight: 1, score: null }])).toBeNull();
  expect(weightedIndex([{ weight: 0, score: 5 }])).toBeNull();
  expect(weightedIndex([])).toBeNull();
});
