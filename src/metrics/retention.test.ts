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

const orders = ['a01', 'a03', 'b01', 'b02', 'b03', 'c01', 'c04'].map((word) => ({
  order_id: word,
  customer_id: word[0] ?? '',
  ordered_at: `2025-${word.slice(1)}-15`,
}));
const whole = [...orders, { order_id: 'end', customer_id: 'a', ordered_at: '2025-04-30' }];
const active = async (params: object) =>
  (await answer(engine, 'retention', { orders }, { ...params })).rows.map((row) => row.active);

describe('retention', () => {
  it('is in the period, or on or after it', async () => {
    expect(await active({})).toEqual([3, 1, 2, 1]);
    expect(await active({ mode: 'on-or-after' })).toEqual([3, 3, 3, 1]);
  });

  it('refers to the cohort or to the period before, and may rise', async () => {
    const { rows } = await answer(engine, 'retention', { orders: whole }, { reference: 'previous' });
    expect(rows.map((row) => row.rate)).toEqual([1, 1 / 3, 2, 1]);
    expect(rows[2]).toMatchObject({ low: null });
  });

  it('averages what it refers to: the cohort, or those active the period before', async () => {
    const averages = async (params: Readonly<Record<string, unknown>>) =>
      (await answer(engine, 'retention', { orders: whole }, params)).summary.average;
    // Of three in January one was active in February, two in March, two in April.
    const ofCohort = [{ rate: 1 }, { rate: 1 / 3 }, { rate: 2 / 3 }, { rate: 2 / 3 }];
    expect(await averages({})).toMatchObject(ofCohort);
    const ofBefore = [{ rate: 1 }, { rate: 1 / 3 }, { rate: 2 }, { rate: 1 }];
    expect(await averages({ reference: 'previous' })).toMatchObject(ofBefore);
  });

  it('marks the open period, and reads interactions without orders', async () => {
    const interactions = orders.map(({ customer_id, ordered_at }) => ({
      customer_id,
      occurred_at: ordered_at,
      touchpoint: 'x',
    }));
    const { rows } = await answer(engine, 'retention', { interactions }, { period: 'quarter' });
    expect(rows).toMatchObject([
      { cohort: '2025-01-01', active: 3, complete: true },
      { period: 1, active: 1, complete: false },
    ]);
  });

  it('has no rate in a period that is not over, since those who have not come may yet come', async () => {
    const late = [...orders, { order_id: 'd05', customer_id: 'd', ordered_at: '2025-05-01 09:00:00' }];
    const { rows, summary, remarks } = await askMetric(engine, 'retention', { orders: late });
    expect(rows.filter(({ complete }) => complete === false)).toMatchObject([
      { cohort: '2025-01-01', period: 4, active: 0, rate: null, low: null, high: null },
      { cohort: '2025-05-01', period: 0, active: 1, rate: 1 },
    ]);
    expect(summary.undetermined).toBe(5);
    expect(remarks.en).toContain('5 cells lie after the end of the data or in the period that was not over then');
    const first = await askMetric(engine, 'retention', { orders: late.slice(-1) });
    expect(first.remarks.en).toContain('No period after the first one of a cohort is over');
  });
});

const cdnow = real('clv_cdnow/btyd_cdnowElog.csv');
describe.skipIf(!cdnow.there)('the cohorts of CDNOW (figures of metrics.md 2.4)', () => {
  it('are active as counted there', async () => {
    await give(engine, {});
    await fill(
      engine,
      'orders',
      cdnow.path,
      sql`masterid AS customer_id, strptime(date, '%Y%m%d')::TIMESTAMP AS ordered_at, sales::DOUBLE AS amount`,
    );
    const { rows, summary } = await answerOn(
      engine,
      'retention',
      new Set(['orders.customer_id', 'orders.ordered_at', 'orders.amount']),
    );
    const of = (cohort: string) =>
      rows
        .filter((row) => row.cohort === cohort)
        .slice(0, 13)
        .map((row) => row.active);
    expect(of('1997-01-01')).toEqual([781, 124, 95, 70, 65, 77, 65, 53, 52, 45, 62, 59, 45]);
    expect(of('1997-02-01')).toEqual([857, 134, 110, 75, 77, 75, 61, 61, 74, 70, 59, 57, 59]);
    expect(summary.customers).toBe(2357);
  });
});
