import { expect, it } from 'vitest';
import { cdnow, cdnowFile } from '../../test/fixtures/cdnow';
import { expectedAmount, gammaGammaFit, gammaGammaLogLikelihood, gammaGammaSlopes } from './gamma-gamma';
import { withNumericGradient } from './numeric-gradient';
import { seeded } from './random';

// golden.json gammagamma: O with the rounded parameters of the paper
it.each([
  [2, 22.35, 24.6637],
  [1, 11.77, 18.9169],
  [0, 0, 35.219],
  [7, 73.74, 71.4697],
])('expects of %i purchases at %d on average %d', (frequency, amount, value) => {
  expect(expectedAmount({ p: 6.25, q: 3.74, v: 15.44 }, { frequency, amount })).toBeCloseTo(value, 3);
});

it('has no expectation for the population when q is at most 1', () => {
  expect(expectedAmount({ p: 6, q: 1, v: 15 }, { frequency: 0, amount: 0 })).toBeNull();
  expect(expectedAmount({ p: 6, q: 0.9, v: 15 }, { frequency: 2, amount: 10 })).not.toBeNull();
});

// O own fit in metrics.md 5.2 (P lifetimes, CLVTools: 6.25, 3.74, 15.44); correlation and mean P
it.skipIf(!cdnowFile)('finds the published parameters of CDNOW', () => {
  const fit = gammaGammaFit(cdnow());
  if (fit.kind !== 'fitted') throw new Error(fit.reason);
  expect(fit.parameters.p).toBeCloseTo(6.2488, 3);
  expect(fit.parameters.q).toBeCloseTo(3.74459, 3);
  expect(fit.parameters.v).toBeCloseTo(15.44775, 2);
  expect(fit.logLikelihood).toBeCloseTo(-4055.92324, 4);
  expect(fit.correlation).toBeCloseTo(0.113884, 6);
  expect([fit.repeaters, fit.agreeing]).toEqual([946, fit.starts]);
  const repeaters = cdnow().filter(({ frequency }) => frequency > 0);
  const mean = repeaters.reduce((sum, c) => sum + expectedAmount(fit.parameters, c)!, 0) / 946;
  expect(mean).toBeCloseTo(35.375199, 3);
  expect(repeaters.reduce((sum, { amount }) => sum + amount, 0) / 946).toBeCloseTo(35.078551797, 8);
});

// P lifetimes docs/Quickstart.md
it.skipIf(!cdnowFile)('expects the amounts of the first ten customers as published', () => {
  const fit = gammaGammaFit(cdnow());
  if (fit.kind !== 'fitted') throw new Error(fit.reason);
  const published = [
    24.658619, 18.911489, 35.170981, 35.170981, 35.170981, 71.462843, 18.911489, 35.170981, 27.282408, 35.170981,
  ];
  cdnow()
    .slice(0, 10)
    .forEach((customer, i) =>
      expect(Math.abs(expectedAmount(fit.parameters, customer)! - published[i]!)).toBeLessThan(2e-3),
    );
});

it('refuses too few repeaters and counts those without an amount', () => {
  const amounts = [
    { frequency: 1, amount: 10 },
    { frequency: 2, amount: 0 },
    { frequency: 0, amount: 0 },
  ];
  expect(gammaGammaFit(amounts)).toMatchObject({ kind: 'refused', reason: 'few-repeaters', repeaters: 1, excluded: 1 });
  expect(gammaGammaFit([])).toMatchObject({ kind: 'refused', correlation: null });
});

it('refuses customers who all spend the same', () => {
  const alike = Array.from({ length: 300 }, (_, i) => ({ frequency: 1 + (i % 5), amount: 25 }));
  expect(gammaGammaFit(alike).kind).toBe('refused');
});

// worked by hand: p = q = v = x = m = 1 gives ln Γ(2) − 2 ln 2
it('has the likelihood of the formula', () => {
  expect(gammaGammaLogLikelihood({ p: 1, q: 1, v: 1 }, [{ frequency: 1, amount: 1 }])).toBeCloseTo(-2 * Math.LN2, 12);
});

// O: central differences of the tested likelihood
it('has the slopes of its likelihood', () => {
  const amounts = [1, 1, 2, 5, 3, 2, 9].map((frequency, i) => ({ frequency, amount: 3 + 7 * i }));
  const slopes = gammaGammaSlopes(amounts);
  for (const at of [
    [1, 2, 10],
    [6, 4, 4],
  ]) {
    const named = ([p = 0, q = 0, v = 0]: readonly number[]) => ({ p, q, v });
    const numeric = withNumericGradient((point) => gammaGammaLogLikelihood(named([...point]), amounts));
    const exact = slopes(named(at));
    const near = numeric(Float64Array.from(at));
    expect(exact.value).toBeCloseTo(near.value, 9);
    exact.slopes.forEach((slope, i) => expect(slope / near.gradient[i]!).toBeCloseTo(1, 6));
  }
});

it('ends at the same point where a coarse search went ahead of the exact one', () => {
  const random = seeded(11);
  const gamma = (shape: number) => -Math.log(Array.from({ length: shape }, random).reduce((a, b) => a * b, 1));
  const amounts = Array.from({ length: 8000 }, () => {
    const rate = gamma(4) / 15;
    const frequency = 1 + Math.floor(5 * random());
    return { frequency, amount: gamma(6 * frequency) / rate / frequency };
  });
  const fit = gammaGammaFit(amounts);
  if (fit.kind !== 'fitted') throw new Error(fit.reason);
  const { slopes } = gammaGammaSlopes(amounts)(fit.parameters);
  const scale = Object.values(fit.parameters);
  slopes.forEach((slope, i) => expect(Math.abs(slope * scale[i]!)).toBeLessThan(1e-6 * Math.abs(fit.logLikelihood)));
  expect(fit.parameters.p).toBeGreaterThan(5);
  expect(fit.parameters.p).toBeLessThan(7);
  expect(fit.starts).toBe(3);
});
