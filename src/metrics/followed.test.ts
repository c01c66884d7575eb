import { afterAll, beforeAll, expect, it } from 'vitest';
import { give } from '../../test/engines/given';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import { metrics } from './index';
import { run } from './run';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

/** Twenty answers a day from 0 to 10, the share of high ones changing. */
const responses = Array.from({ length: 400 }, (_, at) => ({
  response_id: String(at),
  customer_id: `c${String(at)}`,
  submitted_at: `2025-01-${String(1 + Math.floor(at / 20)).padStart(2, '0')}`,
  score: (at * 7) % 20 < 11 + (Math.floor(at / 20) % 4) ? 9 : 4,
  scale_min: 0,
  scale_max: 10,
}));

it.each([
  ['control-chart', 'centre'],
  ['ewma', 'ewma'],
  ['cusum', 'upper_sum'],
  ['anomalies', 'trend'],
])('%s writes values and %s in the unit of the metric followed, in the table and on the axis', async (id, column) => {
  for (const [metric, format] of [
    ['csat', 'percent'],
    ['nps', 'points'],
  ] as const) {
    const roles = await give(engine, { responses: responses.map((row) => ({ ...row, kind: metric })) });
    const setting = { params: { metric, grain: 'day' }, roles, seed: 1 };
    const module = metrics.get(id)!;
    const outcome = await run(module, setting, { engine, metrics });
    if (outcome.kind !== 'answered') throw new Error(outcome.kind);
    expect(outcome.found.formats).toMatchObject({ value: format, [column]: format });
    const drawn = JSON.stringify(module.charts(outcome.found, setting, 'en')[0]!.spec);
    expect(/"said":"[-\d.]+%"/.test(drawn)).toBe(format === 'percent');
  }
});
