import { expect, it } from 'vitest';
import { chiSquareCdf } from './chi-square-cdf';
import { logGamma } from './log-gamma';
import { normalCdf } from './normal-cdf';
import { normalQuantile } from './normal-quantile';
import { tCdf } from './t-cdf';
import { tQuantile } from './t-quantile';
import { z95 } from './z95';
import { zOf } from './z-of';

// scipy 1.17.1: stats.norm, stats.t, stats.chi2, special.gammaln
it.each([
  ['normal quantile', normalQuantile(0.975), 1.959963984540054],
  ['normal quantile', normalQuantile(0.0001), -3.7190164854556804],
  ['normal share', normalCdf(-1.4078304151258787), 0.07959064590578496],
  ['t quantile', tQuantile(0.975, 9), 2.262157162798205],
  ['t quantile', tQuantile(0.975, 3.7), 2.8675207071911895],
  ['t quantile', tQuantile(0.99, 1), 31.820515953773935],
  ['t share', tCdf(-2.5, 7.3), 0.019825117332800214],
  ['chi-square share', chiSquareCdf(11.11938768628861, 3), 0.9889024886334187],
  ['log gamma', logGamma(10.5), 13.940625219403763],
])('gives the %s of SciPy: %d', (_name, value, expected) => {
  expect(Math.abs(value / expected - 1)).toBeLessThan(1e-12);
});

it('takes the published half-width at 95 % and the quantile elsewhere', () => {
  expect(zOf(0.95)).toBe(z95);
  expect(zOf(0.99)).toBeCloseTo(2.5758293035489004, 12);
  expect(zOf(0.9)).toBeCloseTo(1.6448536269514722, 12);
});

it.each([0, 1, -1, NaN])('refuses a confidence of %d', (confidence) => {
  expect(() => zOf(confidence)).toThrow(RangeError);
});
