import { expect, it } from 'vitest';
import { placeOf, reachOf, shadeOf } from './shade';

const cell = (value: number | null, low: number | null, high: number | null, lowBase = false) => ({
  value,
  low,
  high,
  lowBase,
});
const aim = { value: 0.7, kind: 'whole', better: 'more' } as const;

it('reaches over all intervals and stays on the scale', () => {
  const reach = reachOf([cell(0.95, 0.9, 0.99), cell(0.5, 0.4, 0.6)], 0.7, [0, 1])!;
  expect(reach.from).toBeCloseTo(0.4 - 0.59 * 0.06);
  expect(reach.to).toBe(1);
  expect(reach.strong).toBeCloseTo(0.25);
  expect(placeOf(reach.from, reach)).toBe(0);
  expect(placeOf(2, reach)).toBe(1);
});

it('has no reach without figures, and room where all are equal', () => {
  expect(reachOf([cell(null, null, null)], null, null)).toBeNull();
  const reach = reachOf([cell(5, null, null)], 5, null)!;
  expect(reach.from).toBeLessThan(5);
  expect(placeOf(5, reach)).toBeCloseTo(0.5);
});

it('colours by distance from the aim, and turns round where less is better', () => {
  const reach = reachOf([cell(0.95, 0.9, 0.99), cell(0.5, 0.4, 0.6)], 0.7, [0, 1])!;
  expect(shadeOf(cell(0.95, 0.9, 0.99), aim, reach)).toBe(6);
  expect(shadeOf(cell(0.5, 0.4, 0.6), aim, reach)).toBe(0);
  expect(shadeOf(cell(0.5, 0.4, 0.6), { ...aim, better: 'less' }, reach)).toBe(6);
  expect(shadeOf(cell(0.64, 0.62, 0.66), aim, reach)).toBe(2);
});

it('stays pale where the interval holds the aim, and says nothing on a low base', () => {
  const reach = reachOf([cell(0.2, 0.1, 0.9)], 0.7, [0, 1])!;
  expect(shadeOf(cell(0.2, 0.1, 0.9), aim, reach)).toBe(3);
  expect(shadeOf(cell(0.2, 0.1, 0.3, true), aim, reach)).toBeNull();
});
