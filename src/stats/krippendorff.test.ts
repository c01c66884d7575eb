import fc from 'fast-check';
import { expect, it } from 'vitest';
import { krippendorff } from './krippendorff';

// 3 coders × 15 units of the sample of fast-krippendorff; values from the definition
const coders = [
  [null, null, null, null, null, 3, 4, 1, 2, 1, 1, 3, 3, null, 3],
  [1, null, 2, 1, 3, 3, 4, 3, null, null, null, null, null, null, null],
  [null, null, 2, 1, 3, 4, 4, null, 2, 1, 1, 3, 3, null, 4],
];
const units = coders[0]!.map((_, unit) => coders.map((coder) => coder[unit]!));

it.each([
  ['nominal', 0.691358024691358],
  ['interval', 0.8108448928121059],
] as const)('gives the known %s α of the sample', (metric, expected) => {
  expect(krippendorff(units, metric)).toBeCloseTo(expected, 12);
});

it.each(['nominal', 'interval'] as const)('has no %s α without pairs or without variation', (metric) => {
  expect(krippendorff([], metric)).toBeNull();
  expect(krippendorff([[1], [2, null]], metric)).toBeNull();
  expect(
    krippendorff(
      [
        [4, 4],
        [4, 4, 4],
      ],
      metric,
    ),
  ).toBeNull();
});

it('is 1 for full agreement and does not mind the scale', () => {
  expect(
    krippendorff(
      [
        [1, 1],
        [2, 2],
        [5, 5],
      ],
      'interval',
    ),
  ).toBe(1);
  const unit = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(unit, { minLength: 1, maxLength: 8 }), (ratings) => {
      const alpha = krippendorff(ratings, 'interval');
      const stretched = krippendorff(
        ratings.map((row) => row.map((value) => 20 * value - 7)),
        'interval',
      );
      if (alpha === null) expect(stretched).toBeNull();
      else expect(stretched).toBeCloseTo(alpha, 9);
    }),
    { seed: 1 },
  );
});
