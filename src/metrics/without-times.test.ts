import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../../test/engines/answer';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const visit = (customer_id: string, occurred_at: string | null, outcome = false) => ({
  customer_id,
  occurred_at,
  touchpoint: 'shop',
  outcome,
});

describe('visits whose time nobody wrote down', () => {
  it('are undetermined, not an error, where a window is asked for', async () => {
    const none = [visit('a', null), visit('b', null)];
    const assisted = await answer(engine, 'conversion', { interactions: none }, { mode: 'assisted' });
    expect(assisted.summary).toMatchObject({ entered: 0, undetermined: 2, rate: null });
    const exits = await answer(engine, 'touchpoint-exit', { interactions: none }, { gap_days: 1 });
    expect(exits.summary).toMatchObject({ visits: 0, exits: 0, undetermined: 2, rate: null });
  });

  it('leave the others as they are', async () => {
    const dated = [
      visit('a', '2025-01-01'),
      visit('a', '2025-01-02', true),
      visit('b', '2025-01-01'),
      visit('z', '2025-03-01'),
    ];
    for (const [id, params] of [
      ['conversion', { mode: 'assisted', unit: 'event' }],
      ['touchpoint-exit', { gap_days: 5 }],
    ] as const) {
      const { summary } = await answer(engine, id, { interactions: dated }, params);
      const more = await answer(engine, id, { interactions: [...dated, visit('c', null)] }, params);
      expect(more.summary).toEqual({ ...summary, undetermined: Number(summary.undetermined) + 1 });
    }
  });
});
