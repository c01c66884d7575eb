import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, answerOn } from '../../test/engines/answer';
import { give } from '../../test/engines/given';
import { fill, real } from '../../test/engines/real';
import type { Engine } from '../engine/engine';
import { sql } from '../engine/sql';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const order = (customer_id: string, day: number, more = {}) => ({
  order_id: `${customer_id}${String(day)}`,
  customer_id,
  ordered_at: new Date(Date.UTC(2025, 0, day)).toISOString().slice(0, 19),
  ...more,
});

describe('churn from a flag', () => {
  it('by period has the periods in which nobody was lost, and leaves out who was lost nobody knows when', async () => {
    const who = (customer_id: string, churned: boolean | null, churned_at: string | null) => ({
      customer_id,
      churned,
      churned_at,
      first_seen: '2024-01-01',
    });
    const customers = [
      who('a', true, '2025-01-10'),
      who('b', true, '2025-04-10'),
      who('c', false, null),
      who('lost somewhen', true, null),
      who('not at risk', null, null),
    ];
    const { rows, summary } = await answer(engine, 'churn', { customers }, { by: 'period' });
    expect(rows).toMatchObject([
      { touchpoint: '2025-01-01', customers: 3, churned: 1, excluded: 2 },
      { touchpoint: '2025-02-01', customers: 2, churned: 0, rate: 0 },
      { touchpoint: '2025-03-01', customers: 2, churned: 0 },
      { touchpoint: '2025-04-01', customers: 2, churned: 1, rate: 0.5 },
    ]);
    expect(summary).toMatchObject({ customers: 4, churned: 3, excluded: 1 });
  });

  it('is a share, and who carries no flag is not at risk', async () => {
    const customers = [
      { customer_id: '1', churned: true, segment: 'x' },
      { customer_id: '2', churned: false, segment: 'x' },
      { customer_id: '3', churned: null, segment: 'x' },
      { customer_id: '4', churned: false, segment: null },
      { customer_id: '4', churned: false, segment: null },
    ];
    const { rows, summary } = await answer(engine, 'churn', { customers }, { by: 'segment' });
    expect(rows).toMatchObject([
      { touchpoint: 'x', customers: 2, churned: 1, excluded: 1, rate: 0.5 },
      { touchpoint: null, customers: 1 },
    ]);
    // Joined customers in the denominator would make it 1 of 4, the doubled row 1 of 5.
    expect(summary).toMatchObject({ kind: 'flagged', customers: 3, churned: 1, rate: 1 / 3, window_days: null });
  });

  it('with dates is lost during ÷ there at the start', async () => {
    const customers = [
      { customer_id: '1', first_seen: '2024-12-01', churned_at: '2025-02-10' },
      { customer_id: '2', first_seen: '2024-12-01', churned_at: null },
      { customer_id: '3', first_seen: '2025-02-05', churned_at: '2025-03-10' },
    ];
    const { rows } = await answer(engine, 'churn', { customers }, { by: 'period' });
    expect(rows).toMatchObject([
      { touchpoint: '2025-02-01', customers: 2, churned: 1 },
      { touchpoint: '2025-03-01', customers: 2, churned: 1 },
    ]);
    await expect(
      answer(engine, 'churn', { customers: [{ customer_id: '1', churned: true }] }, { by: 'period' }),
    ).rejects.toThrow('by');
  });
});

describe('churn seen in orders', () => {
  it('leaves the undetermined tail out, counts it, and keeps those who stayed', async () => {
    const orders = [
      order('lost', 1),
      order('stays', 1),
      order('stays', 95),
      order('new', 96),
      order('end', 100),
      order('end', 1),
    ];
    const { summary } = await answer(engine, 'churn', { orders }, { window_days: 10 });
    expect(summary).toMatchObject({ customers: 3, churned: 1, undetermined: 1, rate: 1 / 3 });
  });

  it('takes H from the gaps and says what H/2 and 2H would give, and who came back', async () => {
    const orders = [
      order('a', 1),
      order('a', 11),
      order('b', 1),
      order('b', 61),
      order('c', 80),
      order('z', 100),
      order('z', 90),
    ];
    const { summary } = await answer(engine, 'churn', { orders });
    // Gaps 10, 60, 10: p95 is 10 + 0.9 · 50.
    expect(summary.window_days).toBeCloseTo(55, 9);
    expect(summary).toMatchObject({ customers: 2, churned: 1, undetermined: 2, reactivated: 0.5 });
    expect(summary).toMatchObject({ rate_half_window: 2 / 2, rate_double_window: null });
  });

  it('takes orders of one moment for one purchase, not for a gap of nothing', async () => {
    const orders = ['a', 'b', 'c'].flatMap((who) => [
      order(who, 1),
      ...Array.from({ length: 30 }, (_, nth) => order(who, 1, { order_id: `${who}+${String(nth)}` })),
      order(who, 31),
    ]);
    const { summary } = await answer(engine, 'churn', { orders: [...orders, order('d', 61)] });
    expect(summary).toMatchObject({ window_days: 30 });
  });

  it('does not know unpaid orders', async () => {
    const orders = [
      order('a', 1, { status: 'paid' }),
      order('a', 99, { status: 'unpaid' }),
      order('b', 100, { status: 'paid' }),
    ];
    expect((await answer(engine, 'churn', { orders }, { window_days: 10 })).summary).toMatchObject({
      customers: 1,
      churned: 1,
    });
  });

  it('has no rate where nobody came twice', async () => {
    const { summary } = await answer(engine, 'churn', { orders: [order('a', 1), order('b', 50)] });
    expect(summary).toMatchObject({ rate: null, churned: null, undetermined: 2, window_days: null });
  });

  it('reads interactions without orders, by first, last or any touchpoint', async () => {
    const touch = (customer_id: string, day: number, touchpoint: string) => ({
      customer_id,
      occurred_at: order('', day).ordered_at,
      touchpoint,
    });
    const interactions = [
      touch('a', 1, 'ad'),
      touch('a', 2, 'shop'),
      touch('b', 1, 'shop'),
      touch('z', 1, 'web'),
      touch('z', 99, 'web'),
    ];
    const by = async (owner: string) =>
      (await answer(engine, 'churn', { interactions }, { window_days: 10, owner })).rows.map((row) => [
        row.touchpoint,
        row.churned,
      ]);
    expect(await by('first')).toEqual([
      ['ad', 1],
      ['shop', 1],
      ['web', 0],
    ]);
    expect(await by('last')).toEqual([
      ['shop', 2],
      ['web', 0],
    ]);
    expect(await by('any')).toEqual([
      ['ad', 1],
      ['shop', 2],
      ['web', 0],
    ]);
  });
});

const telco = real('churn_ibm_telco/Telco-Customer-Churn.csv');
describe.skipIf(!telco.there)('the 7,043 customers of IBM Telco (figures of metrics.md 2.3)', () => {
  it('are flagged as published, by contract', async () => {
    await give(engine, {});
    await engine.run(sql`ALTER TABLE canonical.customers ADD COLUMN Contract VARCHAR`);
    await fill(engine, 'customers', telco.path, sql`customerID AS customer_id, Churn = 'Yes' AS churned, Contract`);
    const roles = new Set(['customers.customer_id', 'customers.churned', 'customers.Contract']);
    const { rows, summary } = await answerOn(engine, 'churn', roles, { by: 'Contract' });
    expect(summary).toMatchObject({ customers: 7043, churned: 1869 });
    expect(Number(summary.rate) * 100).toBeCloseTo(26.53698708, 7);
    expect(rows.map((row) => (Number(row.rate) * 100).toFixed(7))).toEqual(['42.7096774', '11.2695180', '2.8318584']);
  });

  it('are flagged as published, by internet service', async () => {
    await give(engine, {});
    await engine.run(sql`ALTER TABLE canonical.customers ADD COLUMN IF NOT EXISTS InternetService VARCHAR`);
    await fill(
      engine,
      'customers',
      telco.path,
      sql`customerID AS customer_id, Churn = 'Yes' AS churned, tenure::DOUBLE AS tenure, InternetService`,
    );
    const roles = new Set(['customers.customer_id', 'customers.churned', 'customers.InternetService']);
    const { rows } = await answerOn(engine, 'churn', roles, { by: 'InternetService' });
    expect(Object.fromEntries(rows.map((row) => [row.touchpoint, (Number(row.rate) * 100).toFixed(7)]))).toEqual({
      DSL: '18.9591078',
      'Fiber optic': '41.8927649',
      No: '7.4049803',
    });
    expect(
      (await engine.query(sql`SELECT avg(tenure) AS mean FROM customers`, { first: 'canonical' }))[0]?.mean,
    ).toBeCloseTo(32.37114866, 8);
  });
});

const cdnow = real('clv_cdnow/btyd_cdnowElog.csv');
const bank = real('churn_bank/Churn_Modelling.csv');

describe.skipIf(!bank.there)('the bank whose file repeats two of its 10,000 customers (figures of INDEX.md)', () => {
  it('counts each customer once: 10,000, not 10,002', async () => {
    await give(engine, {});
    await fill(
      engine,
      'customers',
      bank.path,
      sql`CustomerId AS customer_id, Geography AS region, Exited = '1' AS churned`,
    );
    const roles = new Set(['customers.customer_id', 'customers.churned', 'customers.region']);
    const { rows, summary } = await answerOn(engine, 'churn', roles, { by: 'region' });
    expect(summary).toMatchObject({ customers: 10_000, churned: 2037 });
    expect(rows.find(({ touchpoint }) => touchpoint === 'Spain')?.rate).toBeCloseTo(0.166734, 6);
  });
});

describe.skipIf(!cdnow.there)('the orders of CDNOW', () => {
  it('give H, a rate between those of H/2 and 2H, and no customer twice', async () => {
    await give(engine, {});
    await fill(
      engine,
      'orders',
      cdnow.path,
      sql`masterid AS customer_id, strptime(date, '%Y%m%d')::TIMESTAMP AS ordered_at, sales::DOUBLE AS amount`,
    );
    const { summary } = await answerOn(
      engine,
      'churn',
      new Set(['orders.customer_id', 'orders.ordered_at', 'orders.amount']),
    );
    expect(Number(summary.customers) + Number(summary.undetermined)).toBe(2357);
    const [half, rate, double] = [summary.rate_half_window, summary.rate, summary.rate_double_window].map(Number);
    expect(half).toBeGreaterThan(rate ?? 1);
    expect(rate).toBeGreaterThan(double ?? 1);
  });
});
