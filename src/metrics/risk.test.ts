import { existsSync, openAsBlob } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
import { give } from '../../test/engines/given';
import type { Engine } from '../engine/engine';
import { typed } from '../engine/sql';
import { openNative } from '../headless/native';
import { seeded } from '../stats/random';
import { metrics } from './index';
import type { Given } from './metric';
import { inputsOf } from './risk-inputs';
import type { Snapshot } from './risk-sources';
import { standingsOf } from './risk-standings';
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
  const columns = new Map([
    ['gender', ['f', 'm', 'f']],
    ['plan', ['x', 'x', 'y']],
    ['fee', ['1.5', null, '3.5']],
    ['note', ['same', 'same', 'same']],
  ]);
  const outcomes = [1, 0, NaN];
  it('are numbers, levels, and marks for what is missing; nothing that does not vary', () => {
    const { row, ...said } = inputsOf(columns, outcomes, false);
    expect(said).toEqual({ wordy: [], telling: [], names: ['plan = y', 'fee', 'fee ?'] });
    expect([0, 1, 2].map((at) => [...row(at)])).toEqual([
      [0, 1.5, 0],
      [0, 2.5, 1],
      [1, 3.5, 0],
    ]);
  });
  it('name what has too many words to be one', () => {
    const towns = Array.from({ length: 13 }, (_, at) => `town ${String(at)}`);
    const wordy = inputsOf(
      new Map([['town', towns]]),
      towns.map((_, at) => at % 2),
      false,
    );
    expect(wordy).toMatchObject({ names: [], wordy: ['town'] });
  });
  it('leave gender out unless asked for', () => {
    expect(inputsOf(columns, outcomes, true).names).toContain('gender = m');
  });
});

/** What the models are given of each person, by snapshot. */
async function snapshots(given: Given, params: Record<string, unknown>) {
  const roles = await give(engine, given);
  const found = await engine.ask(metrics.get('risk')!.query({ params, roles, seed: 1 }).people!);
  const { of, outcomes, columns } = standingsOf(found);
  return (snapshot: Snapshot) =>
    Object.fromEntries(
      Array.from(of[snapshot].people, (row, nth) => {
        const at = of[snapshot].from + nth;
        const cells = [...columns].map(([name, values]) => [name, values[at]] as const);
        const { customer_id, copies } = found.rows[row]!;
        return [String(customer_id), { copies, outcome: outcomes[at], ...Object.fromEntries(cells) }];
      }),
    );
}
const met = (customer_id: string, day: number, touchpoint = 'shop') => ({
  customer_id,
  touchpoint,
  occurred_at: `2025-03-${String(day).padStart(2, '0')}`,
});

describe('what is known at a cut-off', () => {
  // Ten days of horizon, data to 31 March: cut-offs on the 11th, the 21st and the 31st
  it('leaves out who came later or had left, and counts nothing of what came after', async () => {
    const at = await snapshots(
      {
        customers: [
          { customer_id: 'old', churned_at: '2025-03-18', first_seen: null, plan: 'x' },
          { customer_id: 'new', churned_at: null, first_seen: null, plan: 'y' },
          { customer_id: 'gone', churned_at: '2025-03-05', first_seen: null, plan: 'x' },
          { customer_id: 'silent', churned_at: null, first_seen: '2025-01-01', plan: 'y' },
          { customer_id: 'silent', churned_at: null, first_seen: '2025-01-01', plan: 'y' },
        ],
        interactions: [
          met('old', 1),
          met('old', 10, 'web'),
          met('old', 16),
          met('new', 15),
          met('gone', 2),
          met('new', 31),
        ],
      },
      { horizon_days: 10 },
    );
    expect(Object.keys(at('train')).sort()).toEqual(['old', 'silent']);
    expect(at('train').old).toMatchObject({
      outcome: 1,
      visits: 2,
      days_since_visit: 1,
      touchpoints_met: 2,
      plan: 'x',
    });
    expect(at('train').silent).toMatchObject({ outcome: 0, visits: 0, days_since_visit: NaN, copies: 2 });
    expect(Object.keys(at('test')).sort()).toEqual(['new', 'silent']);
    expect(at('test').new).toMatchObject({ outcome: 0, visits: 1, days_since_visit: 6 });
    expect(Object.keys(at('now')).sort()).toEqual(['new', 'silent']);
    expect(at('now').new).toMatchObject({ outcome: NaN, visits: 2 });
  });

  it('takes 0 to 6 of ten, and the lower two fifths of other scales, as bad; reversed ones turned round', async () => {
    const said = (customer_id: string, kind: string, score: number, more: object) => ({
      response_id: `${customer_id}${kind}`,
      customer_id,
      kind,
      score,
      submitted_at: '2025-03-15',
      ...more,
    });
    const five = { scale_min: 1, scale_max: 5 };
    const at = await snapshots(
      {
        interactions: ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => met(id, 1)).concat(met('a', 31)),
        responses: [
          said('a', 'nps', 6, { scale_min: 0, scale_max: 10 }),
          said('b', 'nps', 7, { scale_min: 0, scale_max: 10 }),
          said('c', 'csat', 2, five),
          said('d', 'csat', 3, five),
          said('e', 'csat', 4, { ...five, reversed: true }),
          said('f', 'csat', 4, { scale_min: 0, scale_max: 10 }),
        ],
      },
      { horizon_days: 10 },
    );
    const outcomes = Object.fromEntries(Object.entries(at('train')).map(([id, { outcome }]) => [id, outcome]));
    expect(outcomes).toEqual({ a: 1, b: 0, c: 1, d: 0, e: 1, f: 1 });
  });

  it('refuses a target that the data do not know, by name', async () => {
    const roles = await give(engine, { customers: [{ customer_id: 'a', churned: true }] });
    await expect(warn({ target: 'detractor' }, roles)).rejects.toMatchObject({ details: { name: 'target' } });
    const rated = await give(engine, {
      responses: [{ response_id: '1', customer_id: 'a', score: 3, kind: 'csat', submitted_at: '2025-01-01' }],
    });
    await expect(warn({ target: 'churn' }, rated)).rejects.toMatchObject({ details: { name: 'target' } });
  });
});

describe('a touchpoint', () => {
  it('has the mean risk of its recent users, their strongest reasons, and the band of a customer of that risk', async () => {
    const ids = Array.from({ length: 80 }, (_, at) => `c${String(at).padStart(2, '0')}`);
    const given: Given = {
      customers: ids.map((customer_id, at) => ({
        customer_id,
        churned: at % 10 < (at % 2 ? 2 : 7),
        plan: at % 2 ? 'year' : 'month',
      })),
      interactions: [
        ...ids.flatMap((id, at) => (at % 2 ? [met(id, 30, 'web')] : [met(id, 30, 'hotline')])),
        met('c00', 1, 'long ago'),
      ],
    };
    const roles = await give(engine, given);
    const people = (await warn({ folds: 4, team: 13 }, roles)).rows;
    const { rows } = await warn({ folds: 4, team: 13, rows: 'touchpoint', horizon_days: 10 }, roles);
    expect(rows.map(({ touchpoint, n }) => [touchpoint, n])).toEqual([
      ['hotline', 40],
      ['web', 40],
    ]);
    const own = people.filter(({ customer_id }) => Number(String(customer_id).slice(1)) % 2 === 0);
    const mean = own.reduce((sum, { probability }) => sum + Number(probability), 0) / own.length;
    expect(rows[0]!.probability).toBeCloseTo(mean, 12);
    expect(rows[0]).toMatchObject({ reason_1: 'plan ≠ year' });
    expect(['act', 'watch']).toContain(rows[0]!.band);
    expect(rows[1]).toMatchObject({ band: 'low', reason_1: null });
  });
});

it('says why no touchpoint has a risk where nobody was met', async () => {
  const customers = Array.from({ length: 60 }, (_, at) => ({
    customer_id: `c${String(at)}`,
    churned: at % 3 === 0,
    fee: (at * 7) % 5,
  }));
  const { rows, remarks } = await askMetric(engine, 'risk', { customers }, { rows: 'touchpoint', folds: 3 });
  expect(rows).toEqual([]);
  expect(remarks.zh).toContain('需要接触记录');
});

it('says when the risks cannot be told from chance', async () => {
  const toss = seeded(77);
  const customers = Array.from({ length: 120 }, (_, at) => ({
    customer_id: `c${String(at)}`,
    churned: toss() < 0.5,
    fee: toss(),
  }));
  const { summary, remarks } = await askMetric(engine, 'risk', { customers }, { folds: 3 });
  expect(summary.logistic).toMatchObject({ n: 120 });
  expect(Number((summary.logistic as Record<string, any>).auc_low)).toBeLessThan(0.5);
  expect(remarks.en).toContain('cannot be told from chance');
  expect(summary.touchpoints).toBeNull();
});

it('gives the same with the same seed and other numbers with another', async () => {
  const customers = Array.from({ length: 90 }, (_, at) => ({
    customer_id: `c${String(at)}`,
    churned: (at * 7) % 11 < 4,
    tenure: at % 13,
    fee: (at * 5) % 17,
  }));
  const roles = await give(engine, { customers });
  const of = async (seed: number) => (await warn({ seed, folds: 3 }, roles)).summary.network.log_loss as number;
  const [one, again, other] = [await of(1), await of(1), await of(2)];
  expect(one).toBe(again);
  expect(one).not.toBe(other);
});

it('names its numbers also where no model can be trained', async () => {
  const roles = await give(engine, { customers: [{ customer_id: 'a', churned: true, plan: 'x' }] });
  const { summary, rows } = await warn({}, roles);
  expect(summary.logistic).toEqual({
    auc: null,
    auc_low: null,
    auc_high: null,
    brier: null,
    log_loss: null,
    ece: null,
    n: 0,
    events: 0,
  });
  expect(rows).toEqual([expect.objectContaining({ customer_id: 'a', probability: null, band: null })]);
});

it('leaves out by name what gives the outcome away, and counts a column once that stands twice', async () => {
  const roles = await give(engine, {
    customers: Array.from({ length: 80 }, (_, at) => {
      const churned = at % 10 < (at % 2 ? 3 : 7);
      const plan = at % 2 ? 'year' : 'month';
      return {
        customer_id: `c${String(at)}`,
        churned,
        plan,
        contract: plan,
        reason: churned ? (at % 4 ? 'price' : 'moved') : null,
        score: churned ? 80 + (at % 9) : at % 60,
      };
    }),
  });
  const { summary } = await warn({}, roles);
  expect(summary).toMatchObject({ giving_away: ['reason', 'score'], inputs: 1 });
  expect(summary.logistic.auc).toBeLessThan(0.85);
});

it('says when models learn from customers drawn by chance, and scores all the same', async () => {
  const customers = Array.from({ length: 400 }, (_, at) => ({
    customer_id: `c${String(at)}`,
    churned: at % 10 < (at % 2 ? 2 : 8),
    plan: at % 2 ? 'year' : 'month',
  }));
  const roles = await give(engine, { customers });
  const all = await warn({ folds: 2 }, roles);
  const drawn = await warn({ folds: 2, training_rows: 100 }, roles);
  expect([all.summary.trained_on, all.summary.drawn]).toEqual([200, false]);
  expect([drawn.summary.trained_on, drawn.summary.drawn, drawn.summary.n]).toEqual([100, true, 400]);
  expect(drawn.rows).toHaveLength(400);
  expect(drawn.rows[0]!.probability).not.toBe(all.rows[0]!.probability);
  expect(Math.abs(drawn.summary.logistic.auc - all.summary.logistic.auc)).toBeLessThan(0.05);
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
