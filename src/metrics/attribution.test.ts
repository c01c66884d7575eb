import { existsSync, openAsBlob } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
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
    for (const [touchpoint, credit] of Object.entries({ direct: 2, search: 3.5, email: 3.5, social: 1 }))
      expect(credits('position')[touchpoint]).toBeCloseTo(credit, 12);
  });

  it('splits journeys at each conversion, and ends the last one without', async () => {
    const roles = await give(engine, journeys(['a', 'b!', 'c', 'd!', 'e']));
    const { summary, credits } = await attribute({ models: 'first' }, roles);
    expect(summary).toMatchObject({ conversions: 2, nulls: 1, value: 20 });
    expect(credits('first')).toEqual({ a: 1, b: 0, c: 1, d: 0, e: 0 });
  });

  it('counts the journeys without conversion, and names their touchpoints, whichever models are asked for', async () => {
    const roles = await give(engine, journeys(['a', 'b!', 'c', 'd'], ['e', 'c', 'e'], ['d'], ['a!']));
    const all = await attribute({}, roles);
    const rules = await attribute({ models: 'first,linear,time-decay,shapley' }, roles);
    expect(rules.summary).toEqual({ ...all.summary, order: null });
    expect(rules.summary).toMatchObject({ conversions: 2, nulls: 3 });
    expect(rules.credits('first')).toEqual({ a: 2, b: 0, c: 0, d: 0, e: 0 });
    expect(rules.rows).toEqual(all.rows.filter(({ model }) => rules.rows.some((row) => row.model === model)));
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

  it('takes each model once, and the weights of a position that gives two touches something', async () => {
    const roles = await give(engine, journeys(['a', 'b!'], ['a', 'c', 'b!']));
    const { rows } = await attribute({ models: 'first,first,last' }, roles);
    expect(rows.map(({ model }) => model)).toEqual(['first', 'first', 'first', 'last', 'last', 'last']);
    const { credits } = await attribute({ models: 'position', position_weights: '1,2,1' }, roles);
    expect(credits('position')).toEqual({ a: 0.75, b: 0.75, c: 0.5 });
    await expect(attribute({ position_weights: '0,100,0' }, roles)).rejects.toMatchObject({
      details: { name: 'position_weights' },
    });
  });

  it('passes over direct, which must be one of the touchpoints', async () => {
    const roles = await give(engine, journeys(['ad', 'direct!'], ['direct!']));
    const { credits } = await attribute({ models: 'last-non-direct', direct: 'direct' }, roles);
    expect(credits('last-non-direct')).toEqual({ ad: 1, direct: 1 });
    await expect(attribute({ direct: 'Direct ' }, roles)).rejects.toMatchObject({
      details: { name: 'direct', allowed: 'one of ad, direct' },
    });
  });

  it('still decays where every touch lies many half-lives back', async () => {
    const roles = await give(engine, {
      interactions: [1, 2].map((day) => ({
        customer_id: 'x',
        occurred_at: `2025-01-0${String(day)}`,
        touchpoint: `t${String(day)}`,
      })),
      orders: [{ order_id: '1', customer_id: 'x', ordered_at: '2025-01-25', amount: 5 }],
    });
    const { credits } = await attribute({ models: 'time-decay', half_life_days: 0.01 }, roles);
    expect(credits('time-decay').t2).toBeCloseTo(1, 12);
  });

  it('gives null and says why where a model has no answer', async () => {
    const paths = [{ path: 'a > b', conversions: 2, nulls: 1 }];
    const some = await askMetric(engine, 'attribution', { paths });
    expect(some.rows.filter(({ model }) => model === 'time-decay').map(({ credit }) => credit)).toEqual([null, null]);
    expect(some.rows.every(({ value }) => value === null)).toBe(true);
    expect(some.summary.value).toBeNull();
    expect(some.remarks.en).toContain('caution: Aggregated paths know no times');
    expect(some.remarks.en).toContain('No column says what a conversion is worth');
    const none = await askMetric(engine, 'attribution', { paths: [{ path: 'a > b', conversions: 0, nulls: 4 }] });
    expect(none.rows.every(({ credit, share }) => credit === null && share === null)).toBe(true);
    expect(none.summary).toMatchObject({ conversions: 0, nulls: 4, conversion_probability: 0 });
    expect(none.remarks.en).toContain('caution: No journey ended in a conversion');
    const wide = Array.from({ length: 21 }, (_, at) => ({ path: `a > t${String(at)}`, conversions: 1, nulls: 1 }));
    const many = await askMetric(engine, 'attribution', { paths: wide }, { models: 'shapley-rate,linear' });
    expect(many.rows.filter(({ model }) => model === 'shapley-rate').every(({ credit }) => credit === null)).toBe(true);
    expect(many.remarks.en).toContain('caution: Shapley on rates needs every combination');
  });

  it('needs to know whose orders they are', async () => {
    const given = {
      interactions: [{ customer_id: 'x', occurred_at: '2025-01-01', touchpoint: 'a' }],
      orders: [{ order_id: '1', ordered_at: '2025-01-02', amount: 5 }],
    };
    expect((await askMetric(engine, 'attribution', given)).kind).toBe('lacking');
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
    const { rows, summary, credits } = await attribute(
      { order: '1' },
      new Set(['paths.path', 'paths.conversions', 'paths.value', 'paths.nulls']),
    );
    expect(summary).toMatchObject({ conversions: 19_785, nulls: 68_602 });
    expect(summary.conversion_probability).toBeCloseTo(0.22384513559686, 12);
    for (const model of new Set(rows.map((row) => row.model)))
      if (model !== 'time-decay') {
        const own = rows.filter((row) => row.model === model);
        const total = (name: 'credit' | 'value') => own.reduce((sum, row) => sum + Number(row[name]), 0);
        expect(Math.abs(total('credit') - 19_785) / 19_785, String(model)).toBeLessThan(1e-9);
        expect(total('value'), String(model)).toBeCloseTo(74_802.97159, 4);
      }
    expect(credits('first')).toMatchObject({ eta: 3164, iota: 4606, alpha: 6308, mi: 2 });
    expect(credits('last')).toMatchObject({ eta: 4167, iota: 3355, alpha: 8447, delta: 5 });
    expect(credits('linear').alpha).toBeCloseTo(7574.718593751, 6);
    expect(credits('shapley').zeta).toBeCloseTo(199.991667, 5);
    expect(credits('markov').alpha).toBeCloseTo(5344.947682, 5);
    expect(credits('markov').mi).toBeCloseTo(1.722425, 5);
    expect(credits('shapley-rate').lambda! / 19_785).toBeCloseTo(0.02571027 / 0.2238451356, 5);
  });
});

it('counts the orders of people who were never met among those that no model has', async () => {
  const order = (order_id: string, customer_id: string | null) => ({
    order_id,
    customer_id,
    ordered_at: '2025-01-05',
    amount: 5,
  });
  const { summary, remarks } = await askMetric(engine, 'attribution', {
    interactions: [{ customer_id: 'a', touchpoint: 'ad', occurred_at: '2025-01-01' }],
    orders: [order('1', 'a'), order('2', 'stranger'), order('3', null)],
  });
  expect(summary).toMatchObject({ conversions: 1, unattributed: 2 });
  expect(remarks.en).toContain('nobody was met');
});

it('tells of paths without touchpoints in other words, and of no disagreement where all models agree', async () => {
  const paths = [
    { path: 'a', conversions: 3, nulls: 1, value: 3 },
    { path: ' > ', conversions: 2, nulls: 0, value: 1 },
  ];
  const { summary, remarks } = await askMetric(engine, 'attribution', { paths }, { models: 'first,last,linear' });
  expect(summary).toMatchObject({ conversions: 3, unattributed: 2 });
  expect(remarks.en).toContain('stand at a path without touchpoints');
  expect(remarks.en).not.toContain('lookback');
  expect(remarks.en).not.toContain('disagree');
});
