import { expect, it } from 'vitest';
import { brier } from './brier';
import { calibration } from './calibration';
import { logLoss } from './log-loss';

// golden.json brier: O, scikit-learn's example
it('scores four probabilities as .0375', () => {
  expect(brier([0.1, 0.9, 0.8, 0.3], [0, 1, 1, 0])).toBeCloseTo(0.0375, 15);
});

// worked by hand: −(ln .9 + ln .8) / 2
it('takes the mean negative log-likelihood', () => {
  expect(logLoss([0.1, 0.8], [0, 1])).toBeCloseTo(-(Math.log(0.9) + Math.log(0.8)) / 2, 14);
  expect(logLoss([0, 1], [1, 1])).toBeCloseTo(-Math.log(1e-15) / 2, 6);
});

// worked by hand: bins of .1 (no event), .85 (one), and .95 with 1 (two): (.1 + .15 + .05) / 4
it('compares each bin’s mean probability with its share of events', () => {
  const found = calibration([0.1, 0.95, 0.85, 1], [0, 1, 1, 1])!;
  expect(found.bins).toHaveLength(10);
  expect(found.bins[1]).toMatchObject({ from: 0.1, to: 0.2, n: 1, predicted: 0.1, observed: 0 });
  expect(found.bins[9]!.n).toBe(2);
  expect(found.bins[5]).toMatchObject({ n: 0, predicted: null, observed: null });
  expect(found.ece).toBeCloseTo((0.1 + 0.15 + 0.05) / 4, 12);
});

// by hand: none of one lies in 0 to z² / (1 + z²), both of two in 1 − z² / (2 + z²) to 1
it('bounds each bin’s share of events by the events, not by the bin', () => {
  const [, low, , , , empty, , , , high] = calibration([0.1, 0.95, 0.85, 1], [0, 1, 1, 1])!.bins;
  const z2 = 1.959963984540054 ** 2;
  expect([low!.low, low!.high]).toEqual([0, expect.closeTo(z2 / (1 + z2), 12)]);
  expect([high!.low, high!.high]).toEqual([expect.closeTo(1 - z2 / (2 + z2), 12), 1]);
  expect([empty!.low, empty!.high]).toEqual([null, null]);
});

it('does not exist without probabilities', () => {
  expect([brier([], []), logLoss([], []), calibration([], [])]).toEqual([null, null, null]);
});
