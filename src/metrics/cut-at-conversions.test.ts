import { afterAll, beforeAll, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const event = (customer_id: string | null, touchpoint: string | null, occurred_at: string | null, outcome = false) => ({
  customer_id,
  touchpoint,
  occurred_at,
  outcome,
});
const order = (customer_id: string, ordered_at: string | null, amount: number) => ({
  order_id: `${customer_id} ${String(ordered_at)}`,
  customer_id,
  ordered_at,
  amount,
});

type Events = readonly ReturnType<typeof event>[];
async function credited(interactions: Events, orders: readonly ReturnType<typeof order>[] = [], model = 'linear') {
  const given = { interactions, ...(orders.length && { orders }) };
  const { rows, summary } = await askMetric(engine, 'attribution', given, { models: model });
  const { conversions, nulls, unattributed } = summary;
  return {
    conversions,
    nulls,
    unattributed,
    ...Object.fromEntries(rows.map(({ touchpoint, credit }) => [touchpoint, credit])),
  };
}

it('cuts each customer’s touches at their own orders, a touch at the same time as the order being before it', async () => {
  const events = [
    event('x', 'a', '2025-01-01'),
    event('x', 'b', '2025-01-03'),
    event('x', 'c', '2025-01-04'),
    event('y', 'd', '2025-01-02'),
    event(null, 'e', '2025-01-01'),
    event('z', 'a', '2025-01-01'),
  ];
  const orders = [order('x', '2025-01-03', 5), order('y', '2025-01-05', 7), order('stranger', '2025-01-05', 7)];
  expect(await credited(events, orders)).toEqual({
    conversions: 2,
    nulls: 2,
    unattributed: 1,
    a: 0.5,
    b: 0.5,
    c: 0,
    d: 1,
  });
});

it('gives a conversion that follows another one without a touch between to nobody', async () => {
  const orders = ['2025-01-03', '2025-01-04', '2025-01-06'].map((day) => order('x', day, 1));
  const events = [event('x', 'a', '2025-01-02'), event('x', 'b', '2025-01-05')];
  expect(await credited(events, orders)).toEqual({ conversions: 2, nulls: 0, unattributed: 1, a: 1, b: 1 });
});

it('cuts after the event with the outcome, also where others are at the same time or at no touchpoint', async () => {
  const now = '2025-01-01';
  const events = [
    event('x', 'a', now),
    event('x', 'b', now, true),
    event('x', 'c', now),
    event('x', null, now, true),
    event('x', 'd', now),
  ];
  expect(await credited(events)).toEqual({ conversions: 2, nulls: 1, unattributed: 0, a: 0.5, b: 0.5, c: 1, d: 0 });
});

it('places a conversion that nobody dated nowhere, and a touch that nobody dated after all others', async () => {
  const dated = [event('x', 'a', '2025-01-01', true), event('y', 'b', '2025-01-01')];
  for (const model of ['linear', 'time-decay']) {
    expect(await credited([...dated, event('y', 'c', null, true)], [], model)).toEqual({
      conversions: 1,
      nulls: 1,
      unattributed: 1,
      a: 1,
      b: 0,
      c: 0,
    });
    const orders = [order('y', '2025-01-02', 5), order('y', null, 5)];
    expect(await credited([...dated, event('y', 'c', null)], orders, model)).toEqual({
      conversions: 1,
      nulls: 2,
      unattributed: 1,
      a: 0,
      b: 1,
      c: 0,
    });
  }
});
