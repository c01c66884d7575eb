import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ovarian } from '../../test/fixtures/ovarian';
import { auc } from './auc';
import { delongInterval, delongTest } from './delong';

const helped = ovarian.map((row) => row[3]);
const albumin = ovarian.map((row) => row[0]);
const protein = ovarian.map((row) => row[1]);
const kg = ovarian.map((row) => 10 - row[2]);

// As printed in the SAS/STAT User's Guide; further digits by the definition over all pairs, worked out apart from this code
it.each([
  { name: 'albumin', scores: albumin, auc: 0.7365591397849461, se: 0.0926943460524, low: 0.5549, high: 0.9182 },
  { name: 'total protein', scores: protein, auc: 0.6478494623655916, se: 0.1000473755837, low: 0.4518, high: 0.8439 },
  { name: 'K-G score', scores: kg, auc: 0.7258064516129032, se: 0.10282160898, low: 0.5243, high: 0.9273 },
])('gives the published area and interval of the $name', ({ scores, auc: area, se, low, high }) => {
  expect(auc(scores, helped)).toBeCloseTo(area, 14);
  const found = delongInterval(scores, helped)!;
  expect(found.se).toBeCloseTo(se, 11);
  expect(found.low).toBeCloseTo(low, 4);
  expect(found.high).toBeCloseTo(high, 4);
});

it.each([
  { name: 'albumin', scores: albumin, difference: 0.0108, se: 0.0953436177301, p: 0.9102063472 },
  { name: 'total protein', scores: protein, difference: -0.078, se: 0.1046095887181, p: 0.4561397075 },
])('tests $name against the K-G score as published', ({ scores, difference, se, p }) => {
  const found = delongTest(scores, kg, helped)!;
  expect(found.difference).toBeCloseTo(difference, 4);
  expect(found.se).toBeCloseTo(se, 11);
  expect(found.p).toBeCloseTo(p, 9);
});

it('counts pairs, ties half', () => {
  expect(auc([1, 2, 2, 3], [0, 0, 1, 1])).toBeCloseTo(3.5 / 4, 14);
  expect(auc([5, 5, 5], [0, 1, 1])).toBe(0.5);
});

it('does not exist without cases and controls', () => {
  expect(auc([], [])).toBeNull();
  expect(auc([1, 2], [1, 1])).toBeNull();
  expect(auc([Number.NaN, 2], [0, 1])).toBeNull();
  expect(delongInterval([1, 2, 3], [0, 0, 1])).toBeNull();
  expect(delongTest([1, 2, 3], [1, 2, 3], [0, 0, 1])).toBeNull();
});

it('has no test for scores that order alike', () => {
  expect(delongTest(kg, kg, helped)).toMatchObject({ difference: 0, z: null, p: null });
});

const row = fc.record({ one: fc.nat(8), other: fc.nat(8), outcome: fc.nat(1) });

it('equals the definition over all pairs', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 6, maxLength: 40 }), (rows) => {
      const ys = rows.map(({ outcome }) => outcome);
      const found = delongInterval(
        rows.map(({ one }) => one),
        ys,
      );
      const cases = rows.filter(({ outcome }) => outcome === 1);
      const controls = rows.filter(({ outcome }) => outcome === 0);
      if (cases.length < 2 || controls.length < 2) {
        expect(found).toBeNull();
        return;
      }
      const wins = (a: number, b: number): number => (a > b ? 1 : a === b ? 0.5 : 0);
      const mean = (xs: number[]): number => xs.reduce((sum, x) => sum + x, 0) / xs.length;
      const variance = (xs: number[]): number =>
        xs.reduce((sum, x) => sum + (x - mean(xs)) ** 2, 0) / (xs.length - 1) / xs.length;
      const ofCases = cases.map((a) => mean(controls.map((b) => wins(a.one, b.one))));
      const ofControls = controls.map((b) => mean(cases.map((a) => wins(a.one, b.one))));
      expect(found!.auc).toBeCloseTo(mean(ofCases), 12);
      expect(found!.se).toBeCloseTo(Math.sqrt(variance(ofCases) + variance(ofControls)), 12);
    }),
  );
});
