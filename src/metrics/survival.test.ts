import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, answerOn } from '../../test/engines/answer';
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

describe('survival', () => {
  it('reads the time from dates where no tenure is given', async () => {
    const customers = [
      { customer_id: 'a', first_seen: '2025-01-01', churned_at: '2025-01-11' },
      { customer_id: 'b', first_seen: '2025-01-01', churned_at: null },
      { customer_id: 'c', first_seen: '2025-01-21', churned_at: null },
    ];
    const { rows } = await answer(engine, 'survival', { customers });
    expect(rows.map((row) => [row.time, row.at_risk, row.events])).toEqual([
      [0, 3, 0],
      [10, 2, 1],
      [20, 1, 0],
    ]);
  });

  it('leaves out who was lost nobody knows when, and follows to the end who came back', async () => {
    const customers = [
      { customer_id: 'a', first_seen: '2025-01-01', churned: true, churned_at: '2025-01-11' },
      { customer_id: 'b', first_seen: '2025-01-01', churned: true, churned_at: null },
      { customer_id: 'c', first_seen: '2025-01-01', churned: false, churned_at: '2025-01-05' },
      { customer_id: 'd', first_seen: '2025-01-21', churned: false, churned_at: null },
    ];
    const { rows, summary } = await answer(engine, 'survival', { customers });
    expect(rows.map((row) => [row.time, row.at_risk, row.events])).toEqual([
      [0, 3, 0],
      [10, 2, 1],
      [20, 1, 0],
    ]);
    expect(summary).toMatchObject({ n: 3, events: 1, excluded: 1 });
  });

  it('has a median a group, null where more than half are left, and leaves the unknown out', async () => {
    const customers = [
      { customer_id: 'a', tenure: 1, churned: true, segment: 'x' },
      { customer_id: 'b', tenure: 2, churned: false, segment: 'y' },
      { customer_id: 'c', tenure: null, churned: true, segment: 'y' },
      { customer_id: 'd', tenure: 5, churned: null, segment: 'y' },
    ];
    const { summary } = await answer(engine, 'survival', { customers }, { by: 'segment' });
    expect(summary).toMatchObject({ n: 2, excluded: 2, groups: { x: { median: 1 }, y: { median: null } } });
  });

  it('by period of the first visit marks the open one, and needs its date', async () => {
    const customers = [
      { customer_id: 'a', first_seen: '2025-01-10', churned_at: '2025-02-10' },
      { customer_id: 'b', first_seen: '2025-02-01', churned_at: null },
    ];
    const { rows } = await answer(engine, 'survival', { customers }, { by: 'period' });
    expect(rows).toMatchObject([
      { group: '2025-01-01', events: 1, complete: true },
      { group: '2025-02-01', undetermined: 1, complete: false },
    ]);
    await expect(
      answer(engine, 'survival', { customers: [{ customer_id: 'a', tenure: 1, churned: true }] }, { by: 'period' }),
    ).rejects.toThrow('first_seen');
  });
});

const telco = real('churn_ibm_telco/Telco-Customer-Churn.csv');

describe.skipIf(!telco.there)('the tenure of IBM Telco (R survival, metrics.md 2.4)', () => {
  it('survives as in R', async () => {
    await give(engine, {});
    await fill(
      engine,
      'customers',
      telco.path,
      sql`customerID AS customer_id, tenure::DOUBLE AS tenure, Churn = 'Yes' AS churned`,
    );
    const { rows, summary } = await answerOn(engine, 'survival', new Set(['customers.tenure', 'customers.churned']));
    expect(rows.find((row) => row.time === 1)?.survival).toBeCloseTo(0.9459613197, 9);
    expect(rows.find((row) => row.time === 12)?.survival).toBeCloseTo(0.8431995538, 9);
    expect(rows.find((row) => row.time === 12)?.se).toBeCloseTo(0.0044921603, 9);
    expect(summary).toMatchObject({ n: 7043, events: 1869 });
  });
});
