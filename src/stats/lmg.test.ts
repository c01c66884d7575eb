import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mtcars } from '../../test/fixtures/mtcars';
import { swiss } from '../../test/fixtures/swiss';
import { johnson } from './johnson';
import { lmg } from './lmg';
import { correlations, moments } from './moments';
import { ols } from './ols';

function split(rows: readonly (readonly number[])[]): [number[][], number[]] {
  const [first, ...others] = correlations(moments(rows)!)!;
  return [others.map((row) => row.slice(1)), first!.slice(1)];
}

function expectAll(found: number[] | null, expected: number[], digits: number): void {
  expected.forEach((value, i) => expect(found![i]).toBeCloseTo(value, digits));
}

// O relaimpo 2.2-7
it('shares the R² of swiss as relaimpo does', () => {
  expectAll(lmg(...split(swiss)), [0.057091221, 0.171173029, 0.260134679, 0.10557015, 0.112765923], 8);
});

// O relaimpo genizi, which equals Johnson's weights
it('weighs swiss as relaimpo’s genizi does', () => {
  expectAll(johnson(...split(swiss)), [0.048416896, 0.15470825, 0.271964105, 0.11468003, 0.116965721], 8);
});

// O relaimpo (LMG); P README of rwa (Johnson)
it('shares the R² of mtcars as published', () => {
  expectAll(lmg(...split(mtcars)), [0.247052033, 0.243499595, 0.2109129, 0.077725111], 8);
  expectAll(johnson(...split(mtcars)), [0.2284797, 0.2221469, 0.2321744, 0.0963886], 7);
});

// O relaimpo 2.2-7: `first` is r², `last` what the predictor adds to the others, `pratt` β r
it('gives r, β and what each predictor of swiss adds, as relaimpo does', () => {
  const [, r] = split(swiss);
  const all = moments(swiss)!;
  const model = ols(all, 0, [1, 2, 3, 4, 5])!;
  const without = (one: number) =>
    ols(
      all,
      0,
      [1, 2, 3, 4, 5].filter((i) => i !== one),
    )!.r2;
  expect(model.r2).toBeCloseTo(0.706735, 6);
  expectAll(
    r.map((one) => one * one),
    [0.12466491, 0.41716447, 0.44061565, 0.2150035, 0.17351893],
    8,
  );
  expectAll(
    [1, 2, 3, 4, 5].map((i) => model.r2 - without(i)),
    [0.0428696071, 0.0073874185, 0.1619626931, 0.0623726258, 0.0569452587],
    9,
  );
  expectAll(
    model.coefficients.map(({ beta }, i) => beta * r[i]!),
    [-0.11048599, 0.1064274, 0.44500457, 0.16117681, 0.10461221],
    8,
  );
});

// P README of rwa: per cent of R² and the signs of the slopes
it('gives the published shares and signs of mtcars', () => {
  const raw = johnson(...split(mtcars))!;
  const { r2, coefficients } = ols(moments(mtcars)!, 0, [1, 2, 3, 4])!;
  expect(r2).toBeCloseTo(0.7791896, 7);
  expectAll(
    raw.map((one) => (100 * one) / r2),
    [29.32274, 28.50999, 29.79691, 12.37037],
    5,
  );
  expect(coefficients.map(({ value }) => Math.sign(value))).toEqual([-1, -1, -1, 1]);
});

it('gives collinear predictors equal shares, where Johnson’s weights do not exist', () => {
  const twins = [
    [1, 1],
    [1, 1],
  ];
  expectAll(lmg(twins, [0.6, 0.6]), [0.18, 0.18], 12);
  expect(johnson(twins, [0.6, 0.6])).toBeNull();
});

it('does not exist without predictors, with gaps, or (LMG) beyond 15 predictors', () => {
  const identity = Array.from({ length: 16 }, (_, i) => Array.from({ length: 16 }, (_, j) => (i === j ? 1 : 0)));
  expect(lmg([], [])).toBeNull();
  expect(johnson([], [])).toBeNull();
  expect(lmg([[1]], [Number.NaN])).toBeNull();
  expect(johnson([[Number.NaN]], [0.5])).toBeNull();
  expect(lmg(identity, new Array<number>(16).fill(0.1))).toBeNull();
  expect(johnson(identity, new Array<number>(16).fill(0.1))).toHaveLength(16);
});

const cell = fc.double({ min: -3, max: 3, noNaN: true });

it('sums to R², is never negative and follows the predictors when they are reordered', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell, cell, cell), { minLength: 12, maxLength: 40 }), (rows) => {
      const all = moments(rows.map((row, i) => row.map((x, j) => x + Math.sin(i * (j + 2) + j))))!;
      const model = ols(all, 0, [1, 2, 3, 4]);
      if (!model) return;
      const r = correlations(all)!;
      const of = (order: number[]): [number[][], number[]] => [
        order.map((i) => order.map((j) => r[i]![j]!)),
        order.map((i) => r[0]![i]!),
      ];
      for (const shares of [lmg(...of([1, 2, 3, 4]))!, johnson(...of([1, 2, 3, 4]))!]) {
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(model.r2, 8);
        expect(shares.every((share) => share >= 0)).toBe(true);
      }
      expectAll(
        lmg(...of([3, 1, 4, 2])),
        [3, 1, 4, 2].map((i) => lmg(...of([1, 2, 3, 4]))![i - 1]!),
        9,
      );
    }),
    { numRuns: 50 },
  );
});

it('shares the whole R² among 15 predictors', () => {
  const rows = Array.from({ length: 60 }, (_, i) =>
    Array.from({ length: 16 }, (_, j) => Math.sin(i * i * (j + 1)) + i / 50),
  );
  const shares = lmg(...split(rows))!;
  const model = ols(
    moments(rows)!,
    0,
    Array.from({ length: 15 }, (_, i) => i + 1),
  )!;
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(model.r2, 8);
});
