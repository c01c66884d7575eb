import { expect, it } from 'vitest';
import { cusum } from './cusum';
import { ewma } from './ewma';
import { normalQuantile } from './normal-quantile';
import { seeded } from './random';

const x = [
  52, 47, 53, 49.3, 50.1, 47, 51, 50.1, 51.2, 50.5, 49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1,
];

// NIST/SEMATECH e-Handbook 6.3.2.4, printed with two digits
it('gives the published moving average and limits', () => {
  const printed = [
    50.6, 49.52, 50.56, 50.18, 50.16, 49.21, 49.75, 49.85, 50.26, 50.33, 50.11, 49.36, 49.52, 50.05, 49.38, 49.92,
    50.73, 51.23, 51.94, 51.99,
  ];
  const points = ewma(x, { target: 50, sigma: 2.0539, lambda: 0.3, limits: 'asymptotic' });
  points.forEach((point, i) => expect(Math.abs(point.ewma! - printed[i]!)).toBeLessThan(0.0051));
  expect(points[0]!.upper).toBeCloseTo(52.5884, 4);
  expect(points[0]!.lower).toBeCloseTo(47.41157, 5);
  expect(points.some((point) => point.signal)).toBe(false);
});

it('starts with narrow limits that widen to the asymptotic ones', () => {
  const exact = ewma(x, { target: 50, sigma: 2, lambda: 0.3 });
  const wide = ewma(x, { target: 50, sigma: 2, lambda: 0.3, limits: 'asymptotic' });
  expect(exact[0]!.upper - 50).toBeCloseTo(3 * 2 * 0.3, 12);
  expect(exact.at(-1)!.upper).toBeCloseTo(wide.at(-1)!.upper, 5);
});

it('passes over a missing period', () => {
  const points = ewma([52, null, 47], { target: 50, sigma: 1 });
  expect(points[1]).toMatchObject({ value: null, ewma: null, signal: false });
  expect(points[2]!.ewma).toBe(ewma([52, 47], { target: 50, sigma: 1 })[1]!.ewma);
});

const batches = [
  324.925, 324.675, 324.725, 324.35, 325.35, 325.225, 324.125, 324.525, 325.225, 324.6, 324.625, 325.15, 328.325,
  327.25, 327.825, 328.5, 326.675, 327.775, 326.875, 328.35,
];

// NIST/SEMATECH e-Handbook 6.3.2.3, prints rounded; upper sums unrounded
it('gives the published cumulative sums and finds the change after group 12', () => {
  const points = cusum(batches, { target: 325, slack: 0.3175, limit: 4.1959 });
  [3.0075, 4.94, 7.4475, 10.63, 11.9875, 14.445, 16.0025, 19.035].forEach((sum, i) =>
    expect(points[12 + i]!.upperSum).toBeCloseTo(sum, 9),
  );
  [0, 0.01, 0, 0.33, 0, 0, 0.56, 0.72, 0.17, 0.25, 0.31, 0, 0].forEach((sum, i) =>
    expect(Math.abs(points[i]!.lowerSum - sum)).toBeLessThan(0.0051),
  );
  expect(points.findIndex((point) => point.signal !== null)).toBe(13);
  expect(points[13]).toMatchObject({ signal: 'up', changePoint: 11 });
});

it('finds a fall as it finds a rise, and starts again when told to', () => {
  const turned = batches.map((value) => 650 - value);
  expect(cusum(turned, { target: 325, slack: 0.3175, limit: 4.1959 })[13]).toMatchObject({
    signal: 'down',
    changePoint: 11,
  });
  const reset = cusum(batches, { target: 325, slack: 0.3175, limit: 4.1959, reset: true });
  expect(reset[14]!.upperSum).toBeCloseTo(2.5075, 9);
  expect(reset[15]).toMatchObject({ signal: 'up', changePoint: 13 });
});

it('carries sums over a missing period', () => {
  const points = cusum([3, null, 3], { target: 0, slack: 0.5, limit: 4 });
  expect(points[1]).toEqual({ value: null, upperSum: 2.5, lowerSum: 0, signal: null, changePoint: null });
  expect(points[2]).toMatchObject({ upperSum: 5, signal: 'up', changePoint: -1 });
});

// Lucas & Crosier (1982) and Lucas & Saccucci (1990), as in the R package spc
it.each([
  ['CUSUM, k = ½, h = 4', 1, 8.38],
  ['CUSUM, k = ½, h = 4', 2, 3.34],
  ['EWMA, λ = ½, L = 3.071', 1, 17.5],
  ['EWMA, λ = ½, L = 3.071', 2, 3.63],
])('%s finds a shift of %d σ after the published mean of %d values', (chart, shift, published) => {
  const random = seeded(3);
  const first = (values: number[]): number =>
    chart.startsWith('CUSUM')
      ? cusum(values, { target: 0, slack: 0.5, limit: 4 }).findIndex((point) => point.signal !== null)
      : ewma(values, { target: 0, sigma: 1, lambda: 0.5, width: 3.071, limits: 'asymptotic' }).findIndex(
          (p) => p.signal,
        );
  const runs = 4000;
  let total = 0;
  for (let run = 0; run < runs; run++) {
    const values = Array.from({ length: Math.ceil(25 * published) }, () => shift + normalQuantile(random() || 0.5));
    total += first(values) + 1;
  }
  expect(Math.abs(total / runs / published - 1)).toBeLessThan(0.05);
});
