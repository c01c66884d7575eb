import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../src/engine/engine';
import { openNative } from '../src/headless/native';
import { metrics } from '../src/metrics';
import type { Given } from '../src/metrics/metric';
import { countsByWeek, type WeekStart } from '../src/metrics/period';
import { run } from '../src/metrics/run';
import { give } from './engines/given';
import { openWasmInNode } from './engines/wasm-node';

/** A Saturday, the Sunday and Monday after it, and the Sunday after those. */
const days = ['2025-03-01', '2025-03-02', '2025-03-03', '2025-03-09'];
const given: Given = {
  touchpoints: [{ touchpoint: 'desk', stage: 'use' }],
  interactions: days.map((day, at) => ({
    customer_id: `c${String(at)}`,
    occurred_at: `${day} 10:00:00`,
    touchpoint: 'desk',
  })),
  responses: days.map((day, at) => ({
    response_id: `r${String(at)}`,
    customer_id: `c${String(at)}`,
    kind: 'csat',
    score: 4,
    scale_min: 1,
    scale_max: 5,
    submitted_at: `${day} 12:00:00`,
  })),
  orders: days.map((day, at) => ({
    order_id: `o${String(at)}`,
    customer_id: `c${String(at)}`,
    ordered_at: `${day} 14:00:00`,
    amount: 10,
  })),
  customers: days.map((day, at) => ({ customer_id: `c${String(at)}`, churned_at: `${day} 13:00:00` })),
};
/** The way by which each module comes to its periods. */
const asked: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['csat', { by: 'period', grain: 'week' }],
  ['repurchase', { by: 'period', grain: 'week', window_days: 1 }],
  ['churn', { by: 'period', grain: 'week' }],
  ['coverage', { by: 'period', grain: 'week' }],
  ['integration', { by: 'period', grain: 'week' }],
  ['retention', { period: 'week' }],
  ['control-chart', { metric: 'csat', grain: 'week', type: 'xmr' }],
];
const weeks: Readonly<Record<WeekStart, readonly string[]>> = {
  monday: ['2025-02-24', '2025-03-03'],
  sunday: ['2025-02-23', '2025-03-02', '2025-03-09'],
};

const engines = { native: openNative, 'wasm in Node': openWasmInNode };

describe.each(Object.entries(engines))('on %s', (_, open) => {
  let engine: Engine;
  let roles: ReadonlySet<string>;
  beforeAll(async () => {
    engine = await open();
    roles = await give(engine, given);
  });
  afterAll(() => engine.close());

  async function periods(id: string, params: Readonly<Record<string, unknown>>, weekStart?: WeekStart) {
    const metric = metrics.get(id);
    if (!metric) throw new Error(id);
    expect(countsByWeek(metric.params)).toBe(true);
    const outcome = await run(metric, { params, roles, seed: 1, weekStart }, { engine, metrics });
    if (outcome.kind !== 'answered') throw new Error(outcome.kind);
    const named = outcome.found.rows.flatMap((row) =>
      Object.values(row).filter((value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)),
    );
    return [...new Set(named)].sort();
  }

  it.each(asked)('%s begins weeks on the day that is set, and on Monday where none is', async (id, params) => {
    expect(await periods(id, params)).toEqual(weeks.monday);
    expect(await periods(id, params, 'monday')).toEqual(weeks.monday);
    expect(await periods(id, params, 'sunday')).toEqual(weeks.sunday);
  });

  it('leaves days, months and quarters as they are', async () => {
    for (const grain of ['day', 'month', 'quarter'])
      expect(await periods('csat', { by: 'period', grain }, 'sunday')).toEqual(
        await periods('csat', { by: 'period', grain }, 'monday'),
      );
  });
});

it('offers weeks only where the day that begins them is heeded', () => {
  for (const { id, params } of metrics.values())
    for (const [name, param] of Object.entries(params))
      if (param.kind === 'choice' && 'week' in param.of && 'quarter' in param.of)
        expect(countsByWeek({ [name]: param }), `${id}: ${name}`).toBe(true);
});
