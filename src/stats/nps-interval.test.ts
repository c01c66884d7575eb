import { expect, it } from 'vitest';
import { normalCdf } from './normal-cdf';
import { npsDifference } from './nps-difference';
import { npsInterval } from './nps-interval';

const even = { detractors: 20, passives: 30, promoters: 50 };
const survey = { detractors: 362, passives: 176, promoters: 462 };
const unanimous = { detractors: 0, passives: 0, promoters: 10 };

// R package NPS 1.1
it('gives the Wald interval of the R package', () => {
  const { nps, se, low, high } = npsInterval(even, 'wald')!;
  expect(nps).toBeCloseTo(0.3, 14);
  expect(se).toBeCloseTo(0.07810249675906654, 14);
  expect([low, high].map((end) => end.toFixed(12))).toEqual(['0.146921919250', '0.453078080750']);
  expect(npsInterval(survey, 'wald')!.se).toBeCloseTo(0.02853068524, 10);
});

// adjusted Wald of Rocks (2016) on the same counts
it.each([
  [even, 0.3, 0.14051130178761606, 0.4420129700570441],
  [survey, 0.1, 0.0438966692503208, 0.1555051253658307],
  [unanimous, 1, 0.475035515447902, 1.0634260230136363],
])('adjusts the interval of %o and leaves the score', (counts, nps, low, high) => {
  const result = npsInterval(counts, 'adjusted')!;
  expect(result.nps).toBeCloseTo(nps, 14);
  expect(result.low).toBeCloseTo(low, 12);
  expect(result.high).toBeCloseTo(high, 12);
});

// O NPS 1.1: the middle and the error of the adjusted interval
it.each([
  [even, 0.2912621359, 0.0769151042],
  [unanimous, 0.769231, 0.150102],
])('centres the adjusted interval of %o on %d', (counts, middle, se) => {
  const result = npsInterval(counts, 'adjusted')!;
  expect((result.low + result.high) / 2).toBeCloseTo(middle, 6);
  expect(result.se).toBeCloseTo(se, 6);
});

// O NPS 1.1: var .61 of one answer, p of the score against 0; R's sample deviation would give an error of .07850
it('takes the error of all answers, not of a sample of them', () => {
  const { nps, se } = npsInterval(even, 'wald')!;
  expect(se * se * 100).toBeCloseTo(0.61, 12);
  expect(2 * normalCdf(-nps / se)).toBeCloseTo(0.0001224810077, 12);
  expect(Math.abs(se - 0.0785)).toBeGreaterThan(0.0003);
});

it('keeps a width for unanimous answers only when adjusted', () => {
  expect(npsInterval(unanimous, 'wald')!.se).toBe(0);
  expect(npsInterval(unanimous, 'adjusted')!.se).toBeCloseTo(0.150102, 6);
});

it('has no score without answers', () => {
  expect(npsInterval({ promoters: 0, passives: 0, detractors: 0 })).toBeNull();
});

// R package NPS 1.1, nps.test: Δ .2, −.02347027693 to .4234702769, p .079410626
it('compares two samples as the R package does', () => {
  const { difference, low, high, p } = npsDifference(even, { detractors: 30, passives: 30, promoters: 40 })!;
  expect(difference).toBeCloseTo(0.2, 14);
  expect(low).toBeCloseTo(-0.02347027693, 10);
  expect(high).toBeCloseTo(0.4234702769, 10);
  expect(p).toBeCloseTo(0.079410626, 9);
});

it('has no comparison when neither sample varies or one is empty', () => {
  expect(npsDifference(unanimous, unanimous)).toBeNull();
  expect(npsDifference(even, { detractors: 0, passives: 0, promoters: 0 })).toBeNull();
});
