import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../../test/engines/answer';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const order = (customer_id: string, ordered_at: string, more = {}) => ({
  order_id: customer_id + ordered_at,
  customer_id,
  ordered_at,
  ...more,
});

describe('repurchase', () => {
  it('leaves customers with an open window out, also those who bought again at once', async () => {
    const orders = [
      order('a', '2024-01-01'),
      order('b', '2024-01-01'),
      order('b', '2024-06-01'),
      order('c', '2025-01-01'),
      order('c', '2025-01-02'),
    ];
    // c bought again but could not yet have failed to: counting c gives 2 of 3.
    expect((await answer(engine, 'repurchase', { orders })).summary).toMatchObject({
      by: 'none',
      customers: 2,
      repurchased: 1,
      undetermined: 1,
      rate: 0.5,
    });
  });

  it('knows neither unpaid orders nor two lines of one order nor two orders of one moment', async () => {
    const orders = [
      order('a', '2024-01-01', { status: 'paid' }),
      order('a', '2024-02-01', { status: 'closed' }),
      { order_id: '1', customer_id: 'b', ordered_at: '2024-01-01', status: 'paid' },
      { order_id: '1', customer_id: 'b', ordered_at: '2024-01-01', status: 'paid' },
      { order_id: '2', customer_id: 'b', ordered_at: '2024-01-01', status: 'paid' },
      order('z', '2026-01-01', { status: 'paid' }),
    ];
    expect((await answer(engine, 'repurchase', { orders })).summary).toMatchObject({
      customers: 2,
      repurchased: 0,
      unpaid: 1,
    });
  });

  it('by period of the first order marks the open one', async () => {
    const orders = ['2025-01-05', '2025-02-05', '2025-02-10'].map((ordered_at, at) => ({
      order_id: String(at),
      customer_id: String(at),
      ordered_at,
    }));
    for (const id of ['repurchase', 'churn', 'clv-historic']) {
      const { rows } = await answer(
        engine,
        id,
        { orders: orders.map((order) => ({ ...order, amount: 1 })) },
        { by: 'period' },
      );
      expect(rows).toMatchObject([
        { touchpoint: '2025-01-01', complete: true },
        { touchpoint: '2025-02-01', complete: false },
      ]);
    }
  });

  it('groups by an attribute of the customers', async () => {
    const orders = [
      order('a', '2024-01-01'),
      order('a', '2024-02-01'),
      order('b', '2024-01-01'),
      order('z', '2026-01-01'),
    ];
    const customers = [
      { customer_id: 'a', segment: 'x' },
      { customer_id: 'b', segment: 'y' },
    ];
    const { rows } = await answer(engine, 'repurchase', { orders, customers }, { by: 'segment' });
    expect(rows).toMatchObject([
      { touchpoint: 'x', rate: 1 },
      { touchpoint: 'y', rate: 0 },
      { touchpoint: null, rate: null, undetermined: 1 },
    ]);
  });

  it('does not count at the second touchpoint who bought first at an unknown one', async () => {
    const orders = [
      order('a', '2024-01-01', { touchpoint: null }),
      order('a', '2024-02-01', { touchpoint: 'shop' }),
      order('b', '2024-01-01', { touchpoint: 'shop' }),
      order('z', '2026-01-01', { touchpoint: 'app' }),
    ];
    const { rows, summary } = await answer(engine, 'repurchase', { orders });
    expect(rows).toMatchObject([
      { touchpoint: 'app', customers: 0, undetermined: 1 },
      { touchpoint: 'shop', customers: 1, repurchased: 0, rate: 0 },
    ]);
    expect(summary).toMatchObject({ customers: 2, repurchased: 1 });
  });
});
