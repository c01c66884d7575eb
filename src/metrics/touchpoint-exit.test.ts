import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../../test/engines/answer';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const visit = (customer_id: string, day: number, touchpoint: string, more = {}) => ({
  customer_id,
  occurred_at: new Date(Date.UTC(2025, 0, day)).toISOString().slice(0, 19),
  touchpoint,
  ...more,
});

describe('touchpoint exit', () => {
  it('keeps recently active customers in, whom the usual censoring would drop and double the rate', async () => {
    const interactions = [
      ...['a', 'b', 'c'].flatMap((who) => [visit(who, 1, 'web'), visit(who, 4, 'web'), visit(who, 99, 'app')]),
      visit('d', 1, 'web'),
      visit('end', 100, 'x'),
    ];
    const { rows } = await answer(engine, 'touchpoint-exit', { interactions }, { gap_days: 10 });
    // web: 7 visits; left after day 4 for more than 10 days: a, b, c; and d after day 1. Dropping those active in the
    // last 10 days would leave d alone: 1 of 1.
    expect(rows.find((row) => row.touchpoint === 'web')).toMatchObject({ visits: 7, exits: 4, rate: 4 / 7 });
  });

  it('is undetermined only where nothing followed and H is not over', async () => {
    const interactions = [visit('a', 95, 'web'), visit('a', 96, 'app'), visit('b', 100, 'web'), visit('c', 90, 'web')];
    const { rows } = await answer(engine, 'touchpoint-exit', { interactions }, { gap_days: 10 });
    expect(rows).toMatchObject([
      { touchpoint: 'app', visits: 0, undetermined: 1, rate: null, low: null },
      // a's visit was followed at once, c's H ends with the data: both known. Only b's is open.
      { touchpoint: 'web', visits: 2, exits: 1, undetermined: 1 },
    ]);
  });

  it('reports leaving after a success apart, by outcome, by word and by order', async () => {
    const interactions = [
      visit('a', 1, 'shop', { outcome: true, event: 'x' }),
      visit('b', 1, 'shop', { outcome: false, event: 'Delivered' }),
      visit('c', 1, 'shop', { outcome: false, event: 'payment error' }),
      visit('d', 1, 'shop', { outcome: false, event: 'x' }),
      visit('e', 60, 'end', { outcome: false, event: 'x' }),
    ];
    const orders = [{ order_id: '1', customer_id: 'd', ordered_at: '2025-01-02', amount: 1 }];
    const { rows } = await answer(engine, 'touchpoint-exit', { interactions, orders }, { gap_days: 10 });
    expect(rows[1]).toMatchObject({ touchpoint: 'shop', visits: 4, exits: 1, exits_after_success: 3, rate: 0.25 });
    const without = await answer(engine, 'touchpoint-exit', { interactions }, { gap_days: 10, success: 'shop' });
    expect(without.rows[1]).toMatchObject({ exits: 0, exits_after_success: 4 });
  });

  it('takes H from the gaps, and has no rate without any', async () => {
    const interactions = Array.from({ length: 21 }, (_, at) => visit('a', at * at + 1, 'web'));
    const { summary } = await answer(engine, 'touchpoint-exit', { interactions });
    // Gaps are 1, 3, …, 39 days; their 95th percentile by type 7 is the value at 0.95 · 19 = 18.05: 37 + 0.05 · 2.
    expect(summary.gap_days).toBeCloseTo(37.1, 9);
    const once = await answer(engine, 'touchpoint-exit', {
      interactions: [visit('a', 1, 'web'), visit('b', 9, 'web')],
    });
    expect(once.summary).toMatchObject({ gap_days: null, rate: null, undetermined: 2 });
  });

  it('counts visits of one customer as a cluster', async () => {
    const interactions = Array.from({ length: 100 }, (_, at) => visit(String(at % 5), at < 50 ? 1 : 2, 'web'));
    const { rows } = await answer(
      engine,
      'touchpoint-exit',
      { interactions: [...interactions, visit('z', 90, 'x')] },
      { gap_days: 5 },
    );
    expect(rows[0]).toMatchObject({ visits: 100, exits: 5, rate: 0.05 });
  });

  it('reads success from names of touchpoints where no event tells of it, and from solved tickets', async () => {
    const plain = [visit('a', 1, '支付'), visit('b', 1, 'cart'), visit('c', 1, 'help'), visit('z', 60, 'x')];
    const tickets = [
      { ticket_id: '1', customer_id: 'c', created_at: '2025-01-01', resolved_at: '2025-01-03', resolved: true },
      { ticket_id: '2', customer_id: 'b', created_at: '2025-01-01', resolved_at: '2025-01-03', resolved: false },
    ];
    const { rows } = await answer(engine, 'touchpoint-exit', { interactions: plain, tickets }, { gap_days: 10 });
    const parts = (some: typeof rows) => some.map((row) => [row.touchpoint, row.exits, row.exits_after_success]);
    expect(parts(rows)).toEqual([
      ['cart', 1, 0],
      ['help', 0, 1],
      ['x', 0, 0],
      ['支付', 0, 1],
    ]);
    const events = plain.map((row) => ({ ...row, event: 'view' }));
    expect(parts((await answer(engine, 'touchpoint-exit', { interactions: events }, { gap_days: 10 })).rows)).toEqual([
      ['cart', 1, 0],
      ['help', 1, 0],
      ['x', 0, 0],
      ['支付', 1, 0],
    ]);
  });
});
