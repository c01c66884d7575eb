import { expect, it } from 'vitest';
import { covarianceMatrix } from './covariance-matrix';
import { cronbach } from './cronbach';
import { cronbachInterval } from './cronbach-interval';
import { normalQuantile } from './normal-quantile';
import { seeded } from './random';

// 1 − (1 − α) F with the F values of scipy 1.17.1, for the α of R's `attitude` (psych 2.2.9)
it.each([
  [0.95, 0.7393756863662654, 0.9157730723936907],
  [0.9, 0.7595698013095254, 0.9066286220093362],
])('gives the interval of Feldt at %d', (confidence, low, high) => {
  const found = cronbachInterval(0.84314277, 30, 7, confidence)!;
  expect(found.low).toBeCloseTo(low, 10);
  expect(found.high).toBeCloseTo(high, 10);
});

it('does not exist for one person or one item', () => {
  expect(cronbachInterval(0.5, 1, 7)).toBeNull();
  expect(cronbachInterval(0.5, 30, 1)).toBeNull();
  expect(cronbachInterval(1, 30, 7)).toEqual({ low: 1, high: 1 });
});

// α of k parallel items is k ρ ÷ (1 + (k − 1) ρ), by Spearman and Brown
it('holds the true α of parallel items 95 times of 100', () => {
  const random = seeded(11);
  const normal = () => normalQuantile(Math.min(Math.max(random(), 1e-12), 1 - 1e-12));
  const [k, rho, times] = [4, 0.4, 2000];
  const truth = (k * rho) / (1 + (k - 1) * rho);
  let held = 0;
  for (let time = 0; time < times; time++) {
    const rows = Array.from({ length: 25 }, () => {
      const common = Math.sqrt(rho) * normal();
      return Array.from({ length: k }, () => common + Math.sqrt(1 - rho) * normal());
    });
    const { low, high } = cronbachInterval(cronbach(covarianceMatrix(rows)!)!.alpha, 25, k)!;
    if (low <= truth && truth <= high) held++;
  }
  expect(held / times).toBeGreaterThan(0.935);
  expect(held / times).toBeLessThan(0.965);
});
