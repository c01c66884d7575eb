import { existsSync, openAsBlob } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
import { give } from '../../test/engines/given';
import type { Engine } from '../engine/engine';
import { typed } from '../engine/sql';
import { openNative } from '../headless/native';
import { metrics } from './index';
import type { Given } from './metric';
import { run } from './run';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const roles = new Set(['orders.order_id', 'orders.customer_id', 'orders.ordered_at', 'orders.amount']);

async function predict(params: Record<string, unknown> = {}) {
  const outcome = await run(
    metrics.get('clv-predicted')!,
    { params, roles, seed: 1 },
    { engine, metrics, only: { to: '1997-09-30' } },
  );
  if (outcome.kind !== 'answered') throw new Error(outcome.kind);
  return outcome.found;
}

const log = '../shared/data/clv_cdnow/btyd_cdnowElog.csv';
describe.skipIf(!existsSync(log))('CDNOW, calibrated to 1997-09-30', () => {
  beforeAll(async () => {
    await give(engine, {});
    const name = await engine.open({ name: 'cdnow.csv', blob: await openAsBlob(log) });
    await engine.run(
      typed(`INSERT INTO canonical.orders BY NAME SELECT 'o' || row_number() OVER () AS order_id, masterid::VARCHAR AS customer_id,
             strptime(date::VARCHAR, '%Y%m%d') AS ordered_at, sales::DOUBLE AS amount FROM read_csv('${name}', header = true)`),
    );
  });

  it('gives the published parameters in weeks', async () => {
    const { summary, rows } = await predict();
    // P: CLVTools test_correctness_bgnbd.R and lifetimes Quickstart.md; O: own fit in metrics.md 5.2
    expect(summary).toMatchObject({ n: 2357, repeaters: 946 });
    expect(summary.r).toBeCloseTo(0.2426, 3);
    expect(summary.alpha).toBeCloseTo(4.4136, 2);
    expect(summary.a).toBeCloseTo(0.793, 2);
    expect(summary.b).toBeCloseTo(2.426, 2);
    expect(Number(summary.log_likelihood)).toBeCloseTo(-9582.43, 1);
    expect(Number(summary.p)).toBeCloseTo(6.25, 1);
    expect(Number(summary.q)).toBeCloseTo(3.74, 1);
    expect(Number(summary.v)).toBeCloseTo(15.45, 0);
    expect(summary.correlation).toBeCloseTo(0.1139, 2);
    expect(rows.every((row) => row.frequency !== 0 || row.p_alive === 1)).toBe(true);
  });

  it('says the unit: in days the same data give the same likelihood and a rate seven times as slow', async () => {
    const [weeks, days] = [await predict(), await predict({ period: 'day', horizon: 364 })];
    expect(Number(days.summary.alpha) / Number(weeks.summary.alpha)).toBeCloseTo(7, 1);
    expect(Number(days.rows[0]!.expected_orders)).toBeCloseTo(Number(weeks.rows[0]!.expected_orders), 3);
  });
});

describe('without enough to go on', () => {
  it('invents no values where there are two currencies', async () => {
    await give(engine, {
      orders: Array.from({ length: 300 }, (_, at) => ({
        order_id: String(at),
        customer_id: `c${String(at % 130)}`,
        ordered_at: `1997-0${String(1 + (at % 8))}-1${String(at % 9)}`,
        amount: 10 + (at % 7),
        currency: at % 2 ? 'EUR' : 'CNY',
      })),
    });
    const { summary, rows } = await predict();
    expect(summary.amounts_refused).toBe('mixed-currencies');
    expect(rows.every((row) => row.clv === null)).toBe(true);
  });

  const repeated = (amount: (at: number) => number | null): Given => ({
    orders: Array.from({ length: 480 }, (_, at) => ({
      order_id: String(at),
      customer_id: `c${String(at % 160)}`,
      ordered_at: new Date(Date.UTC(1997, 0, 1 + ((at * 37) % 240))).toISOString().slice(0, 10),
      ...(amount(at) === null ? {} : { amount: amount(at) }),
    })),
  });

  it('says that no column has amounts, not that too few bought again', async () => {
    const { summary, rows, remarks } = await askMetric(
      engine,
      'clv-predicted',
      repeated(() => null),
    );
    expect(summary.amounts_refused).toBe('no-amounts');
    expect(rows.every(({ clv, expected_amount }) => clv === null && expected_amount === null)).toBe(true);
    expect(remarks.zh).toContain('不给出金额：没有订单金额列');
    expect(remarks.zh).not.toMatch(/week|month|day/);
  });

  it('gives no value to who bought again for nothing', async () => {
    const { summary, rows } = await askMetric(
      engine,
      'clv-predicted',
      repeated((at) => (at % 160 === 0 ? 0 : 10 + ((at * 13) % 29))),
    );
    expect(summary.without_amount).toBe(1);
    expect(rows.find(({ customer_id }) => customer_id === 'c0')).toMatchObject({ expected_amount: null, clv: null });
  });
});

describe('a likelihood that runs off, as that of the retail sample', () => {
  let orders: NonNullable<Given['orders']> = [];
  beforeAll(async () => {
    const name = await engine.open({ name: 'orders.csv', blob: await openAsBlob('sample-data/retail/orders.csv') });
    const rows = await engine.query(
      typed(`SELECT order_id, customer_id, order_date::VARCHAR AS ordered_at, amount, status FROM read_csv('${name}')`),
    );
    orders = rows as NonNullable<Given['orders']>;
  });

  it('is held by the smallest penalty that holds it, and it is said', async () => {
    const { summary, remarks, rows } = await askMetric(engine, 'clv-predicted', { orders });
    expect(summary).toMatchObject({ refused: null, penalty: 0.001 });
    expect(rows.every(({ p_alive }) => typeof p_alive === 'number')).toBe(true);
    expect(remarks.en).toContain('a penalty of 0.001, the smallest that holds');
  });

  it('is refused without a penalty where the person wants none, with what to do', async () => {
    const { summary, remarks } = await askMetric(engine, 'clv-predicted', { orders }, { penalty: 0 });
    expect(['degenerate', 'not-converged']).toContain(summary.refused);
    expect(summary.penalty).toBe(0);
    expect(remarks.en).toContain('Leave the penalty empty');
    expect(remarks.zh).toContain('留空');
  });
});
