import { afterAll, beforeAll, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

it('says which Markov order the data chose, and when they are few for the order that was asked for', async () => {
  const paths = [
    { path: 'a > c > b', conversions: 9, nulls: 0 },
    { path: 'b > c > a', conversions: 0, nulls: 9 },
  ];
  const many = paths.map((row) => ({ ...row, conversions: 100 * row.conversions, nulls: 100 * row.nulls }));
  const ask = (given: typeof paths, order: string) =>
    askMetric(engine, 'attribution', { paths: given }, { models: 'markov', order });
  const [few, asked, enough] = [await ask(paths, 'auto'), await ask(paths, '3'), await ask(many, 'auto')];
  expect(few.summary.order).toBe(1);
  expect(few.remarks.en).toContain('order 1, chosen of 1 to 3 by BIC among those that the data support');
  expect(few.remarks.zh).toContain('按 BIC 选择');
  expect(asked.summary.order).toBe(3);
  expect(asked.remarks.en).toContain('caution: There are few journeys for a Markov chain of order 3');
  expect(asked.remarks.en).not.toContain('chosen');
  expect(enough.summary.order).toBe(2);
  expect(enough.remarks.en).not.toContain('few journeys');
});
