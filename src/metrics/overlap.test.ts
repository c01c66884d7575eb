import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../../test/engines/answer';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import { seeded } from '../stats/random';
import { relationOf } from './overlap-relation';

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

  const twenty = {
    touchpoints: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4],
    scores: [2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5, 9, 4, 5, 2, 3, 5, 3, 6],
  };
  const interactionsOf = twenty.touchpoints.flatMap((n, at) =>
    [...'abcdefghi'].slice(0, n).map((name) => use(at, name, '2025-02-01')),
  );
  const said = (more: (score: number) => object = (score) => ({ score })) =>
    twenty.scores.map((score, at) => ({
      response_id: String(at),
      customer_id: String(at),
      kind: 'overall',
      submitted_at: '2025-03-01',
      ...more(score),
    }));

  // scipy 1.17.1: bootstrap((x, y), spearmanr, paired=True, method='percentile'); Bonett and Wright give −0.25 to 0.61.
  it('draws customers for the interval of ρ, seeded', async () => {
    const given = { interactions: interactionsOf, responses: said() };
    const { summary } = await answer(engine, 'overlap', given);
    expect(summary.spearman).toBeCloseTo(0.22137152807483143, 10);
    expect(summary.spearman_interval).toBe('bootstrap');
    expect(Math.abs(Number(summary.spearman_low) + 0.2877)).toBeLessThan(0.03);
    expect(Math.abs(Number(summary.spearman_high) - 0.6664)).toBeLessThan(0.03);
    expect((await answer(engine, 'overlap', given)).summary).toEqual(summary);
    const wide = await answer(engine, 'overlap', given, { confidence: 0.99 });
    expect(wide.summary.spearman_low).toBeLessThan(Number(summary.spearman_low));
  });

  it('takes the formula above 100,000 customers, and says so', () => {
    const people = [1, 2, 3, 4].map((touchpoints, at) => ({
      touchpoints,
      calm: touchpoints,
      score: [2, 1, 4, 3][at] ?? 0,
      tenure: 0,
      orders: 0,
      n: 30_000,
    }));
    const many = relationOf(people, { confidence: 0.95, random: () => seeded(1) });
    expect(many).toMatchObject({ n: 120_000, drawn: false, rho: expect.closeTo(0.6, 9) as number });
    // tanh(atanh(0.6) ∓ 1.96 · √(1.18 / 119,997)).
    expect(many.low).toBeCloseTo(0.5960521, 6);
  });

  it('turns reversed answers, and leaves out those off their scale', async () => {
    const plain = (await answer(engine, 'overlap', { interactions: interactionsOf, responses: said() })).summary
      .spearman;
    const scale = { scale_min: 1, scale_max: 9 };
    const reversed = said((score) => ({ score: 10 - score, reversed: true, ...scale }));
    const turned = await answer(engine, 'overlap', { interactions: interactionsOf, responses: reversed });
    expect(turned.summary.spearman).toBeCloseTo(Number(plain), 12);
    const off = said((score) => ({ score: score === 9 ? 99 : score, ...scale }));
    expect((await answer(engine, 'overlap', { interactions: interactionsOf, responses: off })).summary.n).toBe(19);
  });

  it('knows of how few samples the intervals are where people are of many kinds', () => {
    const person = (at: number) => ({ touchpoints: 1 + (at % 7), calm: 1, score: at % 5, tenure: at, orders: 0, n: 1 });
    const drawing = { confidence: 0.95, random: () => seeded(1) };
    const of = (kinds: number) =>
      relationOf(
        Array.from({ length: kinds }, (_, at) => person(at)),
        drawing,
      ).resamples;
    expect([of(200), of(6000)]).toEqual([2000, 1667]);
  });

  it('says who met no touchpoint in the window before the answer, and is in no relation', async () => {
    const interactions = [...Array(40).keys()].flatMap((at) => [
      use(at, 'app', at < 8 ? '2024-06-01' : '2025-03-01'),
      ...(at % 2 && at >= 8 ? [use(at, 'shop', '2025-03-02')] : []),
    ]);
    const responses = [...Array(40).keys()].map((at) => ({
      response_id: String(at),
      customer_id: String(at),
      kind: 'overall',
      score: 1 + (at % 5),
      submitted_at: '2025-03-10',
    }));
    const { summary, remarks } = await askMetric(engine, 'overlap', { interactions, responses });
    expect(summary).toMatchObject({ n: 32, unvisited: 8 });
    expect(remarks.en).toContain('is in no relation: 8 before their answer');
    const all = { interactions, responses: responses.slice(8) };
    expect((await askMetric(engine, 'overlap', all)).remarks.en).not.toContain('in no relation');
  });
});
