import fc from 'fast-check';
import { expect, it } from 'vitest';
import { correlation } from './correlation';
import { midRanks } from './mid-ranks';
import { partialSpearman } from './partial-spearman';
import { spearman } from './spearman';

const x = [1, 2, 2, 3, 5, 5, 5, 8, 9, 1];
const y = [2, 1, 4, 4, 5, 3, 6, 6, 7, 3];
const tenure = [1, 1, 2, 2, 3, 1, 1, 4, 2, 1];
const purchases = [3, 1, 2, 2, 5, 4, 1, 1, 6, 2];

// scipy 1.17.1: stats.pearsonr with its confidence interval, stats.spearmanr
it('gives the correlations of SciPy', () => {
  const pearson = correlation(x, y)!;
  expect(pearson.r).toBeCloseTo(0.8261365356213229, 12);
  expect(pearson.p).toBeCloseTo(0.003222565441197143, 12);
  expect(pearson.low).toBeCloseTo(0.4095305218947337, 12);
  expect(pearson.high).toBeCloseTo(0.9576396107626435, 12);
  const rank = spearman(x, y)!;
  expect(rank.rho).toBeCloseTo(0.8162350242895312, 12);
  expect(rank.p).toBeCloseTo(0.003971004495064163, 12);
});

it('has the interval of Bonett and Wright', () => {
  const { rho, low, high } = spearman(x, y)!;
  const half = 1.959963984540054 * Math.sqrt((1 + rho ** 2 / 2) / 7);
  expect(low).toBeCloseTo(Math.tanh(Math.atanh(rho) - half), 12);
  expect(high).toBeCloseTo(Math.tanh(Math.atanh(rho) + half), 12);
});

// NumPy: −P₀₁/√(P₀₀P₁₁) of the inverse P of the correlation matrix of scipy.stats.rankdata
it('holds one or two controls fixed', () => {
  expect(partialSpearman(x, y, [tenure])!.rho).toBeCloseTo(0.7220103867478768, 12);
  expect(partialSpearman(x, y, [tenure, purchases])!.rho).toBeCloseTo(0.7221719594170295, 12);
  const counts = x.map((_, at) => 1 + (at % 3));
  const each = (values: readonly number[]) => values.flatMap((value, at) => Array<number>(counts[at]!).fill(value));
  const counted = partialSpearman(x, y, [tenure, purchases], { counts })!;
  const spread = partialSpearman(each(x), each(y), [each(tenure), each(purchases)])!;
  expect(counted.n).toBe(spread.n);
  for (const name of ['rho', 'low', 'high'] as const) expect(counted[name]).toBeCloseTo(spread[name]!, 12);
  expect(partialSpearman(x, y, [])).toEqual(spearman(x, y));
});

it('gains nothing from a control that does not vary or comes twice', () => {
  const once = partialSpearman(x, y, [tenure])!;
  expect(partialSpearman(x, y, [tenure, x.map(() => 4)])).toEqual(once);
  const twice = partialSpearman(x, y, [tenure, tenure.map((value) => 10 * value)])!;
  expect(twice.rho).toBeCloseTo(once.rho, 10);
  expect(twice.low).toBeCloseTo(once.low!, 10);
});

it('has no partial correlation when a control says it all', () => {
  expect(partialSpearman(x, y, [x])).toBeNull();
  expect(
    partialSpearman(
      x,
      x.map(() => 1),
      [tenure],
    ),
  ).toBeNull();
});

it('gives ties their mean rank', () => {
  expect(midRanks([30, 10, 20, 20])).toEqual([4, 1, 2.5, 2.5]);
  expect(midRanks([10, 20], [3, 2])).toEqual([2, 4.5]);
  expect(midRanks([])).toEqual([]);
});

it('treats counts as pairs written out', () => {
  const cell = fc.record({ x: fc.integer({ min: 1, max: 5 }), y: fc.integer({ min: 1, max: 5 }), count: fc.nat(4) });
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 10 }), (cells) => {
      const counts = cells.map((row) => row.count);
      const written = cells.flatMap((row) => Array<{ x: number; y: number }>(row.count).fill(row));
      const short = spearman(
        cells.map((row) => row.x),
        cells.map((row) => row.y),
        { counts },
      );
      const long = spearman(
        written.map((row) => row.x),
        written.map((row) => row.y),
      );
      if (long === null) expect(short).toBeNull();
      else expect(short!.rho).toBeCloseTo(long.rho, 10);
    }),
    { seed: 1 },
  );
});

it.each([
  [[], []],
  [[1], [2]],
  [
    [3, 3, 3],
    [1, 2, 3],
  ],
  [
    [0.1, 0.1, 0.1],
    [1, 2, 3],
  ],
])('has no correlation of %j and %j', (a, b) => {
  expect(correlation(a, b)).toBeNull();
  expect(spearman(a, b)).toBeNull();
});

it('has no interval of a full correlation or of three pairs', () => {
  expect(correlation([1, 2, 3, 4], [2, 4, 6, 8])).toEqual({ r: 1, n: 4, low: null, high: null, p: null });
  expect(correlation([1, 2, 3], [2, 4, 3])!.low).toBeNull();
});
