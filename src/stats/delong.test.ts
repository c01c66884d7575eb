import fc from 'fast-check';
import { expect, it } from 'vitest';
import { asahRanks } from '../../test/fixtures/asah-ranks';
import { auc } from './auc';
import { delongInterval, delongTest } from './delong';

const outcomes = asahRanks.map(([outcome]) => outcome);
const wfns = asahRanks.map((row) => row[1]);
const s100b = asahRanks.map((row) => row[2]);
const ndka = asahRanks.map((row) => row[3]);

// P pROC tests/testthat/test-auc.R, test-ci.auc.R; s100b O pROC 1.18.0
it('gives the published areas and intervals of aSAH', () => {
  expect(auc(wfns, outcomes)).toBeCloseTo(0.823678861788618, 14);
  const found = delongInterval(ndka, outcomes)!;
  expect(found.auc).toBeCloseTo(0.611957994579946, 14);
  expect(found.low).toBeCloseTo(0.501244999271703, 12);
  expect(found.high).toBeCloseTo(0.722670989888189, 12);
  const second = delongInterval(s100b, outcomes)!;
  expect(second.auc).toBeCloseTo(0.7313685637, 10);
  expect(second.low).toBeCloseTo(0.6301182, 7);
  expect(second.high).toBeCloseTo(0.8326189, 7);
});

// O pROC 1.18.0
it('tests WFNS against S100β as pROC does', () => {
  const found = delongTest(wfns, s100b, outcomes)!;
  expect(found.z).toBeCloseTo(2.2089836, 7);
  expect(found.p).toBeCloseTo(0.02717578, 8);
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
  expect(delongTest(ndka, ndka, outcomes)).toMatchObject({ difference: 0, z: null, p: null });
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
