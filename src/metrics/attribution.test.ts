import { existsSync, openAsBlob } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { give } from '../../test/engines/given';
import { typed } from '../engine/sql';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import { metrics } from './index';
import type { Given } from './metric';
import { run } from './run';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

async function attribute(params: Record<string, unknown>, roles: ReadonlySet<string>) {
  const outcome = await run(metrics.get('attribution')!, { params, roles, seed: 1 }, { engine, metrics });
  if (outcome.kind !== 'answered') throw new Error(outcome.kind);
  const credits = (model: string) =>
    Object.fromEntries(
      outcome.found.rows
        .filter((row) => row.model === model)
        .map((row) => [String(row.touchpoint), Number(row.credit)]),
    );
  return { ...outcome.found, credits };
}

/** One customer a journey: touches a day apart; `!` marks the touch with the outcome. */
function journeys(...lists: readonly (readonly string[])[]): Given {
  const interactions = lists.flatMap((list, customer) =>
    list.map((step, day) => ({
      customer_id: `c${String(customer)}`,
      occurred_at: `2025-01-${String(day + 1).padStart(2, '0')} 10:00:00`,
      touchpoint: step.replace('!', ''),
      outcome: step.endsWith('!'),
      value: step.endsWith('!') ? 10 : 0,
    })),
  );
  return { interactions };
}

describe('attribution from events', () => {
  it('gives the published credits of the rules (eeghor/mta tests)', async () => {
    const times = (n: number, list: readonly string[]) => Array.from({ length: n }, () => list);
    const roles = await give(
      engine,
      journeys(
        ...times(2, ['direct!']),
        ...times(3, ['search', 'email!']),
        ...times(5, ['search', 'social', 'email!']),
      ),
    );
    const { credits } = await attribute({}, roles);
    expect(credits('first')).toEqual({ direct: 2, search: 8, email: 0, social: 0 });
    expect(credits('last')).toEqual({ direct: 2, search: 0, email: 8, social: 0 });
    expect(credits('linear').social).toBeCloseTo(5 / 3, 12);
    expect(credits('position')).toMatchObject({ direct: 2, search: 3.5, email: 3.5, social: 1 });
  });

  it('splits journeys at each conversion, and ends the last one without', async () => {
    const roles = await give(engine, journeys(['a', 'b!', 'c', 'd!', 'e']));
    const { summary, credits } = await attribute({ models: 'first' }, roles);
    expect(summary).toMatchObject({ conversions: 2, nulls: 1, value: 20 });
    expect(credits('first')).toEqual({ a: 1, b: 0, c: 1, d: 0, e: 0 });
  });

  it('leaves touches before the lookback out, and counts what then has none', async () => {
    const roles = await give(engine, {
      interactions: [{ customer_id: 'x', occurred_at: '2025-01-01 00:00:00', touchpoint: 'ad' }],
      orders: [{ order_id: '1', customer_id: 'x', ordered_at: '2025-03-01 00:00:00', amount: 5 }],
    });
    const { summary } = await attribute({ models: 'last', lookback_days: 90 }, roles);
    expect(summary).toMatchObject({ conversions: 1, unattributed: 0 });
    const outcome = await run(
      metrics.get('attribution')!,
      { params: { models: 'last' }, roles, seed: 1 },
      { engine, metrics },
    );
    expect(outcome.kind).toBe('empty');
  });

  it('decays by half for each half-life (published: 38, 33, 26, 8, 0 days before an order of 12,000)', async () => {
    const at = (days: number) => new Date(Date.UTC(2025, 5, 30) - days * 86_400_000).toISOString();
    const roles = await give(engine, {
      interactions: [38, 33, 26, 8, 0].map((days) => ({
        customer_id: 'x',
        occurred_at: at(days),
        touchpoint: `d${String(days)}`,
      })),
      orders: [{ order_id: '1', customer_id: 'x', ordered_at: at(0), amount: 12_000 }],
    });
    const { rows } = await attribute({ models: 'time-decay', lookback_days: 60 }, roles);
    const values = Object.fromEntries(rows.map((row) => [row.touchpoint, row.value]));
    for (const [touchpoint, value] of [
      ['d38', 175.2],
      ['d33', 287.44],
      ['d26', 574.88],
      ['d8', 3417.04],
      ['d0', 7545.45],
    ] as const) {
      expect(values[touchpoint]).toBeCloseTo(value, 1);
    }
  });

  it('lets the credits of each model sum to the conversions', async () => {
    const roles = await give(engine, journeys(['a', 'b', 'a!'], ['b', 'c!'], ['c', 'a'], ['a', 'c', 'b!', 'a'], ['b']));
    const { rows, summary } = await attribute({}, roles);
    for (const model of new Set(rows.map((row) => row.model))) {
      const sum = rows.filter((row) => row.model === model).reduce((total, row) => total + Number(row.credit), 0);
      expect(sum, String(model)).toBeCloseTo(Number(summary.conversions), 9);
    }
  });

  it('refuses an unknown model by name', async () => {
    const roles = await give(engine, journeys(['a!']));
    await expect(attribute({ models: 'magic' }, roles)).rejects.toMatchObject({
      code: 'parameter',
      details: { name: 'models' },
    });
  });
});

const pathData = '../shared/data/mta_channelattribution/PathData_eeghor.csv';
describe.skipIf(!existsSync(pathData))('attribution of PathData', () => {
  it('equals ChannelAttribution 2.2.4 for rules, and the exact solution for the Markov chain', async () => {
    await give(engine, {});
    const name = await engine.open({ name: 'paths.csv', blob: await openAsBlob(pathData) });
    await engine.run(
      typed(
        `INSERT INTO canonical.paths BY NAME SELECT path, total_conversions AS conversions, total_conversion_value AS value, total_null AS nulls FROM read_csv('${name}')`,
      ),
    );
    const { summary, credits } = await attribute(
      { order: '1' },
      new Set(['paths.path', 'paths.conversions', 'paths.value', 'paths.nulls']),
    );
    expect(summary).toMatchObject({ conversions: 19_785, nulls: 68_602 });
    expect(summary.conversion_probability).toBeCloseTo(0.22384513559686, 12);
    expect(credits('first')).toMatchObject({ eta: 3164, iota: 4606, alpha: 6308, mi: 2 });
    expect(credits('last')).toMatchObject({ eta: 4167, iota: 3355, alpha: 8447, delta: 5 });
    expect(credits('linear').alpha).toBeCloseTo(7574.718593751, 6);
    expect(credits('shapley').zeta).toBeCloseTo(199.991667, 5);
    expect(credits('markov').alpha).toBeCloseTo(5344.947682, 5);
    expect(credits('markov').mi).toBeCloseTo(1.722425, 5);
    expect(credits('shapley-rate').lambda! / 19_785).toBeCloseTo(0.02571027 / 0.2238451356, 5);
  });
});
