import { expect, it } from 'vitest';
import { quantile } from './quantile';

const wafers = [
  95.1772, 95.1567, 95.1937, 95.1959, 95.1442, 95.061, 95.1591, 95.1195, 95.1065, 95.0925, 95.199, 95.1682,
].sort((a, b) => a - b);
const tens = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100];

// NIST/SEMATECH e-Handbook 7.2.6.2 prints 95.1981, 95.1957, 95.1972; digits of R
it.each([
  [6, 95.19807],
  [7, 95.19568],
  [8, 95.19724333],
] as const)('gives the published 90th percentile of type %i', (type, expected) => {
  expect(quantile(wafers, 0.9, type)).toBeCloseTo(expected, 8);
});

// R quantile()
it.each([
  [1, 50, 90, 100],
  [7, 55, 91, 95.5],
  [6, 55, 99, 100],
] as const)('gives the median, p90 and p95 of R by type %i', (type, ...expected) => {
  expect([0.5, 0.9, 0.95].map((p) => +quantile(tens, p, type)!.toFixed(9))).toEqual(expected);
});

// Databricks documentation of percentile_cont and percentile_disc
it.each([
  [0.5, 1.5, 1],
  [0.4, 1.2, 1],
  [0.1, 0.3, 0],
])('gives the documented continuous and discrete percentile %d of 0, 1, 2, 10', (p, continuous, discrete) => {
  expect(quantile([0, 1, 2, 10], p)).toBeCloseTo(continuous, 12);
  expect(quantile([0, 1, 2, 10], p, 1)).toBe(discrete);
});

it('is not misled by rounding where the rank is whole', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
  for (let percent = 1; percent <= 100; percent++) expect(quantile(hundred, percent / 100, 1)).toBe(percent);
});

it('has no quantile without values', () => {
  expect(quantile([], 0.5)).toBeNull();
});
