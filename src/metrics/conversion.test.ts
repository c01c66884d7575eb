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

const visit = (customer_id: string, day: string, touchpoint: string, outcome = false, session_id?: string) => ({
  customer_id,
  occurred_at: `2025-01-${day}`,
  touchpoint,
  outcome,
  ...(session_id ? { session_id } : {}),
});

describe('assisted conversion', () => {
  const interactions = [
    visit('a', '01', 'ad'),
    visit('a', '04', 'shop', true),
    visit('b', '01', 'ad'),
    visit('b', '20', 'shop', true),
    visit('c', '02', 'web'),
    visit('d', '30', 'ad'),
    visit('e', '31', 'web'),
  ];

  it('counts an outcome in (t, t + W] and leaves unfinished windows out', async () => {
    const { rows, summary } = await answer(engine, 'conversion', { interactions }, { mode: 'assisted' });
    expect(rows).toMatchObject([
      // a converts after 3 days, b after 19 (too late), d's window is open: 1 of 2, not 1 of 3.
      { touchpoint: 'ad', entered: 2, converted: 1, undetermined: 1, rate: 0.5, rate_without: 0 },
      { touchpoint: 'shop', entered: 2, converted: 0, rate: 0, rate_without: 0 },
      { touchpoint: 'web', entered: 1, converted: 0, undetermined: 1 },
    ]);
    expect(summary).toMatchObject({ entered: 3, converted: 1, undetermined: 2, window_days: 7 });
  });

  it('does not count the outcome of the visit itself, nor one at the same moment', async () => {
    const { rows } = await answer(
      engine,
      'conversion',
      { interactions: [visit('a', '01', 'shop', true), visit('a', '01', 'shop', true), visit('b', '31', 'x')] },
      { mode: 'assisted' },
    );
    expect(rows[0]).toMatchObject({ touchpoint: 'shop', entered: 1, converted: 0 });
  });

  it('takes the end of the window as inside', async () => {
    const given = { interactions: [visit('a', '01', 'ad'), visit('a', '08', 'shop', true), visit('b', '30', 'x')] };
    expect((await answer(engine, 'conversion', given, { mode: 'assisted' })).rows[0]).toMatchObject({
      touchpoint: 'ad',
      converted: 1,
    });
    expect((await answer(engine, 'conversion', given, { mode: 'assisted', window_days: 6.9 })).rows[0]).toMatchObject({
      converted: 0,
    });
  });

  it('reads orders, and only paid ones', async () => {
    const given = {
      interactions: [visit('a', '01', 'ad'), visit('b', '01', 'ad'), visit('c', '01', 'ad'), visit('z', '31', 'web')],
      orders: [
        { order_id: '1', customer_id: 'a', ordered_at: '2025-01-03', status: 'paid' },
        { order_id: '2', customer_id: 'b', ordered_at: '2025-01-03', status: 'unpaid' },
        { order_id: '3', customer_id: 'c', ordered_at: '2025-01-03', status: 'closed' },
      ],
    };
    const { rows } = await answer(engine, 'conversion', given, { mode: 'assisted' });
    expect(rows[0]).toMatchObject({ touchpoint: 'ad', entered: 3, converted: 1 });
  });

  it('sets the rate of those who never came beside it', async () => {
    const given = {
      interactions: [
        ...['a', 'b'].flatMap((who) => [visit(who, '01', 'ad'), visit(who, '02', 'shop', true)]),
        ...['c', 'd', 'e', 'f'].map((who) => visit(who, '01', 'web')),
        visit('c', '03', 'shop', true),
        visit('z', '31', 'late'),
      ],
    };
    const { rows } = await answer(engine, 'conversion', given, { mode: 'assisted' });
    expect(rows.find((row) => row.touchpoint === 'ad')).toMatchObject({ rate: 1, rate_without: 0.25 });
  });
});

describe('direct conversion', () => {
  it('is null, not 0, where nothing can be sold, and 0 where something could', async () => {
    const given = {
      touchpoints: [
        { touchpoint: 'help', sells: false },
        { touchpoint: 'shop', sells: true },
      ],
      interactions: [visit('a', '01', 'help'), visit('a', '02', 'shop')],
    };
    const { rows } = await answer(engine, 'conversion', given);
    expect(rows).toMatchObject([
      { touchpoint: 'help', rate: null, converted: null },
      { touchpoint: 'shop', rate: 0 },
    ]);
  });

  it('counts visits at no touchpoint in the whole only, whatever the catalogue says can sell', async () => {
    const given = {
      touchpoints: [
        { touchpoint: 'shop', sells: true },
        { touchpoint: 'help', sells: false },
      ],
      interactions: [
        visit('a', '01', 'shop', true),
        visit('c', '02', 'help'),
        { ...visit('b', '02', ''), touchpoint: null },
      ],
    };
    const { rows, summary } = await answer(engine, 'conversion', given);
    expect(rows).toMatchObject([
      { touchpoint: 'help', entered: 1, converted: null },
      { touchpoint: 'shop', entered: 1, converted: 1 },
    ]);
    expect(summary).toMatchObject({ entered: 3, converted: 1 });
  });

  it('takes orders placed at the touchpoint, within those seen there', async () => {
    const given = {
      interactions: [visit('a', '01', 'shop'), visit('b', '01', 'shop'), visit('b', '02', 'web')].map(
        ({ outcome: _, ...rest }) => rest,
      ),
      orders: [
        { order_id: '1', customer_id: 'a', ordered_at: '2025-01-03', touchpoint: 'shop' },
        { order_id: '2', customer_id: 'x', ordered_at: '2025-01-03', touchpoint: 'shop' },
      ],
    };
    const { rows, summary } = await answer(engine, 'conversion', given);
    expect(rows).toMatchObject([
      { touchpoint: 'shop', entered: 2, converted: 1 },
      { touchpoint: 'web', converted: 0 },
    ]);
    expect(summary.orders_without_visit).toBe(1);
  });

  it('has no direct rate when orders do not say where they were placed', async () => {
    const given = {
      interactions: [{ customer_id: 'a', occurred_at: '2025-01-01', touchpoint: 'shop' }],
      orders: [{ order_id: '1', customer_id: 'a', ordered_at: '2025-01-03' }],
    };
    expect((await answer(engine, 'conversion', given)).summary).toMatchObject({ rate: null });
  });

  it('counts by session and by visit, wider than if the visits were strangers', async () => {
    const interactions = Array.from({ length: 40 }, (_, at) =>
      visit(`c${String(at % 4)}`, '01', 'shop', at % 4 === 0, `s${String(at)}`),
    );
    const bySession = (await answer(engine, 'conversion', { interactions }, { unit: 'session' })).rows[0];
    expect(bySession).toMatchObject({ entered: 40, converted: 10, rate: 0.25 });
    expect(Number(bySession?.high) - Number(bySession?.low)).toBeGreaterThan(0.5);
    expect((await answer(engine, 'conversion', { interactions }, { unit: 'event' })).rows[0]).toMatchObject({
      entered: 40,
      rate: 0.25,
    });
    expect((await answer(engine, 'conversion', { interactions })).rows[0]).toMatchObject({ entered: 4, rate: 0.25 });
  });

  it('gives the summary of by=none, not a mean of rows, and marks the open period', async () => {
    const interactions = [visit('a', '01', 'x', true), visit('b', '02', 'x'), visit('c', '03', 'y', true)];
    const byNone = await answer(engine, 'conversion', { interactions }, { by: 'none' });
    expect(byNone.rows).toMatchObject([{ touchpoint: null, entered: 3, converted: 2 }]);
    expect((await answer(engine, 'conversion', { interactions })).summary.rate).toBeCloseTo(2 / 3, 12);
    const byMonth = await answer(engine, 'conversion', { interactions }, { by: 'period' });
    expect(byMonth.rows).toMatchObject([{ touchpoint: '2025-01-01', entered: 3, complete: false }]);
  });

  it('refuses sessions that nobody mapped and groups that do not exist', async () => {
    const interactions = [visit('a', '01', 'x', true)];
    await expect(answer(engine, 'conversion', { interactions }, { unit: 'session' })).rejects.toThrow('unit');
    await expect(answer(engine, 'conversion', { interactions }, { by: 'colour' })).rejects.toThrow('by');
  });
});

const bank = real('conv_bank_marketing/bank-full.csv');
describe.skipIf(!bank.there)('the 45,211 calls of the Portuguese bank (figures of INDEX.md)', () => {
  it('convert at the published rates by contact channel, without customers or times', async () => {
    await give(engine, {});
    await fill(
      engine,
      'interactions',
      bank.path,
      sql`contact AS touchpoint, y = 'yes' AS outcome, NULL::VARCHAR AS customer_id, NULL::TIMESTAMP AS occurred_at`,
    );
    const roles = new Set(['interactions.touchpoint', 'interactions.outcome']);
    const { rows, summary } = await answerOn(engine, 'conversion', roles);
    expect(rows.map((row) => [row.touchpoint, row.entered, Number(Number(row.rate).toFixed(6))])).toEqual([
      ['cellular', 29285, 0.149189],
      ['telephone', 2906, 0.134205],
      ['unknown', 13020, 0.040707],
    ]);
    expect(summary).toMatchObject({ unit: 'event', entered: 45211 });
    expect(Number(summary.rate)).toBeCloseTo(0.116985, 6);
  });
});

it('counts visits whose customer nobody knows where the visit is the unit, and says how many it cannot follow', async () => {
  const interactions = [
    visit('a', '01', 'shop', true),
    visit('a', '02', 'shop'),
    { ...visit('', '03', 'shop', true), customer_id: null },
    { ...visit('', '04', 'web'), customer_id: null },
    visit('b', '30', 'web'),
  ];
  const direct = await answer(engine, 'conversion', { interactions }, { unit: 'event' });
  expect(direct.rows).toMatchObject([
    { touchpoint: 'shop', entered: 3, converted: 2 },
    { touchpoint: 'web', entered: 2, converted: 0 },
  ]);
  expect(direct.summary).toMatchObject({ entered: 5, converted: 2, rate: 0.4, excluded: 0 });
  const assisted = await answer(engine, 'conversion', { interactions }, { unit: 'event', mode: 'assisted' });
  expect(assisted.summary).toMatchObject({ entered: 2, undetermined: 1, excluded: 2 });
});
