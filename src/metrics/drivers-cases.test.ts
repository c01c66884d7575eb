import { afterAll, beforeAll, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

/** A hundred people used the app alone, a hundred the shop alone, twenty with each score from 1 to 5. */
const responses = Array.from({ length: 200 }, (_, who) => {
  const [item, score] = [who % 2 ? 'app' : 'shop', 1 + (Math.floor(who / 2) % 5)];
  const of = { response_id: String(who), customer_id: String(who), scale_min: 1, scale_max: 5 };
  // Overall follows the app’s score, and half of the shop’s.
  const overall = item === 'app' ? score : 3 + (score - 3) / 2;
  return [
    { ...of, item, kind: 'attribute', score },
    { ...of, item: null, kind: 'overall', score: overall },
  ];
}).flat();
const ask = (params: object) => askMetric(engine, 'drivers', { responses }, { flagged: 'include', ...params });

// The catalogue, definition 13: say who complete cases are (only people who used everything), offer used × score.
it('counts everybody who rated something by used × score, where nobody used everything', async () => {
  const complete = await ask({});
  expect(complete.summary).toMatchObject({ n: 0, r2: null, incomplete: 200 });
  expect(complete.remarks.en).toContain('can count everybody who rated something');
  const { rows, summary, remarks } = await ask({ cases: 'used' });
  expect(summary).toMatchObject({ n: 200, incomplete: 0 });
  // Σ of squares about the mean: 20 · (4 + 1 + 0 + 1 + 4) of the app, a quarter of that of the shop; nothing else varies.
  expect(summary.r2).toBeCloseTo(1, 9);
  expect(rows.find(({ driver }) => driver === 'app')?.share).toBeCloseTo(0.8, 9);
  expect(rows.find(({ driver }) => driver === 'shop')?.share).toBeCloseTo(0.2, 9);
  expect(rows.find(({ driver }) => driver === 'app')?.slope).toBeCloseTo(1, 9);
  expect(remarks.en).toContain('Used × score: 200 people count');
  expect(remarks.zh).toContain('使用 × 得分');
});
