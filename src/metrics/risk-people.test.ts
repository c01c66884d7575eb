import { afterAll, beforeAll, expect, it } from 'vitest';
import { give } from '../../test/engines/given';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import { metrics } from './index';
import { snapshots } from './risk-sources';
import { standingsOf } from './risk-standings';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

it('does not take who left at an unknown time for still there: the outcome is not known, and nobody is warned of', async () => {
  const roles = await give(engine, {
    customers: [
      { customer_id: 'there', churned: false, churned_at: null },
      { customer_id: 'left', churned: true, churned_at: '2025-03-18' },
      { customer_id: 'undated', churned: true, churned_at: null },
    ],
    interactions: ['there', 'left', 'undated', 'there'].map((customer_id, at) => ({
      customer_id,
      touchpoint: 'shop',
      occurred_at: at < 3 ? '2025-03-01' : '2025-03-31',
    })),
  });
  const { people } = metrics.get('risk')!.query({ params: { horizon_days: 10 }, roles, seed: 1 });
  const found = await engine.ask(people!);
  const { of, outcomes } = standingsOf(found);
  const known = snapshots.flatMap((snapshot) =>
    Array.from(
      of[snapshot].people,
      (row, nth) => `${snapshot} ${String(found.rows[row]!.customer_id)} ${String(outcomes[of[snapshot].from + nth])}`,
    ),
  );
  expect(known).toEqual([
    'train left 1',
    'train there 0',
    'train undated NaN',
    'test there 0',
    'test undated NaN',
    'now there NaN',
  ]);
});
