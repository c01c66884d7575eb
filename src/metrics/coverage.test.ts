import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../../test/engines/answer';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const event = (customer_id: string | null, touchpoint: string, stage?: string) => ({
  customer_id,
  occurred_at: '2025-01-01',
  touchpoint,
  ...(stage ? { stage } : {}),
});

describe('coverage', () => {
  const touchpoints = [
    { touchpoint: 'ad', stage: 'awareness' },
    { touchpoint: 'shop', stage: 'purchase' },
  ];

  it('counts events outside the catalogue, and customers once', async () => {
    const interactions = [event('a', 'ad'), event('a', 'ad'), event('b', 'kiosk'), event(null, 'shop')];
    const { rows, summary } = await answer(engine, 'coverage', { touchpoints, interactions });
    expect(summary).toMatchObject({ unmapped: 0.25, active_customers: 2, activation: 1, excluded: 1 });
    expect(rows).toMatchObject([
      { stage: 'awareness', reach: 0.5, measured: null },
      { stage: 'purchase', active: 1, reach: 0 },
    ]);
    expect(summary.measurement_coverage).toBeNull();
  });

  it('says that nothing is missing only where nothing is, and which stage is reached least', async () => {
    const interactions = Array.from({ length: 400 }, (_, at) => event(String(at), at % 4 ? 'ad' : 'shop'));
    const answers = (touchpoint: string) => ({ response_id: touchpoint, touchpoint, kind: 'csat', score: 5 });
    const told = async (responses: readonly ReturnType<typeof answers>[], rest = interactions) =>
      (await askMetric(engine, 'coverage', { touchpoints, interactions: rest, responses }, { min_n: 1 })).remarks.en;
    const all = await told([answers('ad'), answers('shop')]);
    expect(all).toContain('finding: Nothing is missing: every stage has an active touchpoint, and each of the 2');
    expect(all).toContain('highest at awareness (75%), lowest at purchase (25%); their intervals do not overlap');
    expect(await told([answers('ad')])).not.toContain('Nothing is missing');
    expect(await told([answers('ad'), answers('shop')], [...interactions, event('x', 'kiosk')])).not.toContain(
      'Nothing is missing',
    );
  });

  it('sees stages of the journey that no touchpoint serves', async () => {
    const { rows, summary } = await answer(
      engine,
      'coverage',
      { touchpoints, interactions: [event('a', 'ad')] },
      { stages: '回购,认知,awareness' },
    );
    expect(rows.map((row) => [row.stage, row.touchpoints])).toEqual([
      ['repurchase', 0],
      ['awareness', 1],
      ['purchase', 1],
    ]);
    expect(summary.stage_coverage).toBeCloseTo(1 / 3, 12);
  });

  it('lets an event override the stage of the catalogue', async () => {
    const { rows } = await answer(engine, 'coverage', { touchpoints, interactions: [event('a', 'ad', 'purchase')] });
    expect(rows).toMatchObject([
      { stage: 'awareness', reach: 0 },
      { stage: 'purchase', reach: 1 },
    ]);
  });

  it('takes no touchpoint for measured by answers off their scale', async () => {
    const interactions = [event('a', 'ad'), event('a', 'shop')];
    const said = (touchpoint: string, score: number, more = {}) => ({
      touchpoint,
      score,
      kind: 'csat',
      scale_min: 1,
      scale_max: 5,
      ...more,
    });
    const responses = [
      said('ad', 99),
      said('ad', 5),
      said('shop', 11, { kind: 'nps', scale_min: null, scale_max: null }),
    ].map((row, at) => ({ ...row, response_id: String(at), customer_id: 'a', submitted_at: '2025-01-01' }));
    const given = { touchpoints, interactions, responses, customers: [{ customer_id: 'a', segment: 'x' }] };
    const two = await answer(engine, 'coverage', given, { min_n: 2 });
    expect(two.summary).toMatchObject({ measured: 0, measurement_coverage: 0 });
    const one = await answer(engine, 'coverage', given, { min_n: 1 });
    expect(one.summary).toMatchObject({ measured: 1, unmeasured: ['shop'] });
    expect((await answer(engine, 'coverage', given, { min_n: 1, by: 'segment' })).rows).toMatchObject([
      { stage: 'x', measured: 1 },
    ]);
  });

  it('counts no touchpoint that was not in service then', async () => {
    const dated = [
      { touchpoint: 'ad', stage: 'awareness', active_from: null, active_to: '2025-01-31' },
      { touchpoint: 'shop', stage: 'purchase', active_from: '2025-02-10', active_to: null },
      { touchpoint: 'fax', stage: 'purchase', active_from: null, active_to: '2024-12-31' },
      { touchpoint: 'fair', stage: 'purchase', active_from: '2026-01-01', active_to: null },
      { touchpoint: 'odd', stage: 'purchase', active_from: null, active_to: '2024-12-31' },
    ];
    const on = (touchpoint: string, day: string) => ({ customer_id: 'a', touchpoint, occurred_at: day });
    const interactions = [on('ad', '2025-01-01'), on('odd', '2025-01-31'), on('shop', '2025-02-20')];
    const given = { touchpoints: dated, interactions };
    const { summary } = await answer(engine, 'coverage', given);
    expect(summary).toMatchObject({ touchpoints: 3, activation: 1, silent: [], out_of_service: ['fair', 'fax'] });
    const { rows } = await answer(engine, 'coverage', given, { by: 'period' });
    expect(rows).toMatchObject([
      { stage: '2025-01-01', touchpoints: 2, silent: [] },
      { stage: '2025-02-01', touchpoints: 1, silent: [] },
    ]);
  });

  it('asks for min_events', async () => {
    const interactions = [event('a', 'ad'), event('b', 'ad'), event('a', 'shop')];
    expect(
      (await answer(engine, 'coverage', { touchpoints, interactions }, { min_events: 2 })).summary.activation,
    ).toBe(0.5);
  });

  it('is null where touchpoints have no stage and events no customer', async () => {
    const { rows, summary } = await answer(engine, 'coverage', {
      touchpoints: [{ touchpoint: 'ad' }],
      interactions: [event(null, 'ad')],
    });
    expect(summary).toMatchObject({ stage_coverage: null, activation: 1 });
    expect(rows).toMatchObject([{ stage: null, reach: null, low: null }]);
  });

  it('is cut by an attribute of customers, with each stage of each group and what is missing', async () => {
    const given = {
      touchpoints: [
        { touchpoint: 'ad', stage: 'see' },
        { touchpoint: 'shop', stage: 'buy' },
      ],
      customers: [
        { customer_id: 'a', segment: 'new' },
        { customer_id: 'b', segment: 'new' },
        { customer_id: 'c', segment: 'vip' },
      ],
      interactions: [
        { customer_id: 'a', occurred_at: '2025-01-01', touchpoint: 'ad' },
        { customer_id: 'a', occurred_at: '2025-01-02', touchpoint: 'shop' },
        { customer_id: 'b', occurred_at: '2025-01-31', touchpoint: 'kiosk' },
        { customer_id: 'c', occurred_at: '2025-02-03', touchpoint: 'ad' },
      ],
    };
    const cut = await answer(engine, 'coverage', given, { by: 'segment' });
    expect(cut.rows).toMatchObject([
      { stage: 'new', touchpoints: 2, active: 2, reach: 0.5, customers: 1, gaps: [] },
      { stage: 'vip', touchpoints: 2, active: 1, reach: 1, customers: 1, gaps: ['buy'], silent: ['shop'] },
    ]);
    expect(cut.summary).toMatchObject({
      by: 'segment',
      reach: 2 / 3,
      matrix: { new: { see: 0.5, buy: 0.5 }, vip: { see: 1 } },
    });
    const months = await answer(engine, 'coverage', given, { by: 'period' });
    expect(months.rows).toMatchObject([
      { stage: '2025-01-01', active: 2, reach: 0.5, complete: true },
      { stage: '2025-02-01', active: 1, reach: 1, complete: false, silent: ['shop'] },
    ]);
    const [whole] = (await answer(engine, 'coverage', given, { by: 'none' })).rows;
    expect(whole).toMatchObject({ stage: null, touchpoints: 2, active: 2, reach: 2 / 3 });
    expect((await answer(engine, 'coverage', given, { by: 'stage' })).summary).toMatchObject({
      reach: 2 / 3,
      active: 2,
    });
    await expect(answer(engine, 'coverage', given, { by: 'colour' })).rejects.toThrow('by');
  });
});
