import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../../test/engines/answer';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const use = (customer: number, touchpoint: string, occurred_at = '2025-01-01') => ({
  customer_id: String(customer),
  occurred_at,
  touchpoint,
});

describe('overlap', () => {
  it('has the coefficients of the published case (Mapp wiki; golden.json)', async () => {
    // A 2000, B 600, both 500, a tenth of each.
    const interactions = [...Array(200).keys()]
      .map((at) => use(at, 'a'))
      .concat([...Array(60).keys()].map((at) => use(150 + at, 'b')));
    const { rows, summary } = await answer(engine, 'overlap', { interactions });
    expect(rows[0]).toMatchObject({ both: 50, a_share: 0.25, b_share: 50 / 60, minimum: 50 / 60, maximum: 0.25 });
    expect(rows[0]?.jaccard).toBeCloseTo(0.238095238, 9);
    expect(rows[0]?.combined).toBeCloseTo(0.192307692, 9);
    expect(summary.multi_touch_share).toBeCloseTo(50 / 210, 12);
  });

  it('reads only what came before the answer, within W, against the overall score', async () => {
    const answers = (kind: string) =>
      [1, 2, 3, 4].map((who) => ({
        response_id: String(who),
        customer_id: String(who),
        kind,
        score: who,
        submitted_at: '2025-03-01',
      }));
    const interactions = [1, 2, 3, 4].flatMap((who) => [
      ...[...'abcd'].slice(0, who).map((name) => use(who, name, '2025-02-01')),
      ...[...'efgh'].slice(who).map((name) => use(who, name, '2025-04-01')),
      ...[...'ijklm'].slice(who).map((name) => use(who, name, '2024-01-01')),
    ]);
    const { summary } = await answer(engine, 'overlap', { interactions, responses: answers('overall') });
    expect(summary).toMatchObject({ n: 4, spearman: 1 });
    const all = await answer(engine, 'overlap', { interactions, responses: answers('overall') }, { window_days: 9999 });
    expect(all.summary.spearman).not.toBe(1);
    expect((await answer(engine, 'overlap', { interactions, responses: answers('csat') })).summary.spearman).toBeNull();
  });

  it('holds tenure fixed, and is null where nothing differs', async () => {
    const who = [...Array(40).keys()];
    const customers = who.map((at) => ({ customer_id: String(at), tenure: at % 4 }));
    const responses = who.map((at) => ({
      response_id: String(at),
      customer_id: String(at),
      kind: 'overall',
      score: at % 4,
      submitted_at: '2025-03-01',
    }));
    const interactions = who.flatMap((at) =>
      [...'abcdef'].slice(0, 1 + (at % 4) + (at % 3 === 0 ? 1 : 0)).map((name) => use(at, name, '2025-02-01')),
    );
    const { summary } = await answer(engine, 'overlap', { interactions, responses, customers });
    expect(summary.spearman).toBeGreaterThan(0.8);
    expect(summary.partial_spearman).toBeNull();
    expect((await answer(engine, 'overlap', { interactions: [use(1, 'a')] })).summary).toMatchObject({
      multi_touch_share: 0,
      duplication: 0,
    });
  });

  it('leaves out the complaint touchpoints that are named or that the catalogue tells of, and says which', async () => {
    const who = [...Array(12).keys()];
    const responses = who.map((at) => ({
      response_id: String(at),
      customer_id: String(at),
      kind: 'overall',
      score: at % 2 ? 1 : 5,
      submitted_at: '2025-03-01',
    }));
    const interactions = who.flatMap((at) => [
      use(at, 'app', '2025-02-01'),
      ...(at % 2 ? [use(at, 'desk 7', '2025-02-02')] : []),
    ]);
    const plain = await answer(engine, 'overlap', { interactions, responses });
    expect(plain.summary).toMatchObject({ without_complaints: plain.summary.spearman, complaint_touchpoints: [] });
    for (const [catalogue, params] of [
      [{}, { complaints: 'desk 7' }],
      [{ touchpoints: [{ touchpoint: 'desk 7', purposes: '投诉处理' }] }, {}],
    ] as const) {
      const { summary } = await answer(engine, 'overlap', { interactions, responses, ...catalogue }, params);
      expect(summary).toMatchObject({ without_complaints: null, complaint_touchpoints: ['desk 7'] });
    }
  });

  it('holds purchases fixed: paid orders, each once', async () => {
    const who = [...Array(30).keys()];
    const responses = who.map((at) => ({
      response_id: String(at),
      customer_id: String(at),
      kind: 'overall',
      score: 1 + ((at * 7) % 5),
      submitted_at: '2025-03-01',
    }));
    const interactions = who.flatMap((at) =>
      [...'abcd'].slice(0, 1 + (at % 4)).map((name) => use(at, name, '2025-02-01')),
    );
    const order = (at: number, nth: number, status = 'paid') => ({
      order_id: `${String(at)}-${String(nth)}`,
      customer_id: String(at),
      ordered_at: '2025-02-01',
      amount: 5,
      status,
    });
    const once = who.flatMap((at) => [...Array(at % 3).keys()].map((nth) => order(at, nth)));
    const noisy = [...once, ...once.slice(0, 9), ...who.slice(0, 7).map((at) => order(at, 99, 'closed'))];
    const partial = async (orders: typeof once) =>
      (await answer(engine, 'overlap', { interactions, responses, orders })).summary.partial_spearman;
    expect(await partial(noisy)).toBe(await partial(once));
    expect(await partial(once)).not.toBe(
      (await answer(engine, 'overlap', { interactions, responses })).summary.partial_spearman,
    );
  });
});
