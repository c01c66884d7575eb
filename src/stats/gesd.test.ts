import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gesd } from './gesd';
import { robustZ } from './robust-z';

const rosner = [
  -0.25, 0.68, 0.94, 1.15, 1.2, 1.26, 1.26, 1.34, 1.38, 1.43, 1.49, 1.49, 1.55, 1.56, 1.58, 1.65, 1.69, 1.7, 1.76, 1.77,
  1.81, 1.91, 1.94, 1.96, 1.99, 2.06, 2.09, 2.1, 2.14, 2.15, 2.23, 2.24, 2.26, 2.35, 2.37, 2.4, 2.47, 2.54, 2.62, 2.64,
  2.9, 2.92, 2.92, 2.93, 3.21, 3.26, 3.3, 3.59, 3.68, 4.3, 4.64, 5.34, 5.42, 6.01,
];

// NIST/SEMATECH e-Handbook 1.3.5.17.3, printed digits cut off
it('gives the published statistics and three outliers that hide each other', () => {
  const { steps, outliers } = gesd(rosner, { most: 10 });
  const cut = (value: number): number => Math.floor(value * 1000) / 1000;
  expect(steps.map((step) => cut(step.statistic))).toEqual([
    3.118, 2.942, 3.179, 2.81, 2.815, 2.848, 2.279, 2.31, 2.101, 2.067,
  ]);
  expect(steps.map((step) => cut(step.critical))).toEqual([
    3.158, 3.151, 3.143, 3.136, 3.128, 3.12, 3.111, 3.103, 3.094, 3.085,
  ]);
  expect(outliers.map((index) => rosner[index])).toEqual([6.01, 5.42, 5.34]);
  // O, uncut
  [
    [3.11891, 3.15879],
    [2.94297, 3.15143],
    [3.17942, 3.14389],
  ].forEach(([statistic, critical], i) => {
    expect(steps[i]!.statistic).toBeCloseTo(statistic!, 5);
    expect(steps[i]!.critical).toBeCloseTo(critical!, 5);
  });
});

it('finds them from the median too', () => {
  expect(gesd(rosner, { most: 10, robust: true }).outliers.length).toBeGreaterThanOrEqual(3);
});

it.each([[[]], [[1]], [[2, 2, 2, 2]], [[0.1, 0.1, 0.1]]])('finds no outlier in %j', (values) => {
  expect(gesd(values, { most: 3 }).outliers).toEqual([]);
  expect(gesd(values, { most: 3, robust: true }).outliers).toEqual([]);
});

it('does not mind unit or order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 5, maxLength: 40 }), (values) => {
      const there = gesd(values, { most: 4 }).outliers.map((index) => values[index]!);
      const turned = values.map((value) => -8 * value).reverse();
      const back = gesd(turned, { most: 4 }).outliers.map((index) => turned[index]! / -8);
      expect(back.length).toBe(there.length);
    }),
    { seed: 1 },
  );
});

// scipy 1.17.1 stats.median_abs_deviation(scale='normal') of 1, 2, 3, 4, 100 is 1.482602218505602
it('measures from the median in robust deviations', () => {
  expect(robustZ([1, 2, 3, null, 4, 100])[5]).toBeCloseTo(97 / 1.482602218505602, 10);
  expect(robustZ([1, 2, 3, null, 4, 100])[3]).toBeNull();
  expect(robustZ([5, 5, 5, 9])).toEqual([null, null, null, null]);
  expect(robustZ([])).toEqual([]);
});
