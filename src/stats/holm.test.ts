import { expect, it } from 'vitest';
import { holm } from './holm';

// statsmodels test_proportion.py: pairwise smokers, as pairwise.prop.test of R
it('gives the published adjustment in the order given', () => {
  const raw = [
    0.00533824886503131, 0.8327574849753566, 0.1880573726722516, 0.002026764254350234, 0.1309487516334318,
    0.1076118730631731,
  ];
  const expected = [
    0.02669124432515654, 0.8327574849753566, 0.4304474922526926, 0.0121605855261014, 0.4304474922526926,
    0.4304474922526926,
  ];
  holm(raw).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 12));
});

it('keeps tests that do not exist and does not count them', () => {
  expect(holm([null, 0.02, null, 0.03])).toEqual([null, 0.04, null, 0.04]);
  expect(holm([])).toEqual([]);
});
