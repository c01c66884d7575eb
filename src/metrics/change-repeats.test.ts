import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../../test/engines/answer';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const quarters = { before: '2025-01-01/2025-03-31', after: '2025-04-01/2025-06-30' };

/** Fifty persons in a month, each with two equal answers; so many are good. */
const twice = (good: number, month: string, kind: string, [high, low]: readonly [number, number]) =>
  Array.from({ length: 100 }, (_, at) => ({
    response_id: `${month}-${String(at)}`,
    customer_id: `${month}-${String(at % 50)}`,
    touchpoint: 'shop',
    kind,
    score: at % 50 < good ? high : low,
    scale_min: kind === 'nps' ? 0 : 1,
    scale_max: kind === 'nps' ? 10 : 5,
    submitted_at: `2025-${month}-15`,
  }));

// scipy 1.17.1: the hundred answers of fifty persons count as 49 (Cochran 1977, 6.4, divisor persons − 1). As a hundred
// independent answers they would give p 0.004, 0.004 and 0.004.
describe('change, where customers answer more than once', () => {
  const csat = [...twice(15, '02', 'csat', [5, 2]), ...twice(25, '05', 'csat', [5, 2])];

  it('tests shares of as many answers as the customers leave', async () => {
    const { rows, summary } = await answer(engine, 'change', { responses: csat }, quarters);
    expect(rows[0]).toMatchObject({ n_before: 100, before: 0.3, after: 0.5 });
    expect(rows[0]?.p).toBeCloseTo(0.04331, 4);
    expect(summary.p).toBeCloseTo(0.04331, 4);
  });

  it('tests means and NPS so', async () => {
    const means = await answer(engine, 'change', { responses: csat }, { ...quarters, value: 'mean' });
    expect(means.rows[0]?.p).toBeCloseTo(0.04273, 3);
    const nps = [...twice(15, '02', 'nps', [10, 0]), ...twice(25, '05', 'nps', [10, 0])];
    const found = await answer(engine, 'change', { responses: nps }, { ...quarters, metric: 'nps' });
    expect(found.rows[0]).toMatchObject({ n_before: 100, before: -40, after: 0 });
    expect(found.rows[0]?.p).toBeCloseTo(0.039, 4);
  });

  it('tests exits of visits as many as their customers leave', async () => {
    const visits = (month: string, stays: number) =>
      Array.from({ length: 50 }, (_, who) => `${month}-${String(who)}`).flatMap((customer_id, who) => [
        { customer_id, occurred_at: `2025-${month}-01`, touchpoint: 'shop' },
        { customer_id, occurred_at: `2025-${month}-02`, touchpoint: 'shop' },
        ...(who < stays ? [{ customer_id, occurred_at: `2025-${month}-03`, touchpoint: 'end' }] : []),
      ]);
    const interactions = [
      ...visits('02', 30),
      ...visits('05', 10),
      { customer_id: 'z', occurred_at: '2025-03-31', touchpoint: 'end' },
      { customer_id: 'z', occurred_at: '2025-06-30', touchpoint: 'end' },
    ];
    const settings = { gap_days: 5 };
    const { rows } = await answer(
      engine,
      'change',
      { interactions },
      { ...quarters, metric: 'touchpoint-exit', settings },
    );
    expect(rows.find(({ touchpoint }) => touchpoint === 'shop')).toMatchObject({
      n_before: 100,
      before: 0.2,
      after: 0.4,
    });
  });
});
