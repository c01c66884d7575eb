import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ahp } from './ahp';

// Saaty (2008): relative consumption of coffee, wine, tea, beer, soda, milk, water in the US
const upper: (number | null)[][] = [
  [1, 9, 5, 2, 1, 1, 1 / 2],
  [null, 1, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9],
  [null, null, 1, 1 / 3, 1 / 4, 1 / 3, 1 / 9],
  [null, null, null, 1, 1 / 2, 1, 1 / 3],
  [null, null, null, null, 1, 2, 1 / 2],
  [null, null, null, null, null, 1, 1 / 3],
  [null, null, null, null, null, null, 1],
];
const drinks = ahp(upper)!;

// AHPy README and tests print three digits and CR .022 (Saaty), .0235 (Donegan & Dodd); the digits recomputed from them
it('gives the published weights of the drinks', () => {
  const expected = [0.177457, 0.019149, 0.041831, 0.116417, 0.189572, 0.128781, 0.326793];
  drinks.weights.forEach((weight, i) => expect(weight).toBeCloseTo(expected[i]!, 6));
  expect(drinks.lambdaMax).toBeCloseTo(7.17662903933035, 10);
  expect(drinks.consistencyIndex).toBeCloseTo(0.02943817, 8);
});

it('names its random index', () => {
  expect(drinks.consistencyRatio).toBeCloseTo(0.02180605423831479, 10);
  expect(ahp(upper, 'donegan-dodd-1991')!.consistencyRatio).toBeCloseTo(0.023514796087327237, 10);
});

it('takes a comparison from the lower triangle when the upper is empty', () => {
  expect(
    ahp([
      [1, null],
      [1 / 4, 1],
    ])!.weights[0],
  ).toBeCloseTo(0.8, 12);
});

const weightsOf = (raw: readonly number[]): number[] => raw.map((value) => value / raw.reduce((a, b) => a + b, 0));
const raw = fc.array(fc.double({ min: 0.1, max: 9, noNaN: true }), { minLength: 3, maxLength: 8 });

it('recovers consistent weights, also from a chain of comparisons alone', () => {
  fc.assert(
    fc.property(raw, (values) => {
      const full = values.map((a) => values.map((b) => a / b));
      const chain = full.map((row, i) => row.map((ratio, j) => (Math.abs(i - j) <= 1 ? ratio : null)));
      for (const matrix of [full, chain]) {
        const { weights, consistencyRatio } = ahp(matrix)!;
        weightsOf(values).forEach((weight, i) => expect(weights[i]).toBeCloseTo(weight, 8));
        expect(consistencyRatio).toBeCloseTo(0, 8);
      }
    }),
    { seed: 1 },
  );
});

it('is consistent with up to two things and has no ratio above fifteen', () => {
  expect(ahp([[1]])!.weights).toEqual([1]);
  expect(
    ahp([
      [1, 3],
      [null, 1],
    ])!.consistencyRatio,
  ).toBe(0);
  expect(ahp(Array.from({ length: 16 }, () => Array<number>(16).fill(1)))!.consistencyRatio).toBeNull();
});

it('has no weights of nothing, of unconnected things or of ratios that are not positive', () => {
  expect(ahp([])).toBeNull();
  expect(
    ahp([
      [1, null],
      [null, 1],
    ]),
  ).toBeNull();
  expect(
    ahp([
      [1, 0],
      [null, 1],
    ]),
  ).toBeNull();
  expect(
    ahp([
      [1, -2],
      [null, 1],
    ]),
  ).toBeNull();
});

it('finds three comparisons that contradict each other', () => {
  const circle = [
    [1, 3, 1 / 3],
    [null, 1, 3],
    [null, null, 1],
  ];
  const { weights, lambdaMax, consistencyRatio } = ahp(circle)!;
  weights.forEach((weight) => expect(weight).toBeCloseTo(1 / 3, 12));
  expect(lambdaMax).toBeCloseTo(1 + 3 + 1 / 3, 12);
  expect(consistencyRatio).toBeCloseTo(4 / 3 / 2 / 0.52, 12);
});
