import fc from 'fast-check';
import { expect, it } from 'vitest';
import { entropyWeights } from './entropy-weights';

// Elsayed et al. (2017), as in pymcdm test_weights.py; raw values, no min-max
it('gives the published weights', () => {
  const rows = [
    [7, 312, 1891, 6613, 163],
    [72, 88, 728, 941804, 1078],
    [10, 252, 2594, 3466, 117471],
    [10, 145, 980, 2371, 86329],
    [65, 54, 350, 501, 29897],
    [29, 48, 380, 912, 34051],
    [7, 476, 3300, 78470, 2212],
    [70, 87, 650, 733, 819000],
    [4, 86, 591, 3015, 103],
    [12, 79, 579, 3240, 96098],
    [21, 45, 261, 1253, 453],
    [1, 72, 530, 4333, 0.1048],
  ];
  const expected = [0.10499069, 0.06912398, 0.07137315, 0.44993707, 0.3045751];
  entropyWeights(rows)!.forEach((weight, i) => expect(weight).toBeCloseTo(expected[i]!, 7));
});

it('gives a zero its limit and not the whole weight', () => {
  const [withZero, other] = entropyWeights([
    [0, 1],
    [4, 9],
    [5, 1],
  ])!;
  expect(withZero).toBeGreaterThan(0);
  expect(withZero! + other!).toBeCloseTo(1, 12);
  expect(other).toBeGreaterThan(0.3);
});

it('turns a cost round', () => {
  const rows = [
    [1, 1],
    [2, 2],
    [9, 9],
  ];
  const weights = entropyWeights(rows, { normalisation: 'min-max', directions: ['benefit', 'cost'] })!;
  expect(weights[0]).not.toBeCloseTo(weights[1]!, 3);
});

it('weighs a column of equal values nothing, and all the same when none differs', () => {
  for (const normalisation of ['none', 'min-max'] as const) {
    const [flat] = entropyWeights(
      [
        [3, 1],
        [3, 8],
      ],
      { normalisation },
    )!;
    expect(flat).toBeCloseTo(0, 12);
    expect(
      entropyWeights(
        [
          [3, 8],
          [3, 8],
        ],
        { normalisation },
      ),
    ).toEqual([0.5, 0.5]);
  }
});

it('does not exist for one row or values below 0', () => {
  expect(entropyWeights([])).toBeNull();
  expect(entropyWeights([[1, 2]])).toBeNull();
  expect(
    entropyWeights([
      [1, -2],
      [1, 2],
    ]),
  ).toBeNull();
});

it('sums to 1 and does not mind the unit of a column', () => {
  const rows = fc.array(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 3, maxLength: 3 }), {
    minLength: 2,
    maxLength: 9,
  });
  fc.assert(
    fc.property(rows, (matrix) => {
      const weights = entropyWeights(matrix)!;
      const scaled = entropyWeights(matrix.map(([a, b, c]) => [1000 * a!, b!, c! / 7]))!;
      expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 10);
      weights.forEach((weight, i) => expect(scaled[i]).toBeCloseTo(weight, 8));
    }),
    { seed: 1 },
  );
});
