import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../../test/engines/answer';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import { wilson } from '../stats/wilson';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const id = (source: string, source_id: string, customer_id: string | null) => ({ source, source_id, customer_id });

describe('integration', () => {
  it('does not call an id matched that its own source knows twice, or that names nobody', async () => {
    const identities = [
      id('crm', '1', 'a'),
      id('crm', '2', 'a'),
      id('crm', '3', null),
      id('app', '1', 'b'),
      id('app', '1', 'b'),
    ];
    const { rows } = await answer(engine, 'integration', { identities });
    expect(rows).toMatchObject([
      { source: 'app', ids: 1, match_rate: 0 },
      { source: 'crm', ids: 3, match_rate: 0, retained_unmatched: null },
    ]);
  });

  it('sees who is retained from their last event where no flag says', async () => {
    const identities = [id('crm', '1', 'a'), id('app', '1', 'a'), id('crm', '2', 'b')];
    const orders = [
      { order_id: '1', customer_id: 'a', ordered_at: '2025-06-01' },
      { order_id: '2', customer_id: 'b', ordered_at: '2025-01-01' },
    ];
    expect((await answer(engine, 'integration', { identities, orders })).summary).toMatchObject({
      match_rate: 2 / 3,
      n_matched: 2,
      retained_matched: 1,
      retained_matched_low: wilson(2, 2)?.low,
      n_unmatched: 1,
      retained_unmatched: 0,
      retained_unmatched_high: wilson(0, 1)?.high,
    });
    expect(
      (await answer(engine, 'integration', { identities, orders }, { active_days: 365 })).summary.retained_unmatched,
    ).toBe(1);
  });

  it('matches a single source against the customers', async () => {
    const given = {
      identities: [id('crm', '1', 'a'), id('crm', '2', 'zz')],
      customers: [{ customer_id: 'a', segment: 'x' }],
    };
    expect((await answer(engine, 'integration', given)).summary).toMatchObject({ sources: 1, match_rate: 0.5 });
  });

  it('takes the tables that name customers for sources where no table lists ids, by any group', async () => {
    const given = {
      customers: [
        { customer_id: 'a', segment: 'new' },
        { customer_id: 'b', segment: 'new' },
        { customer_id: 'c', segment: 'vip' },
      ],
      orders: [
        { order_id: '1', customer_id: 'a', ordered_at: '2025-01-05' },
        { order_id: '2', customer_id: 'z', ordered_at: '2025-02-28' },
      ],
    };
    const { rows, summary } = await answer(engine, 'integration', given);
    expect(rows).toMatchObject([
      { source: 'customers', ids: 3, matched: 1 },
      { source: 'orders', ids: 2, matched: 1 },
    ]);
    expect(summary).toMatchObject({ by: 'source', ids: 5, matched: 2, match_rate: 0.4 });
    const cut = await answer(engine, 'integration', given, { by: 'segment' });
    expect(cut.rows).toMatchObject([
      { source: 'new', ids: 3, matched: 2 },
      { source: 'vip', ids: 1, matched: 0 },
      { source: null, ids: 1 },
    ]);
    const months = await answer(engine, 'integration', given, { by: 'period' });
    expect(months.rows).toMatchObject([
      { source: '2025-01-01', ids: 2, complete: true },
      { source: '2025-02-01', ids: 1, complete: true },
      { source: null, ids: 2 },
    ]);
    expect((await answer(engine, 'integration', given, { by: 'none' })).rows).toMatchObject([{ source: null, ids: 5 }]);
  });
});
