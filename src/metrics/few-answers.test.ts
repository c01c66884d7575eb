import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

/** The answers of each customer. */
const said = (customers: readonly (readonly number[])[], kind = 'csat', touchpoint = 'shop') =>
  customers.flatMap((scores, who) =>
    scores.map((score, at) => ({
      response_id: `${touchpoint}${String(who)}-${String(at)}`,
      customer_id: String(who),
      touchpoint,
      kind,
      score,
      ...(kind === 'ces' ? {} : { scale_min: 1, scale_max: 5 }),
    })),
  );
const apart = [5, 5, 4, 4, 2, 1, 5, 3, 5, 4, 4, 1].map((score) => [score]);
const together = [[5, 5, 4], [4, 2], [1, 2], [5, 3, 5, 4], [4], [1], [2, 3], [5, 4, 4], [3], [4, 5], [2, 1, 3], [5, 5]];

// scipy.stats.bootstrap 1.17.1, method BCa, 200,000 resamples; customers drawn with all their answers (paired sums
// and counts); 2,000 resamples of a lattice of twelfths come within 0.1, Student's t (2.63 to 4.54, 2.94 to 4.06) does not
describe.each([
  ['one answer a customer', apart, { low: 2.6667, high: 4.25 }],
  ['customers who answered several times', together, { low: 2.6818, high: 4.12 }],
] as const)('below 30 answers, %s', (_, customers, { low, high }) => {
  it.each([
    ['csat', 'mean_low', 'mean_high', 0, 1],
    ['ces', 'low', 'high', 0, 1],
    ['consistency', 'low', 'high', 0, 1],
    ['satisfaction-index', 'low', 'high', 1, 25],
    ['importance-performance', 'low', 'high', 1, 25],
  ] as const)('%s gives the mean the BCa interval', async (metric, from, to, least, point) => {
    const { rows } = await askMetric(engine, metric, { responses: said(customers, metric === 'ces' ? 'ces' : 'csat') });
    const [row] = rows;
    expect(Math.abs(least + Number(row?.[from]) / point - low)).toBeLessThan(0.1);
    expect(Math.abs(least + Number(row?.[to]) / point - high)).toBeLessThan(0.1);
  });
});

it('from 30 answers on it is Student’s t', async () => {
  const thirty = Array.from({ length: 30 }, (_, at) => [1 + (at % 5)]);
  const { summary } = await askMetric(engine, 'csat', { responses: said(thirty) });
  // Mean 3, variance 60/29; t of 29 degrees 2.045229642
  expect(summary.mean_low).toBeCloseTo(3 - 2.045229642 * Math.sqrt(60 / 29 / 30), 8);
});

it('one customer, or answers that are all equal, have no interval', async () => {
  for (const customers of [[[5, 4, 2, 1]], [[4], [4], [4]]])
    expect((await askMetric(engine, 'csat', { responses: said(customers) })).summary).toMatchObject({
      mean_low: null,
      mean_high: null,
    });
});

it('turns reversed answers and leaves out those off their scale, as in the mean itself', async () => {
  const turned = apart.map(([score]) => [6 - score!]);
  const reversed = said(turned).map((row) => ({ ...row, reversed: true }));
  const off = { ...reversed[0]!, response_id: 'off', customer_id: 'off', score: 9 };
  const [plain, other] = [
    (await askMetric(engine, 'csat', { responses: said(apart) })).summary,
    (await askMetric(engine, 'csat', { responses: [...reversed, off] })).summary,
  ];
  expect(other).toMatchObject({ mean: plain.mean, mean_low: plain.mean_low, excluded: 1 });
});
