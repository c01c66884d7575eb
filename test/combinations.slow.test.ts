import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WorkbenchError } from '../src/engine/errors';
import type { Engine } from '../src/engine/engine';
import { openNative } from '../src/headless/native';
import { say } from '../src/i18n/say';
import { locales } from '../src/i18n/text';
import { metrics } from '../src/metrics';
import type { Given } from '../src/metrics/metric';
import { run } from '../src/metrics/run';
import { give } from './engines/given';
import { firm } from './engines/made-up-firm';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

type Rows = NonNullable<Given[keyof Given]>;
type Params = Readonly<Record<string, unknown>>;

const whole: Given = {
  ...firm,
  responses: [
    ...firm.responses,
    ...firm.responses.map((row, at) => ({
      ...row,
      response_id: `x${String(at)}`,
      kind: at % 3 ? 'csat' : 'ces',
      score: row.score === null ? null : 1 + (row.score % 7),
      survey_type: null,
    })),
  ],
  invites: firm.responses.map(({ customer_id, touchpoint, submitted_at }, at) => ({
    invite_id: `i${String(at)}`,
    customer_id,
    touchpoint,
    sent_at: submitted_at,
  })),
  indicators: ['a', 'b', 'c'].map((name, at) => ({
    perspective: 'p',
    name,
    actual: at,
    baseline: 0,
    target: 2,
    weight: at,
  })),
  audits: ['app', 'shop', 'app'].map((touchpoint, at) => ({
    touchpoint,
    fact: `f${String(at % 2)}`,
    value: String(at),
  })),
  identities: firm.customers.map(({ customer_id }, at) => ({
    source: at % 2 ? 'crm' : 'shop',
    source_id: `s${String(at)}`,
    customer_id: at % 5 ? customer_id : null,
  })),
};

const changed = (change: (row: Rows[number], at: number) => Rows[number]): Given =>
  Object.fromEntries(Object.entries(whole).map(([table, rows]) => [table, rows.map(change)]));
const set = (row: Rows[number], name: string, value: string | number | null) =>
  name in row ? { ...row, [name]: value } : row;
const timeNames = ['occurred_at', 'submitted_at', 'sent_at', 'created_at', 'ordered_at', 'first_seen'];

const worlds: Readonly<Record<string, Given>> = {
  'a small firm': whole,
  'answers of weight 0': changed((row) => set(row, 'weight', 0)),
  'one row a table': Object.fromEntries(Object.entries(whole).map(([table, rows]) => [table, rows.slice(0, 1)])),
  'one customer': changed((row) => set(row, 'customer_id', 'c1')),
  'nobody known': changed((row) => set(row, 'customer_id', null)),
  'one moment': changed((row) => timeNames.reduce((own, name) => set(own, name, '2025-02-03T04:05:06'), row)),
  'no times': changed((row) => timeNames.reduce((own, name) => set(own, name, null), row)),
  'one touchpoint, equal scores': changed((row) => set(set(row, 'touchpoint', 'app'), 'score', 5)),
  'no touchpoints': changed((row) => set(row, 'touchpoint', null)),
};

const groups: readonly Params[] = [
  {},
  { by: 'none' },
  { by: 'period', grain: 'week', confidence: 0.5 },
  { by: 'segment', confidence: 0.999 },
  { by: 'first-touchpoint' },
];
/** What is asked of a metric besides its groups; every other one also meets `by=period` where it knows groups. */
const asked: Readonly<Record<string, readonly Params[]>> = {
  csat: [{ cut: 100 }, { cut: -100 }, { rescale: 'share-of-maximum' }],
  nps: [{ interval: 'wald' }, { interval: 'bootstrap' }, { survey_type: 'relational' }],
  ces: [{ version: '2010' }],
  'satisfaction-index': [
    ...['volume', 'stated', 'derived', 'entropy', 'critic', 'ahp', 'combined', 'custom'].map((weights) => ({
      weights,
    })),
    { weights: 'custom', custom: { app: 0 } },
    { weights: 'custom', custom: { app: 2 }, basket: 'present' },
    { weights: 'entropy', dispersion_by: 'segment', normalisation: 'min-max' },
  ],
  'balanced-scorecard': [
    { scoring: 'banded' },
    { perspective_weights: { p: 0 } },
    { tolerance: { a: 0 } },
    { scoring: 'banded', bands: [1, 1] },
  ],
  reliability: [{}],
  'response-rate': [{ window_days: 0.01 }, { window_days: 3650 }],
  authenticity: [{ items: 2, run: 2, run_share: 0, speed_share: 1, duplicate_hours: 0 }],
  weighting: [{ trim: 1 }, { margins: ['region'] }, { margins: { region: { north: 1, south: 0 } } }],
  conversion: [
    ...['customer', 'session', 'event'].flatMap((unit) => [
      { unit, mode: 'direct' },
      { unit, mode: 'assisted', window_days: 0.001 },
      { unit, mode: 'assisted', window_days: 3650 },
    ]),
  ],
  repurchase: [{ window_days: 0.001 }, { window_days: 36_500 }],
  'closed-loop': [{ trigger: 'dissatisfied' }, { recovery_days: 1 }, { recovery_days: 3650, sla_hours: 10_000 }],
  integration: [{ active_days: 1 }, { active_days: 3650 }],
  funnel: [
    { steps: ['app', 'shop'] },
    { steps: ['app', 'app', 'shop'], order: 'strict', window_s: 0 },
    { steps: ['app', 'shop'], order: 'any', exclude: ['call'] },
  ],
  churn: [{ window_days: 0.0001 }, { window_days: 3650 }, { owner: 'any' }, { owner: 'last' }],
  'touchpoint-exit': [{ gap_days: 0.0001 }, { gap_days: 3650 }, { success: ['app'] }],
  retention: [
    { period: 'day', mode: 'on-or-after' },
    { period: 'quarter', reference: 'previous' },
  ],
  survival: [{ interval: 'plain' }, { interval: 'log' }],
  'response-time': [{ sla_s: 0 }, { percentile_type: 1 }, { percentile_type: 8, measure: 'resolution' }],
  'first-contact-resolution': [{ window_days: 0.001 }, { window_days: 365, unsolvable: ['bill', 'plan'] }],
  coverage: [{ min_events: 1e9 }, { stages: ['nowhere'] }],
  overlap: [{ window_days: 0.01 }, { complaints: ['app'] }],
  consistency: [{ confidence: 0.5 }],
  'journey-map': [{ mode: 'assisted' }],
  transitions: [{ gap_minutes: 0.001 }, { collapse: true, csat_days: 365 }],
  variants: [{ top: 1, collapse: true }, { gap_minutes: 1 }],
  'journey-flow': [
    { steps: 2, top: 1 },
    { collapse: true, steps: 50 },
  ],
  change: [
    { before: '2025-01-01/2025-02-28', after: '2025-03-01/2025-05-31' },
    { before: 'customers.region=north', after: 'customers.region=south', metric: 'nps', correction: 'holm' },
    { before: '2025-01-01/2025-02-28', after: '2025-03-01/2025-05-31', metric: 'conversion', by: 'period' },
  ],
};

describe.each(Object.entries(worlds))('%s', (_, given) => {
  let roles: ReadonlySet<string>;
  beforeAll(async () => {
    roles = await give(engine, given);
  });

  it.each(Object.keys(asked))('%s answers, is empty, or refuses by name', async (id) => {
    const metric = metrics.get(id)!;
    const grouping = 'by' in metric.params && id !== 'change' ? groups : [{}];
    const settings = [
      ...grouping,
      ...asked[id]!.map((own, at) => (grouping.length > 1 && at % 2 === 0 ? { ...own, by: 'period' } : own)),
    ];
    for (const params of settings) {
      const setting = { params, roles, seed: 1 };
      const outcome = await run(metric, setting, { engine, metrics }).catch((failure: unknown) => {
        if (failure instanceof WorkbenchError && failure.code === 'parameter') return null;
        throw new Error(JSON.stringify(params), { cause: failure });
      });
      if (outcome?.kind !== 'answered') continue;
      finite(outcome.found.rows, `${id} ${JSON.stringify(params)}`);
      finite(outcome.found.summary, `${id} ${JSON.stringify(params)}`);
      inOrder([...outcome.found.rows, outcome.found.summary], `${id} ${JSON.stringify(params)}`);
      for (const locale of locales) {
        metric.charts(outcome.found, setting, locale);
        for (const remark of metric.remarks(outcome.found, setting))
          expect(say(remark.say, remark.with, locale)).not.toMatch(/NaN|Infinity|undefined/);
      }
    }
  });
});

function finite(value: unknown, path: string) {
  if (typeof value === 'number') expect(Number.isFinite(value), `${path} is ${String(value)}`).toBe(true);
  else if (value && typeof value === 'object')
    for (const [name, part] of Object.entries(value)) finite(part, `${path}.${name}`);
}

/** Intervals hold their figure, and rates are shares. */
function inOrder(rows: readonly object[], path: string) {
  for (const row of rows as readonly Readonly<Record<string, unknown>>[]) {
    const { low, high, rate } = row;
    if (typeof low === 'number' && typeof high === 'number') expect(low, path).toBeLessThanOrEqual(high);
    if (typeof rate !== 'number') continue;
    expect(rate, path).toBeGreaterThanOrEqual(0);
    expect(rate, path).toBeLessThanOrEqual(1);
    if (typeof low === 'number') expect(low - 1e-9, path).toBeLessThanOrEqual(rate);
    if (typeof high === 'number') expect(high + 1e-9, path).toBeGreaterThanOrEqual(rate);
  }
}
