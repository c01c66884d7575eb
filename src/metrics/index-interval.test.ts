import { expect, it } from 'vitest';
import { seeded } from '../stats/random';
import { indexInterval } from './index-interval';
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

function interval(each: number) {
  const scheme = { fromAnswers: false, weigh: () => [1, 1], consistencyRatio: null };
  const drawing = { random: seeded(1), confidence: 0.95, people: 4 * each, sampled: false, cells: [] };
  const found = indexInterval(crowd(each), scheme, drawing);
  if (!found.interval) throw new TypeError('there is no interval');
  return { ...found.interval, index: found.index };
}

it('gives an analytic interval, named as such, above 100,000 respondents', () => {
  expect(interval(25_000).method).toBe('bootstrap');
  expect(interval(25_001).method).toBe('analytic');
});

it('hardly differs between the two where both could stand', () => {
  const [drawn, solved] = [interval(25_000), interval(25_001)];
  expect(solved.index).toBeCloseTo(50, 10);
  expect(solved.high - 50).toBeCloseTo((1.959964 * 100 * Math.sqrt(1 / 8)) / Math.sqrt(100_004), 6);
  expect(Math.abs(drawn.high - solved.high)).toBeLessThan(0.1 * (solved.high - 50));
  expect(Math.abs(drawn.low - solved.low)).toBeLessThan(0.1 * (50 - solved.low));
});
