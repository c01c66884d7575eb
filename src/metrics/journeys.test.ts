import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, answerOn } from '../../test/engines/answer';
import { give } from '../../test/engines/given';
import { fill, real } from '../../test/engines/real';
import type { Engine } from '../engine/engine';
import { sql, type Sql } from '../engine/sql';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const roles = new Set(['interactions.customer_id', 'interactions.occurred_at', 'interactions.touchpoint']);
const paths = (...of: readonly string[]) =>
  of.flatMap((path, who) =>
    [...path].map((touchpoint, at) => ({
      customer_id: String(who),
      occurred_at: new Date(Date.UTC(2025, 0, 1, at)).toISOString().slice(0, 19),
      touchpoint,
    })),
  );
const log = async (path: string, time: Sql) => {
  await give(engine, {});
  await fill(
    engine,
    'interactions',
    path,
    sql`"case:concept:name" AS customer_id, ${time} AS occurred_at, "concept:name" AS touchpoint`,
  );
};
const stamped = sql`left("time:timestamp", 19)::TIMESTAMP`;

describe('transitions', () => {
  it('counts the end among what happens next', async () => {
    const { rows, summary } = await answer(engine, 'transitions', { interactions: paths('ab', 'ac', 'a') });
    expect(rows).toMatchObject([
      { from: 'a', to: 'b', probability: 1 / 3 },
      { from: 'a', to: 'c', probability: 1 / 3 },
    ]);
    // a: three ways of 1/3, of 3 in 5 events; b and c always end.
    expect(summary.entropy).toBeCloseTo((3 / 5) * Math.log2(3), 12);
  });

  it('cuts journeys at a pause and collapses repeats only when told to', async () => {
    const interactions = paths('aab', 'b');
    expect((await answer(engine, 'transitions', { interactions })).summary).toMatchObject({
      cases: 2,
      events: 4,
      loop_share: 0.5,
    });
    expect((await answer(engine, 'transitions', { interactions }, { collapse: true })).summary).toMatchObject({
      cases: 2,
      events: 3,
      loop_share: 0,
    });
    expect((await answer(engine, 'transitions', { interactions }, { gap_minutes: 30 })).summary).toMatchObject({
      cases: 4,
      events: 4,
      loop_share: null,
    });
    expect((await answer(engine, 'transitions', { interactions }, { gap_minutes: 60 })).summary).toMatchObject({
      cases: 2,
    });
  });

  it('knows which way is back from the catalogue', async () => {
    const touchpoints = [
      { touchpoint: 'b', stage: 'late' },
      { touchpoint: 'a', stage: 'early' },
    ];
    const turned = { interactions: paths('abx'), touchpoints };
    expect((await answer(engine, 'transitions', turned)).summary.backward_share).toBe(1);
    const phased = {
      interactions: paths('abx'),
      touchpoints: [
        { touchpoint: 'b', phase: 'after' },
        { touchpoint: 'a', phase: 'front' },
      ],
    };
    expect((await answer(engine, 'transitions', phased)).summary.backward_share).toBe(0);
  });

  it('takes the stage that an event names before the one of the catalogue', async () => {
    const at = (day: number, touchpoint: string, stage: string | null) => ({
      customer_id: '1',
      occurred_at: `2025-01-0${String(day)}`,
      touchpoint,
      stage,
    });
    const interactions = [
      at(1, 'ad', null),
      at(2, 'shop', 'service'),
      at(3, 'shop', 'purchase'),
      at(4, 'app', 'awareness'),
      at(5, 'odd', 'own word'),
    ];
    const share = async (given: Parameters<typeof answer>[2]) =>
      (await answer(engine, 'transitions', given)).summary.backward_share;
    // service → purchase → awareness: both back; the rest has no known stage.
    expect(await share({ interactions: interactions.slice(0, 4) })).toBe(1);
    const touchpoints = [{ touchpoint: 'ad', stage: 'awareness' }];
    expect(await share({ interactions: interactions.slice(0, 4), touchpoints })).toBeCloseTo(2 / 3, 12);
    expect(await share({ interactions })).toBeNull();
  });

  it('sets the next answer beside a step, if it came in time', async () => {
    const responses = [
      { response_id: '1', customer_id: '0', kind: 'csat', score: 2, submitted_at: '2025-01-02' },
      { response_id: '2', customer_id: '1', kind: 'csat', score: 4, submitted_at: '2025-02-02' },
    ];
    const { rows } = await answer(engine, 'transitions', { interactions: paths('ab', 'ab', 'ac'), responses });
    expect(rows.map((row) => row.csat_after)).toEqual([2, null]);
  });
});

describe('journey flow', () => {
  it('keeps touchpoints that are called other or left apart from those who are or did so', async () => {
    const named =
      (...names: readonly string[]) =>
      (path: string, who: number) =>
        [...path].map((letter, at) => ({
          customer_id: String(who),
          occurred_at: new Date(Date.UTC(2025, 0, 1, at)).toISOString().slice(0, 19),
          touchpoint: names[Number(letter)] ?? letter,
        }));
    const interactions = ['01', '01', '0', '2'].flatMap(named('other', 'left', 'rare'));
    const { rows, summary } = await answer(engine, 'journey-flow', { interactions }, { steps: 2, top: 1 });
    expect(rows).toEqual([
      { step: 1, from: 'other', to: 'left', customers: 2 },
      { step: 1, from: 'other', to: '(left)', customers: 1 },
      { step: 1, from: '(other)', to: '(left)', customers: 1 },
    ]);
    expect(summary).toMatchObject({ entered: 4, left: 2, still_there: 2 });
  });

  it('reconciles with interactions to the last customer, whatever is cut off', async () => {
    const interactions = paths('abcd', 'abd', 'bca', 'c', 'dddd', 'acbd', 'b');
    for (const top of [1, 2, 9]) {
      for (const steps of [2, 3, 6]) {
        const { rows, summary } = await answer(engine, 'journey-flow', { interactions }, { top, steps });
        const at = (step: number) => rows.filter((row) => row.step === step);
        const sum = (some: typeof rows) => some.reduce((total, row) => total + Number(row.customers), 0);
        expect(sum(at(1))).toBe(7);
        for (let step = 1; step < steps - 1; step++)
          for (const node of new Set(at(step).flatMap((row) => (row.to === 'left' ? [] : [row.to]))))
            expect(sum(at(step + 1).filter((row) => row.from === node))).toBe(
              sum(at(step).filter((row) => row.to === node)),
            );
        expect(Number(summary.left) + Number(summary.still_there)).toBe(7);
      }
    }
  });
});

const example = real('jrn_running_example/running-example.csv');
describe.skipIf(!example.there)('the running example (dfg_running_example of golden.json)', () => {
  it('has the published graph, starts, ends and variants', async () => {
    await log(example.path, stamped);
    const { rows, summary } = await answerOn(engine, 'transitions', roles);
    expect(Object.fromEntries(rows.map((row) => [`${String(row.from)}>${String(row.to)}`, row.count]))).toEqual({
      'check ticket>decide': 6,
      'examine casually>check ticket': 4,
      'register request>examine casually': 3,
      'decide>reinitiate request': 3,
      'decide>pay compensation': 3,
      'decide>reject request': 3,
      'examine thoroughly>check ticket': 2,
      'register request>check ticket': 2,
      'check ticket>examine casually': 2,
      'examine casually>decide': 2,
      'reinitiate request>examine thoroughly': 1,
      'register request>examine thoroughly': 1,
      'reinitiate request>check ticket': 1,
      'reinitiate request>examine casually': 1,
      'check ticket>examine thoroughly': 1,
      'examine thoroughly>decide': 1,
    });
    expect(summary).toMatchObject({
      cases: 6,
      events: 42,
      starts: { 'register request': 6 },
      ends: { 'pay compensation': 3, 'reject request': 3 },
    });
    const visits = (await answerOn(engine, 'touchpoint-exit', roles)).rows.map((row) => [
      row.touchpoint,
      Number(row.visits) + Number(row.undetermined),
    ]);
    expect(Object.fromEntries(visits)).toEqual({
      'check ticket': 9,
      decide: 9,
      'register request': 6,
      'examine casually': 6,
      'reinitiate request': 3,
      'examine thoroughly': 3,
      'pay compensation': 3,
      'reject request': 3,
    });
    expect((await answerOn(engine, 'variants', roles)).summary).toMatchObject({ cases: 6, variants: 6, other: 0 });
  });
});

const receipt = real('jrn_receipt/receipt.csv');
describe.skipIf(!receipt.there)('the receipts (figures of metrics.md 3.1)', () => {
  it('have 116 variants, the first three 713, 123 and 116', async () => {
    await log(receipt.path, sql`(left(replace("time:timestamp", 'T', ' '), 19)::TIMESTAMP)`);
    const { rows, summary } = await answerOn(engine, 'variants', roles);
    expect(summary).toMatchObject({ cases: 1434, events: 8577, variants: 116, shown: 20 });
    expect(rows.slice(0, 3).map((row) => row.count)).toEqual([713, 123, 116]);
    expect((await answerOn(engine, 'transitions', roles)).summary.top3_share).toBeCloseTo(952 / 1434, 12);
  });
});

const incidents = real('jrn_bpic2013_incidents/bpic2013_incidents.csv.gz');
describe.skipIf(!incidents.there)('the incidents of BPIC 2013 (published: 65,533 events, 7,554 cases)', () => {
  it('reconcile in every module', async () => {
    await log(incidents.path, stamped);
    expect((await answerOn(engine, 'transitions', roles)).summary).toMatchObject({ cases: 7554, events: 65_533 });
    expect((await answerOn(engine, 'variants', roles)).summary).toMatchObject({ cases: 7554 });
    const { summary } = await answerOn(engine, 'journey-flow', roles);
    expect(summary).toMatchObject({ customers: 7554, entered: 7554, events: 65_533 });
  });
});

describe('the answers beside journeys', () => {
  const rated = (customer: string, score: number, more: object = {}) => ({
    response_id: `${customer}-${String(score)}`,
    customer_id: customer,
    kind: 'csat',
    score,
    scale_min: 1,
    scale_max: 5,
    reversed: false,
    submitted_at: '2025-01-01 02:00:00',
    ...more,
  });

  it('are averaged on the scale that most of them are on, turned and on it, for steps and for sequences', async () => {
    const given = {
      interactions: paths('ab', 'ab', 'ab', 'ab'),
      responses: [
        rated('0', 4),
        rated('1', 2, { reversed: true }),
        rated('2', 9, { scale_min: 0, scale_max: 10 }),
        rated('3', 11),
      ],
    };
    const steps = await answer(engine, 'transitions', given);
    expect(steps.rows.find(({ from }) => from === 'a')).toMatchObject({ to: 'b', csat_after: 4 });
    const sequences = await answer(engine, 'variants', given);
    expect(sequences.rows).toMatchObject([{ variant: 'a > b', csat: 4 }]);
  });
});
