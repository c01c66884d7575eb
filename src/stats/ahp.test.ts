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

// P AHPy src/ahpy/ahpy.py: Saaty (2005) and Donegan & Dodd (1991), for 3 to 15 things
it.each([
  ['saaty-2005', [0.52, 0.89, 1.11, 1.25, 1.35, 1.4, 1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59]],
  [
    'donegan-dodd-1991',
    [0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055, 1.4213, 1.4497, 1.4643, 1.4822, 1.4969],
  ],
] as const)('divides by the published random index of %s', (table, published) => {
  published.forEach((random, i) => {
    const n = i + 3;
    const circle = Array.from({ length: n }, (_, a) =>
      Array.from({ length: n }, (_, b) => (a === 0 && b === n - 1 ? 1 / 3 : a === b ? 1 : 3 ** Math.sign(b - a))),
    );
    const { consistencyIndex, consistencyRatio } = ahp(circle, table)!;
    expect(consistencyIndex).toBeGreaterThan(0.01);
    expect(consistencyIndex / consistencyRatio!).toBeCloseTo(random, 10);
  });
});

// O: rows' geometric means give .178723, .018461 — near, but another method
it('is the eigenvector, not the geometric mean of the rows', () => {
  const full = upper.map((row, i) => row.map((value, j) => value ?? 1 / upper[j]![i]!));
  const means = full.map((row) => row.reduce((product, value) => product * value, 1) ** (1 / 7));
  const total = means.reduce((sum, mean) => sum + mean, 0);
  expect(means[0]! / total).toBeCloseTo(0.178723, 6);
  expect(means[1]! / total).toBeCloseTo(0.018461, 6);
  expect(Math.abs(drinks.weights[0]! - means[0]! / total)).toBeGreaterThan(0.001);
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
