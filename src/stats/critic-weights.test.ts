import { expect, it } from 'vitest';
import { combinedWeights } from './combined-weights';
import { criticWeights } from './critic-weights';

// Tuş & Aytaç Adalı (2019), doi 10.1007/s12597-019-00371-6, as in pymcdm test_weights.py
it('gives the published weights', () => {
  const rows = [
    [5000, 3, 3, 4, 3, 2],
    [680, 5, 3, 2, 2, 1],
    [2000, 3, 2, 3, 4, 3],
    [600, 4, 3, 1, 2, 2],
    [800, 2, 4, 3, 3, 4],
  ];
  const expected = [0.157, 0.249, 0.168, 0.121, 0.154, 0.151];
  criticWeights(rows)!.forEach((weight, i) => expect(weight).toBeCloseTo(expected[i]!, 3));
});

it('weighs a column of equal values nothing', () => {
  expect(
    criticWeights([
      [1, 7, 3],
      [2, 7, 1],
      [3, 7, 1],
    ])![1],
  ).toBe(0);
});

it('weighs the others as if a column of equal values were not there', () => {
  const rows = [
    [1, 7, 3],
    [2, 7, 1],
    [5, 7, 2],
  ];
  const without = criticWeights(rows.map(([a, , c]) => [a!, c!]))!;
  const weights = criticWeights(rows)!;
  expect([weights[0], weights[2]]).toEqual(without);
});

it('does not exist for one row or when nothing differs', () => {
  expect(criticWeights([[1, 2]])).toBeNull();
  expect(
    criticWeights([
      [1, 2],
      [1, 2],
    ]),
  ).toBeNull();
});

it('mixes two sets by a share or by product', () => {
  expect(combinedWeights([0.6, 0.4], [0.2, 0.8], { kind: 'linear', alpha: 0.5 })).toEqual([0.4, 0.6000000000000001]);
  expect(combinedWeights([3, 2], [0.2, 0.8], { kind: 'product' })![0]).toBeCloseTo(0.12 / 0.44, 12);
});

it('has no mix of sets that do not fit', () => {
  expect(combinedWeights([1], [0.5, 0.5], { kind: 'product' })).toBeNull();
  expect(combinedWeights([1, 0], [0, 1], { kind: 'product' })).toBeNull();
  expect(combinedWeights([2, -1], [0.5, 0.5], { kind: 'linear', alpha: 1 })).toBeNull();
  expect(combinedWeights([0, 0], [0.5, 0.5], { kind: 'linear', alpha: 1 })).toBeNull();
});
