import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../../test/engines/answer';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const interactions = [
  { customer_id: 'a', occurred_at: '2025-01-01', touchpoint: 'web', outcome: false },
  { customer_id: 'a', occurred_at: '2025-01-03', touchpoint: 'shop', outcome: true },
  { customer_id: 'b', occurred_at: '2025-02-01', touchpoint: 'kiosk', outcome: false },
];

describe('the journey map', () => {
  it('keeps the order of the catalogue and sets what it does not know last', async () => {
    const touchpoints = [
      { touchpoint: 'web', stage: '认知' },
      { touchpoint: 'shop', stage: '购买' },
      { touchpoint: 'blog', stage: '认知' },
    ];
    const { rows } = await answer(engine, 'journey-map', { touchpoints, interactions });
    expect(rows.map((row) => [row.stage, row.touchpoint, row.customers])).toEqual([
      ['认知', 'web', 1],
      ['认知', 'blog', 0],
      ['购买', 'shop', 1],
      [null, 'kiosk', 1],
    ]);
  });

  it('works from interactions alone, and passes the kind of conversion on', async () => {
    const direct = await answer(engine, 'journey-map', { interactions });
    expect(direct.rows.map((row) => [row.touchpoint, row.conversion])).toEqual([
      ['kiosk', 0],
      ['web', 0],
      ['shop', 1],
    ]);
    const assisted = await answer(engine, 'journey-map', { interactions }, { mode: 'assisted' });
    expect(assisted.rows.map((row) => [row.touchpoint, row.conversion])).toEqual([
      ['kiosk', null],
      ['web', 1],
      ['shop', 0],
    ]);
  });

  it('counts the customers whether conversion knows them, waits for the end of their windows or has nothing to go by', async () => {
    const visits = [
      ...interactions,
      { customer_id: 'b', occurred_at: '2025-02-01', touchpoint: 'web', outcome: false },
    ];
    const met = async (rows: typeof visits | Omit<(typeof visits)[number], 'outcome'>[], params = {}) =>
      (await answer(engine, 'journey-map', { interactions: rows }, params)).rows.map((row) => [
        row.touchpoint,
        row.customers,
      ]);
    const each = [
      ['kiosk', 1],
      ['web', 2],
      ['shop', 1],
    ];
    expect(await met(visits)).toEqual(each);
    expect(await met(visits, { mode: 'assisted', window_days: 30 })).toEqual(each);
    expect(await met(visits.map(({ outcome: _, ...visit }) => visit))).toEqual(each);
  });

  it('shows each metric’s own number', async () => {
    const given = {
      interactions,
      responses: [
        { response_id: '1', touchpoint: 'web', kind: 'nps', score: 10 },
        { response_id: '2', touchpoint: 'web', kind: 'ces', score: 7 },
      ],
      tickets: [{ ticket_id: '1', touchpoint: 'shop', created_at: '2025-01-01', first_response_s: 40, wait_s: 7 }],
    };
    const { rows } = await answer(engine, 'journey-map', given);
    const at = (touchpoint: string) => rows.find((row) => row.touchpoint === touchpoint);
    expect(at('web')).toMatchObject({ nps: 100, csat: null, effort: 7, response_s: null });
    expect(at('shop')).toMatchObject({ nps: null, response_s: 40, wait_s: 7 });
  });

  it('drops no touchpoint that only answers or tickets name, and lets events override the stage', async () => {
    const touchpoints = [
      { touchpoint: 'web', stage: 'awareness' },
      { touchpoint: 'shop', stage: 'purchase' },
    ];
    const at = (touchpoint: string, stage: string | null) => ({
      customer_id: 'a',
      occurred_at: '2025-01-01',
      touchpoint,
      stage,
    });
    const given = {
      touchpoints,
      interactions: [
        at('web', 'service'),
        at('web', 'service'),
        at('web', null),
        at('shop', 'service'),
        at('shop', null),
      ],
      responses: [{ response_id: '1', touchpoint: 'mail', kind: 'csat', score: 5 }],
      tickets: [{ ticket_id: '1', touchpoint: 'phone', created_at: '2025-01-01', first_response_s: 40 }],
    };
    const { rows, summary } = await answer(engine, 'journey-map', given);
    expect(rows.map((row) => [row.stage, row.touchpoint, row.customers, row.csat, row.response_s])).toEqual([
      ['service', 'web', 1, null, null],
      ['purchase', 'shop', 1, null, null],
      [null, 'mail', 0, 1, null],
      [null, 'phone', 0, null, 40],
    ]);
    expect(summary).toMatchObject({ touchpoints: 4, stages: 2 });
  });
});
