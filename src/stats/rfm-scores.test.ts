import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rfmCustomers } from '../../test/fixtures/rfm-customers';
import { rfmScores } from './rfm-scores';
import { rfmSegment } from './rfm-segment';

const customers = rfmCustomers();
const { cuts, scores } = rfmScores(customers)!;

// O metrics.md 5.3
it('cuts the customers of the rfm package as stated', () => {
  expect(customers.reduce((sum, { monetary }) => sum + monetary, 0)).toBe(464158);
  expect(customers.reduce((sum, { frequency }) => sum + frequency, 0)).toBe(4906);
  [115, 181, 297.4, 482].forEach((cut, i) => expect(cuts.r[i]).toBeCloseTo(cut, 9));
  [4, 5, 6, 8].forEach((cut, i) => expect(cuts.f[i]).toBeCloseTo(cut, 9));
  [255.8, 382, 506.4, 666].forEach((cut, i) => expect(cuts.m[i]).toBeCloseTo(cut, 9));
});

// P README of rfm: Abbey O'Reilly, Add Senger, Aden Lesch, Aden Murphy, Admiral Senger
it.each([
  [205, 6, 472, 343],
  [140, 3, 340, 412],
  [194, 4, 405, 323],
  [98, 7, 596, 544],
  [132, 5, 448, 433],
])('scores recency %i, frequency %i, monetary %i as %i', (recency, frequency, monetary, score) => {
  const i = customers.findIndex((c) => c.recency === recency && c.frequency === frequency && c.monetary === monetary);
  const { r, f, m } = scores[i]!;
  expect(100 * r + 10 * f + m!).toBe(score);
});

it('scores no M where the total is not known, and cuts by those that are', () => {
  const values = [1, 2, 3, 4, 5].map((n) => ({ recency: n, frequency: n, monetary: n === 3 ? null : n }));
  const found = rfmScores(values, 2)!;
  expect(found.scores.map(({ m }) => m)).toEqual([1, 1, null, 2, 2]);
  expect(found.cuts.m).toEqual([4]);
  expect(
    rfmScores(
      values.map((one) => ({ ...one, monetary: null })),
      2,
    )!.cuts.m,
  ).toEqual([]);
});

// O metrics.md 5.3
it('fills the bins as stated', () => {
  const sizes = (of: (s: { r: number; f: number; m: number | null }) => number | null): number[] =>
    [1, 2, 3, 4, 5].map((value) => scores.filter((s) => of(s) === value).length);
  expect(sizes(({ r }) => r)).toEqual([197, 200, 199, 199, 200]);
  expect(sizes(({ f }) => f)).toEqual([268, 187, 176, 244, 120]);
  expect(sizes(({ m }) => m)).toEqual([200, 200, 198, 202, 195]);
  expect(scores.filter(({ r, f, m }) => r === 5 && f === 5 && m === 5)).toHaveLength(35);
});

// P tests/testthat of rfm: Abbey O'Reilly, Add Senger, Aden Lesch
it('names segments as the package does', () => {
  expect(rfmSegment({ r: 5, f: 5, m: 5 })).toBe('champions');
  expect(rfmSegment({ r: 4, f: 1, m: 2 })).toBe('new');
  expect(rfmSegment({ r: 1, f: 1, m: 1 })).toBe('lost');
  expect(rfmSegment({ r: 3, f: 3, m: 1 })).toBe('about-to-sleep');
});

it('gives equal values equal scores and marks cut points that coincide', () => {
  const alike = rfmScores(Array.from({ length: 9 }, (_, i) => ({ recency: i, frequency: 1, monetary: 10 })))!;
  expect(new Set(alike.scores.map(({ f }) => f)).size).toBe(1);
  expect(alike.coarse).toEqual({ r: false, f: true, m: true });
});

it('does not exist without customers, with one bin, or with a missing value', () => {
  expect(rfmScores([])).toBeNull();
  expect(rfmScores([{ recency: 1, frequency: 1, monetary: 1 }], 1)).toBeNull();
  expect(rfmScores([{ recency: Number.NaN, frequency: 1, monetary: 1 }])).toBeNull();
});

it('never ranks a more recent or larger customer lower', () => {
  const value = fc.record({ recency: fc.nat(50), frequency: fc.nat(9), monetary: fc.nat(500) });
  fc.assert(
    fc.property(fc.array(value, { minLength: 2, maxLength: 40 }), (some) => {
      const found = rfmScores(some)!.scores;
      some.forEach((one, i) =>
        some.forEach((other, j) => {
          if (one.recency < other.recency) expect(found[i]!.r).toBeGreaterThanOrEqual(found[j]!.r);
          if (one.frequency > other.frequency) expect(found[i]!.f).toBeGreaterThanOrEqual(found[j]!.f);
        }),
      );
    }),
    { numRuns: 40 },
  );
});
