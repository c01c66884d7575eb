import { afterAll, beforeAll, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import { metrics } from './index';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const costs = [{ touchpoint: 'a', amount: 100 }];
const of = (model: string) =>
  Object.keys((metrics.get('return-on-touchpoint')!.params.model as { of: object }).of).includes(model);

it('offers every model of attribution', () => {
  const models = [
    'first',
    'last',
    'last-non-direct',
    'linear',
    'position',
    'j',
    'inverse-j',
    'time-decay',
    'markov',
    'shapley',
    'shapley-rate',
  ];
  expect(models.filter((model) => !of(model))).toEqual([]);
});

it('passes over the direct touchpoint', async () => {
  const given = { costs, paths: [{ path: 'a > b', conversions: 4, nulls: 6, value: 400 }] };
  const { summary } = await askMetric(engine, 'return-on-touchpoint', given, { model: 'last-non-direct', direct: 'b' });
  expect(summary).toMatchObject({ cost: 100, credit: 4, value: 400, roi: 3 });
});

it('has no credit where the model has none, and says so', async () => {
  const given = { costs, paths: [{ path: 'a > b', conversions: 4, nulls: 6, value: 400 }] };
  const { rows, summary, remarks } = await askMetric(engine, 'return-on-touchpoint', given, { model: 'time-decay' });
  expect(rows[0]).toMatchObject({
    touchpoint: 'a',
    cost: 100,
    credit: null,
    value: null,
    cost_per_conversion: null,
    roi: null,
  });
  expect(summary).toMatchObject({ cost: 100, credit: null, roi: null });
  expect(remarks.en).toContain('caution: The model "Time decay" has no answer');
});

it('has a cost per conversion but no return where nobody says what a conversion is worth', async () => {
  const given = { costs, paths: [{ path: 'a > b', conversions: 4, nulls: 6 }] };
  const { rows, summary } = await askMetric(engine, 'return-on-touchpoint', given);
  expect(rows[0]).toMatchObject({ touchpoint: 'a', credit: 2, value: null, cost_per_conversion: 50, roi: null });
  expect(summary).toMatchObject({ credit: 2, value: null, roi: null });
});

it('has no return on a touchpoint that cost nothing', async () => {
  const given = { costs: [{ touchpoint: 'a', amount: 0 }], paths: [{ path: 'a', conversions: 1, nulls: 0, value: 5 }] };
  const { rows } = await askMetric(engine, 'return-on-touchpoint', given);
  expect(rows[0]).toMatchObject({ cost: 0, credit: 1, cost_per_conversion: 0, roi: null });
});
