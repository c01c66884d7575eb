import { afterAll, beforeAll, expect, it } from 'vitest';
import { answer } from '../../test/engines/answer';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const given = { orders: [{ order_id: '1', customer_id: 'a', ordered_at: '2025-01-05', amount: 10 }] };

it.each(['last week', '2025-13-01', '2025-1-5'])(
  'refuses "%s" as a date by name, and does not take another one',
  async (as_of) => {
    await expect(answer(engine, 'rfm', given, { as_of })).rejects.toMatchObject({
      code: 'parameter',
      details: { name: 'as_of' },
    });
  },
);

it('counts days to the date that was asked for, else to the last order', async () => {
  expect((await answer(engine, 'rfm', given, { as_of: '2025-01-15' })).rows[0]).toMatchObject({ recency: 10 });
  expect((await answer(engine, 'rfm', given)).rows[0]).toMatchObject({ recency: 0 });
});

it('leaves out what was bought after the date that was asked for, and says so', async () => {
  const orders = [
    ...given.orders,
    { order_id: '2', customer_id: 'a', ordered_at: '2025-01-10 23:00:00', amount: 5 },
    { order_id: '3', customer_id: 'a', ordered_at: '2025-01-11 00:00:00', amount: 7 },
    { order_id: '4', customer_id: 'b', ordered_at: '2025-02-01', amount: 9 },
  ];
  const { rows, summary, remarks } = await askMetric(engine, 'rfm', { orders }, { as_of: '2025-01-10' });
  expect(rows).toEqual([expect.objectContaining({ customer_id: 'a', recency: 0, frequency: 2, monetary: 15 })]);
  expect(summary).toMatchObject({ n: 1, later: 2, as_of: '2025-01-10' });
  expect(remarks.en).toContain('2 orders after 2025-01-10 are left out');
});

it('has no M and no segment where an amount is not known, instead of taking it for nothing', async () => {
  const bought = (customer_id: string, day: number, amount: number | null) => ({
    order_id: `${customer_id}${String(day)}`,
    customer_id,
    ordered_at: `2025-01-0${String(day)}`,
    amount,
  });
  const orders = [bought('a', 1, 10), bought('b', 2, null), bought('c', 3, 30), bought('c', 4, null)];
  const { rows, summary, remarks } = await askMetric(engine, 'rfm', { orders });
  expect(rows.map(({ customer_id, monetary }) => [customer_id, monetary])).toEqual([
    ['a', 10],
    ['b', null],
    ['c', null],
  ]);
  expect(rows[1]).toMatchObject({ m: null, segment: null });
  expect(rows[1]!.r).not.toBeNull();
  expect(summary.missing).toBe(2);
  expect(remarks.en).toContain('2 customers with an order of unknown amount');
});

it('adds no amounts of two currencies', async () => {
  const orders = [
    { order_id: '1', customer_id: 'a', ordered_at: '2025-01-05', amount: 10, currency: 'CNY' },
    { order_id: '2', customer_id: 'a', ordered_at: '2025-01-06', amount: 10, currency: 'USD' },
  ];
  const { rows, summary, remarks } = await askMetric(engine, 'rfm', { orders });
  expect(rows[0]).toMatchObject({ monetary: null, m: null, segment: null, frequency: 2 });
  expect(summary).toMatchObject({ currencies: 2, missing: 0 });
  expect(remarks.en).toContain('2 currencies, which cannot be added');
});

it('says why there are no segments with other than five bins', async () => {
  const { summary, remarks } = await askMetric(engine, 'rfm', given, { bins: 4 });
  expect(summary.segments).toEqual({});
  expect(remarks.zh).toContain('分群名称只适用于五档');
});
