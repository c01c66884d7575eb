import { existsSync, openAsBlob } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { give } from '../../test/engines/given';
import type { Engine } from '../engine/engine';
import { typed } from '../engine/sql';
import { openNative } from '../headless/native';
import { seeded } from '../stats/random';
import { metrics } from './index';
import { inputsOf } from './risk-inputs';
import { run } from './run';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

async function warn(params: Record<string, unknown>, roles: ReadonlySet<string>) {
  const outcome = await run(metrics.get('risk')!, { params, roles, seed: 1 }, { engine, metrics });
  if (outcome.kind !== 'answered') throw new Error(outcome.kind);
  return outcome.found as { rows: readonly Record<string, unknown>[]; summary: Record<string, any> };
}

describe('inputs', () => {
  const people = [
    { customer_id: 'a', gender: 'f', plan: 'x', fee: '1.5', note: 'same' },
    { customer_id: 'b', gender: 'm', plan: 'y', fee: null, note: 'same' },
    { customer_id: 'c', gender: 'f', plan: 'x', fee: '3.5', note: 'same' },
  ];
  it('are numbers, levels, and marks for what is missing; nothing that does not vary', () => {
    expect(inputsOf(people, ['customer_id'], false)).toEqual({
      names: ['plan = y', 'fee', 'fee ?'],
      rows: [
        [0, 1.5, 0],
        [1, 2.5, 1],
        [0, 3.5, 0],
      ],
    });
  });
  it('leave gender out unless asked for', () => {
    expect(inputsOf(people, ['customer_id'], true).names).toContain('gender = m');
  });
});

describe('with dates', () => {
  it('learns from behaviour before the cut-off only, and is no look back', async () => {
    const random = seeded(5);
    const day = (n: number) =>
      new Date(Date.UTC(2025, 0, 1) + n * 86_400_000).toISOString().slice(0, 19).replace('T', ' ');
    const customers = Array.from({ length: 240 }, (_, at) => {
      const quiet = at % 3 === 0;
      const left = quiet && random() < 0.8 ? (at % 2 ? 45 + random() * 28 : 75 + random() * 24) : null;
      return { customer_id: `c${String(at)}`, quiet, left };
    });
    const roles = await give(engine, {
      customers: customers.map(({ customer_id, left }) => ({
        customer_id,
        churned_at: left === null ? null : day(left),
      })),
      interactions: customers.flatMap(({ customer_id, quiet, left }) =>
        Array.from({ length: quiet ? 2 : 20 }, (_, visit) => ({
          customer_id,
          touchpoint: visit % 2 ? 'app' : 'shop',
          occurred_at: day(quiet ? visit * 10 : visit * 5),
        })).filter(({ occurred_at }) => left === null || occurred_at < day(left)),
      ),
    });
    const { summary, rows } = await warn({ horizon_days: 30 }, roles);
    expect(summary.retrospective).toBe(false);
    expect(summary.logistic.auc).toBeGreaterThan(0.8);
    expect(rows).toHaveLength(customers.filter(({ left }) => left === null).length);
    expect(Number(rows[0]!.probability)).toBeGreaterThanOrEqual(Number(rows.at(-1)!.probability));
  });
});

const telco = '../shared/data/churn_ibm_telco/Telco-Customer-Churn.csv';
describe.skipIf(!existsSync(telco))('IBM Telco', () => {
  it('tells leavers from stayers as the published baselines do, the network as well as the logistic', async () => {
    await give(engine, {});
    const name = await engine.open({ name: 'telco.csv', blob: await openAsBlob(telco) });
    await engine.run(
      typed('DROP TABLE canonical.customers'),
      typed(`CREATE TABLE canonical.customers AS SELECT customerID AS customer_id, Churn = 'Yes' AS churned, NULL::TIMESTAMP AS churned_at, NULL::TIMESTAMP AS first_seen,
             * EXCLUDE (customerID, Churn) FROM read_csv('${name}', all_varchar = true) USING SAMPLE 1500 ROWS (reservoir, 1)`),
    );
    const { summary } = await warn({ folds: 3 }, new Set(['customers.customer_id', 'customers.churned']));
    expect(summary.retrospective).toBe(true);
    expect(summary.logistic.auc).toBeGreaterThan(0.81);
    expect(summary.network.auc).toBeGreaterThan(summary.logistic.auc - 0.02);
    expect(summary.logistic.auc_low).toBeLessThan(summary.logistic.auc);
  });
});
