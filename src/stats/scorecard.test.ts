import { expect, it } from 'vitest';
import { bandedScore } from './banded-score';
import { linearScore } from './linear-score';
import { scorecard } from './scorecard';
import { toleranceScore } from './tolerance-score';

// husting.com (2006) on Microsoft Business Scorecard Manager: 83.3 %
it('gives the published banded score', () => {
  expect(bandedScore([0, 4000, 6000, 12000], 9000)).toBeCloseTo(0.8333333333333334, 14);
});

it('bands fall when lower is better, and end at 0 and 1', () => {
  expect(bandedScore([100, 50, 0], 75)).toBe(0.25);
  expect(bandedScore([100, 50, 0], 500)).toBe(0);
  expect(bandedScore([0, 10], 99)).toBe(1);
});

it.each([[[]], [[5]], [[1, 1, 2]], [[0, 5, 3]]])('has no score on the edges %j', (edges) => {
  expect(bandedScore(edges, 4)).toBeNull();
});

it('scores the way from baseline to target, up or down', () => {
  expect(linearScore(75, 50, 100)).toBe(0.5);
  expect(linearScore(30, 60, 20)).toBe(0.75);
  expect(linearScore(10, 50, 100)).toBe(0);
  expect(linearScore(120, 50, 100)).toBe(1);
  expect(linearScore(5, 7, 7)).toBeNull();
});

it('scores nearness to a target', () => {
  expect(toleranceScore(105, 100, 10)).toBe(0.5);
  expect(toleranceScore(80, 100, 10)).toBe(0);
  expect(toleranceScore(100, 100, 0)).toBeNull();
});

it('adds up perspectives and shares the weight of what is missing', () => {
  const card = scorecard(
    [
      { perspective: 'finance', score: 0.5, weight: 3 },
      { perspective: 'finance', score: 1, weight: 1 },
      { perspective: 'customer', score: 0.8, weight: 1 },
      { perspective: 'customer', score: null, weight: 1 },
      { perspective: 'process', score: null, weight: 1 },
    ],
    { finance: 0.5, customer: 0.25, process: 0.25 },
  );
  expect(card.perspectives).toEqual([
    { perspective: 'finance', weight: 0.5, score: 0.625, coveredWeight: 1 },
    { perspective: 'customer', weight: 0.25, score: 0.8, coveredWeight: 0.5 },
    { perspective: 'process', weight: 0.25, score: null, coveredWeight: 0 },
  ]);
  expect(card.total).toBeCloseTo((2 * 0.625 + 0.8) / 3, 12);
  expect(card.coveredWeight).toBe(0.75);
});

it('weighs perspectives the same unless told', () => {
  const indicators = [
    { perspective: 'a', score: 1, weight: 9 },
    { perspective: 'b', score: 0, weight: 1 },
  ];
  expect(scorecard(indicators).total).toBe(0.5);
  expect(scorecard([])).toEqual({ total: null, coveredWeight: 0, perspectives: [] });
});
