import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, answerOn } from '../../test/engines/answer';
import { askMetric } from '../../test/engines/ask-metric';
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

const order = (order_id: string, customer_id: string, ordered_at: string, amount: number, more = {}) => ({
  order_id,
  customer_id,
  ordered_at,
  amount,
  ...more,
});

describe('historic value', () => {
  describe('of orders that name no customer', () => {
    const sale = (order_id: string, ordered_at: string, amount: number, touchpoint: string, status = 'paid') => ({
      order_id,
      ordered_at,
      amount,
      touchpoint,
      status,
    });
    const orders = [
      sale('1', '2025-01-01', 100, 'shop'),
      sale('2', '2025-01-20', 30, 'shop'),
      sale('3', '2025-02-02', 50, 'app'),
      sale('4', '2025-02-03', 999, 'app', 'unpaid'),
    ];

    it('is not told, but their number and revenue are, and what is missing', async () => {
      const { rows, summary, remarks } = await askMetric(engine, 'clv-historic', { orders });
      expect(rows).toMatchObject([
        { touchpoint: 'shop', customers: null, orders: 2, revenue: 130, clv: null, undetermined: null },
        { touchpoint: 'app', customers: null, orders: 1, revenue: 50, clv: null, low: null, high: null },
      ]);
      expect(summary).toMatchObject({ customers: null, orders: 3, revenue: 180, clv: null, unpaid: 1, missing: null });
      expect(remarks.en).toContain('Map the orders’ customer');
    });

    it('stand by period too, also without ids, and not by customer or a column of customers', async () => {
      const bare = orders.map(({ ordered_at, status }, at) => ({ ordered_at, amount: 50 + 15 * at, status }));
      const { rows } = await answer(engine, 'clv-historic', { orders: bare }, { by: 'period' });
      expect(rows).toMatchObject([
        { touchpoint: '2025-01-01', orders: 2, revenue: 115 },
        { touchpoint: '2025-02-01', orders: 1, revenue: 80 },
      ]);
      const customers = [{ customer_id: 'a', segment: 'new' }];
      for (const by of ['customer', 'segment'])
        await expect(answer(engine, 'clv-historic', { orders, customers }, { by })).rejects.toMatchObject({
          details: { name: 'by', value: by },
        });
    });
  });

  it('is discounted and earned only with a margin, by name too', async () => {
    const orders = [order('1', 'a', '2024-01-01T00:00:00', 100), order('2', 'a', '2025-01-01T06:00:00', 110)];
    const spend = await answer(engine, 'clv-historic', { orders });
    expect(spend.summary).toMatchObject({ kind: 'cumulative_spend', clv: 210, discount: null });
    const value = await answer(engine, 'clv-historic', { orders }, { margin: 0.5 });
    // 366.25 days are 1.0027 years of 365.25 days.
    expect(value.summary.clv).toBeCloseTo(50 + 55 / 1.1 ** (366.25 / 365.25), 9);
    expect((await answer(engine, 'clv-historic', { orders }, { margin: 0.5, discount: 0 })).summary.clv).toBe(105);
  });

  it('takes the cost of orders off where it is known', async () => {
    const orders = [order('1', 'a', '2024-01-01', 100, { cost: 70 }), order('2', 'b', '2024-01-01', 100, { cost: 80 })];
    expect((await answer(engine, 'clv-historic', { orders })).summary).toMatchObject({ kind: 'margin', clv: 25 });
  });

  it('does not take an unknown cost for none: the customer is in no mean, and it is said', async () => {
    const known = [
      order('1', 'a', '2024-01-01', 100, { cost: 70 }),
      order('2', 'b', '2024-01-01', 100, { cost: 80 }),
      order('3', 'z', '2024-12-31', 100, { cost: 0 }),
    ];
    const holed = [
      ...known,
      order('4', 'c', '2024-01-02', 100, { cost: null }),
      order('5', 'c', '2024-01-03', 100, { cost: 90 }),
      // Of two lines of one order, one without its cost.
      order('6', 'd', '2024-01-03', 60, { cost: 50 }),
      order('6', 'd', '2024-01-03', 30, { cost: null }),
    ];
    const [whole, some] = [
      await answer(engine, 'clv-historic', { orders: known }),
      await askMetric(engine, 'clv-historic', { orders: holed }),
    ];
    expect(whole.summary).toMatchObject({ clv: 50, missing: 0, orders_without_cost: 0 });
    for (const name of ['clv', 'low', 'high', 'first_days_value', 'first_days_low', 'first_days_high'])
      expect(some.summary[name], name).toEqual(whole.summary[name]);
    expect(some.summary).toMatchObject({ customers: 5, missing: 2, orders_without_cost: 2, revenue: 590 });
    expect(some.remarks.en).toContain('2 orders without a known cost, which is not taken as 0');
    expect(some.remarks.zh).toContain('2 笔订单成本未知');
    const by = await answer(engine, 'clv-historic', { orders: holed }, { by: 'customer' });
    expect(by.rows.find(({ touchpoint }) => touchpoint === 'c')).toMatchObject({ clv: null, missing: 1 });
    const margin = await answer(engine, 'clv-historic', { orders: holed }, { margin: 0.5, discount: 0 });
    expect(margin.summary).toMatchObject({ clv: 59, missing: 0, orders_without_cost: 0 });
  });

  it('has no value for a customer of whose orders one is of unknown amount', async () => {
    const orders = [
      order('1', 'a', '2024-01-01', 100),
      { order_id: '2', customer_id: 'a', ordered_at: '2024-06-01', amount: null },
      order('3', 'b', '2024-01-01', 40),
      order('4', 'b', '2024-12-31', 20),
    ];
    const { summary, remarks } = await askMetric(engine, 'clv-historic', { orders });
    // In the first 90 days every order of both is known.
    expect(summary).toMatchObject({ clv: 60, missing: 1, orders_without_amount: 1, first_days_value: 70 });
    expect(remarks.en).toContain('1 order without a known amount: 1 customer of unknown value');
  });

  it('takes a refund off once: not from amounts that are net already', async () => {
    const net = [
      order('1', 'a', '2024-01-01', 100, { refund: 0 }),
      order('2', 'b', '2024-01-01', 0, { refund: 80 }),
      order('3', 'c', '2024-01-01', 20, { refund: 60 }),
    ];
    expect((await answer(engine, 'clv-historic', { orders: net })).summary).toMatchObject({
      revenue: 120,
      amounts: 'net',
      amounts_from: 'tested',
    });
    const gross = [
      order('1', 'a', '2024-01-01', 100, { refund: 0 }),
      order('2', 'b', '2024-01-01', 80, { refund: 80 }),
    ];
    expect((await answer(engine, 'clv-historic', { orders: gross })).summary).toMatchObject({
      revenue: 100,
      amounts: 'gross',
    });
    const said = gross.map((row) => ({ ...row, gross_or_net: 'net' }));
    expect((await answer(engine, 'clv-historic', { orders: said })).summary).toMatchObject({
      revenue: 180,
      amounts_from: 'declared',
    });
  });

  it('counts unpaid and closed orders nowhere, by status or by a missing time of payment', async () => {
    const orders = [
      order('1', 'a', '2024-01-01', 10, { status: 'paid' }),
      order('2', 'b', '2024-01-01', 10, { status: 'closed' }),
    ];
    expect((await answer(engine, 'clv-historic', { orders })).summary).toMatchObject({ customers: 1, unpaid: 1 });
    const paidAt = [
      order('1', 'a', '2024-01-01', 10, { paid_at: '2024-01-01' }),
      order('2', 'b', '2024-01-01', 10, { paid_at: null }),
    ];
    expect((await answer(engine, 'clv-historic', { orders: paidAt })).summary).toMatchObject({
      customers: 1,
      unpaid: 1,
    });
  });

  it('sums an order once whose total repeats in each line, and its lines where they differ', async () => {
    const repeated = [
      order('1', 'a', '2024-01-01', 90),
      order('1', 'a', '2024-01-01', 90),
      order('2', 'b', '2024-01-01', 10),
    ];
    expect((await answer(engine, 'clv-historic', { orders: repeated })).summary).toMatchObject({
      orders: 2,
      revenue: 100,
      totals_repeat: true,
    });
    const lines = [
      order('1', 'a', '2024-01-01', 60),
      order('1', 'a', '2024-01-01', 30),
      order('2', 'b', '2024-01-01', 10),
    ];
    expect((await answer(engine, 'clv-historic', { orders: lines })).summary).toMatchObject({
      orders: 2,
      revenue: 100,
      totals_repeat: false,
    });
  });

  it('leaves customers without a known amount out of the mean and of its interval, and says how many', async () => {
    const known = [
      order('1', 'a', '2024-01-01', 10),
      order('2', 'b', '2024-01-02', 30),
      order('3', 'z', '2024-12-31', 20),
    ];
    const without = { order_id: '4', customer_id: 'c', ordered_at: '2024-01-03', amount: null };
    const [whole, holed] = [
      await answer(engine, 'clv-historic', { orders: known }),
      await answer(engine, 'clv-historic', { orders: [...known, without] }),
    ];
    for (const name of ['revenue', 'clv', 'low', 'high', 'first_days_value', 'first_days_low', 'first_days_high'])
      expect(holed.summary[name], name).toEqual(whole.summary[name]);
    expect(whole.summary).toMatchObject({ customers: 3, missing: 0 });
    expect(holed.summary).toMatchObject({ customers: 4, missing: 1 });
  });

  it('has no value in two currencies', async () => {
    const orders = [
      order('1', 'a', '2024-01-01', 60, { currency: 'CNY' }),
      order('2', 'b', '2024-01-01', 60, { currency: 'USD' }),
    ];
    expect((await answer(engine, 'clv-historic', { orders })).summary).toMatchObject({ clv: null, revenue: null });
  });

  it('lists customers, and groups them by where they were first met', async () => {
    const orders = [order('1', 'a', '2024-01-02', 60), order('2', 'b', '2024-01-02', 30)];
    const interactions = [
      { customer_id: 'a', occurred_at: '2024-01-01', touchpoint: 'ad' },
      { customer_id: 'b', occurred_at: '2024-01-01', touchpoint: 'web' },
    ];
    expect((await answer(engine, 'clv-historic', { orders, interactions })).rows).toMatchObject([
      { touchpoint: 'ad', clv: 60 },
      { touchpoint: 'web', clv: 30 },
    ]);
    expect((await answer(engine, 'clv-historic', { orders }, { by: 'customer' })).rows).toMatchObject([
      { touchpoint: 'a', clv: 60, low: null },
      { touchpoint: 'b', clv: 30 },
    ]);
  });
});

const cdnow = real('clv_cdnow/btyd_cdnowElog.csv');
describe.skipIf(!cdnow.there)('the orders of CDNOW (figures of metrics.md 2.4)', () => {
  it('are 2,357 customers who spent 244,091.94', async () => {
    await give(engine, {});
    await fill(
      engine,
      'orders',
      cdnow.path,
      sql`masterid AS customer_id, strptime(date, '%Y%m%d')::TIMESTAMP AS ordered_at, sales::DOUBLE AS amount`,
    );
    const { summary } = await answerOn(
      engine,
      'clv-historic',
      new Set(['orders.customer_id', 'orders.ordered_at', 'orders.amount']),
    );
    expect(summary).toMatchObject({ customers: 2357, orders: 6919 });
    expect(summary.revenue).toBeCloseTo(244_091.94, 2);
    expect(summary.clv).toBeCloseTo(244_091.94 / 2357, 6);
  });
});

const tmall = real('cn_tmall_orders/tmall_order_report.csv');
describe.skipIf(!tmall.there)('the orders of a Tmall shop (figures of INDEX.md)', () => {
  it('sum to what was paid, from which the refund is not taken off again', async () => {
    await give(engine, {});
    await fill(
      engine,
      'orders',
      tmall.path,
      sql`COLUMNS('订单编号')::VARCHAR AS order_id, COLUMNS('订单编号')::VARCHAR AS customer_id, (COLUMNS('订单创建时间'))::TIMESTAMP AS ordered_at, (COLUMNS('订单付款时间'))::TIMESTAMP AS paid_at, (COLUMNS('买家实际支付金额'))::DOUBLE AS amount, (COLUMNS('退款金额'))::DOUBLE AS refund`,
    );
    const roles = new Set(
      ['order_id', 'customer_id', 'ordered_at', 'paid_at', 'amount', 'refund'].map((name) => `orders.${name}`),
    );
    const { summary } = await answerOn(engine, 'clv-historic', roles);
    expect(summary).toMatchObject({ amounts: 'net', amounts_from: 'tested', orders: 24_087 });
    expect(summary.revenue).toBeCloseTo(1_902_487.15, 2);
  });
});
