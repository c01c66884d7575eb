import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stl, type StlOptions } from './stl';
import golden from './stl.golden.json';

const published: StlOptions = {
  period: 12,
  seasonal: 35,
  trend: 19,
  lowPass: 13,
  seasonalDegree: 1,
  seasonalJump: 4,
  trendJump: 2,
  lowPassJump: 2,
  inner: 1,
  outer: 2,
};

// statsmodels stl_test_results.csv, from the Fortran program of Cleveland et al.
it.each([
  ['baseline', {}, 348],
  ['short', {}, 347],
  ['nljump-1', { lowPassJump: 1 }, 348],
  ['ntjump-1', { trendJump: 1 }, 348],
  ['nljump-1-ntjump-1', { lowPassJump: 1, trendJump: 1 }, 348],
] as const)('splits carbon dioxide as the published program does: %s', (scenario, options, n) => {
  const { seasonal, trend, weights } = stl(golden.co2.slice(0, n), { ...published, ...options })!;
  for (const [i, season, level, weight] of golden.rows[scenario] as [number, number, number, number][]) {
    expect(seasonal[i]).toBeCloseTo(season, 9);
    expect(trend[i]).toBeCloseTo(level, 9);
    expect(weights[i]).toBeCloseTo(weight, 9);
  }
});

// R stl(nottem, "per")
it('finds the same season every year when asked to, as R does', () => {
  const { seasonal, trend, remainder } = stl(golden.nottem, { period: 12, seasonal: 'periodic' })!;
  expect(seasonal[0]).toBeCloseTo(-9.347198027, 8);
  expect(trend[0]).toBeCloseTo(49.68067265, 8);
  expect(remainder[0]).toBeCloseTo(0.2665253789, 8);
  expect(seasonal[12]).toBe(seasonal[0]);
});

const season = [3, -1, -2, 0];
const wave = Array.from({ length: 40 }, (_, i) => 10 + i / 4 + season[i % 4]!);

it('sums to the series', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 8, maxLength: 40 }),
      fc.boolean(),
      (values, robust) => {
        const { seasonal, trend, remainder } = stl(values, { period: 4, robust })!;
        values.forEach((value, i) => expect(seasonal[i]! + trend[i]! + remainder[i]!).toBeCloseTo(value, 9));
      },
    ),
    { seed: 1, numRuns: 30 },
  );
});

it('passes over missing values', () => {
  const gaps = wave.map((value, i) => (i % 9 === 4 ? null : value));
  const { seasonal, remainder } = stl(gaps, { period: 4, seasonal: 'periodic' })!;
  seasonal.forEach((value, i) => expect(value).toBeCloseTo(season[i % 4]!, 1));
  expect(remainder[4]).toBeNull();
  expect(Math.max(...remainder.map((value) => Math.abs(value ?? 0)))).toBeLessThan(0.3);
});

it('keeps an outlier in the remainder when robust', () => {
  const spike = wave.map((value, i) => (i === 17 ? value + 30 : value));
  const { remainder, weights } = stl(spike, { period: 4, seasonal: 'periodic', robust: true })!;
  expect(remainder[17]).toBeCloseTo(30, 0);
  expect(weights[17]).toBe(0);
});

it('is content with a constant series', () => {
  const { seasonal, remainder } = stl(Array<number>(12).fill(5), { period: 3, robust: true })!;
  expect([...seasonal, ...remainder].every((value) => Math.abs(value!) < 1e-12)).toBe(true);
});

it('needs two seasons, and a value for every place of the season', () => {
  expect(stl([], { period: 4 })).toBeNull();
  expect(stl(wave.slice(0, 7), { period: 4 })).toBeNull();
  expect(stl(wave, { period: 1 })).toBeNull();
  expect(
    stl(
      wave.map((value, i) => (i % 4 === 2 ? null : value)),
      { period: 4 },
    ),
  ).toBeNull();
});
