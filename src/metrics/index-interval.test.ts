import { expect, it } from 'vitest';
import { say } from '../i18n/say';
import { seeded } from '../stats/random';
import { indexInterval } from './index-interval';
import { indexRemarks } from './index-remarks';
import type { Flat } from './index-sums';

/** Four kinds of people, `each` of every kind, who rate two touchpoints 0 or 100. */
function crowd(each: number): Flat {
  return {
    layout: { touchpoints: ['app', 'shop'], periods: [null] },
    size: 4,
    multiplicities: Float64Array.from([each, each, each, each]),
    from: Int32Array.from([0, 2, 4, 6, 8]),
    slot: Int32Array.from([0, 1, 0, 1, 0, 1, 0, 1]),
    value: Float64Array.from([0, 0, 0, 100, 100, 0, 100, 100]),
    weight: new Float64Array(8).fill(1),
  };
}

function interval(flat: Flat, fromAnswers = false) {
  const people = flat.multiplicities.reduce((sum, n) => sum + n, 0);
  const scheme = { fromAnswers, weigh: () => [1, 1], consistencyRatio: null };
  const drawing = { random: seeded(1), confidence: 0.95, people, sampled: false, cells: [] };
  const found = indexInterval(flat, scheme, drawing);
  if (!found.interval) throw new TypeError('there is no interval');
  return { ...found.interval, index: found.index };
}

it('gives an analytic interval, named as such, above 100,000 respondents', () => {
  expect(interval(crowd(25_000)).method).toBe('bootstrap');
  expect(interval(crowd(25_001)).method).toBe('analytic');
});

it('hardly differs between the two where both could stand', () => {
  const [drawn, solved] = [interval(crowd(25_000)), interval(crowd(25_001))];
  expect(solved.index).toBeCloseTo(50, 10);
  expect(solved.high - 50).toBeCloseTo((1.959964 * 100 * Math.sqrt(1 / 8)) / Math.sqrt(100_004), 6);
  expect(Math.abs(drawn.high - solved.high)).toBeLessThan(0.1 * (solved.high - 50));
  expect(Math.abs(drawn.low - solved.low)).toBeLessThan(0.1 * (50 - solved.low));
});

/** People who each rate two of three touchpoints in their own way. */
function strangers(people: number): Flat {
  const random = seeded(7);
  const answers = { length: 2 * people };
  return {
    layout: { touchpoints: ['app', 'shop', 'web'], periods: [null] },
    size: people,
    multiplicities: new Float64Array(people).fill(1),
    from: Int32Array.from({ length: people + 1 }, (_, at) => 2 * at),
    slot: Int32Array.from(answers, () => Math.floor(3 * random())),
    value: Float64Array.from(answers, () => 25 * Math.floor(5 * random())),
    weight: Float64Array.from(answers, () => 1 + Math.floor(3 * random())),
  };
}

it('draws 2,000 samples, and the same ones whether weights are fixed or come out equal each time', () => {
  const [fixed, anew] = [interval(strangers(500)), interval(strangers(500), true)];
  expect([fixed, anew]).toMatchObject([{ resamples: 2000 }, { resamples: 2000 }]);
  expect(anew.low).toBeCloseTo(fixed.low, 10);
  expect(anew.high).toBeCloseTo(fixed.high, 10);
});

it('draws fewer where each has weights of its own and there are many respondents, and says so', () => {
  const many = interval(strangers(50_000), true);
  expect(many).toMatchObject({ method: 'bootstrap', resamples: 400 });
  const summary = { ...nothing, index: many.index, resamples: 400 };
  const told = (of: typeof summary) =>
    indexRemarks([], of, undefined).map(({ say: text, with: holes }) => say(text, holes, 'en'));
  expect(told(summary)).toContainEqual(expect.stringContaining('rests on 400 resamples instead of 2,000'));
  expect(told({ ...summary, resamples: 2000 })).not.toContainEqual(expect.stringContaining('resamples'));
});

const nothing = {
  index: null as number | null,
  low: null,
  high: null,
  covered_weight: 1,
  consistency_ratio: null,
  weights: 'derived',
  kind: 'csat',
  interval: 'bootstrap',
  respondents: 50_000,
  trend: [],
};
