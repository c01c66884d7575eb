import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../../test/engines/answer';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import { normalCdf } from '../stats/normal-cdf';
import { seeded } from '../stats/random';
import { wilson } from '../stats/wilson';
import { sharedBetween } from './change-shared';
import { changeOf } from './change-test';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const quarters = { before: '2025-01-01/2025-03-31', after: '2025-04-01/2025-06-30' };

/** Answers of both quarters by the same persons: so many for each pair of scores. */
const both = (pairs: readonly (readonly [number, number, number])[], kind = 'csat', [min, max] = [1, 5]) =>
  pairs.flatMap(([before, after, times], nth) =>
    Array.from({ length: times }, (_, at) => `${String(nth)}-${String(at)}`).flatMap((customer_id) =>
      [before, after].map((score, side) => ({
        response_id: `${customer_id}-${String(side)}`,
        customer_id,
        touchpoint: 'shop',
        kind,
        score,
        scale_min: min,
        scale_max: max,
        submitted_at: side ? '2025-05-15' : '2025-02-15',
      })),
    ),
  );

/** 20 satisfied twice, 15 no more, 25 only now, 40 never: 35 of 100 before, 45 after. */
const hundred = [
  [5, 5, 20],
  [5, 2, 15],
  [2, 5, 25],
  [2, 2, 40],
] as const;

describe('change, where the same customers stand on both sides', () => {
  it('tests shares of pairs as McNemar does, with Newcombe’s interval of pairs', async () => {
    const { rows, summary, remarks } = await askMetric(engine, 'change', { responses: both(hundred) }, quarters);
    expect(rows[0]).toMatchObject({ n_before: 100, n_after: 100, before: 0.35, after: 0.45 });
    // McNemar (1947): z² = (25 − 15)² / (25 + 15). Independent sides would give p 0.149.
    expect(rows[0]?.p).toBeCloseTo(2 * normalCdf(-10 / Math.sqrt(40)), 10);
    // Newcombe (1998), pairs: φ of the 2×2 table between the differences of Wilson's ends.
    const phi = (20 * 40 - 15 * 25) / Math.sqrt(35 * 65 * 45 * 55);
    const [a, b] = [wilson(35, 100)!, wilson(45, 100)!];
    const apart = (x: number, y: number) => Math.sqrt(x * x + y * y - 2 * phi * x * y);
    expect(rows[0]?.low).toBeCloseTo(0.1 - apart(0.45 - b.low, a.high - 0.35), 10);
    expect(rows[0]?.high).toBeCloseTo(0.1 + apart(b.high - 0.45, 0.35 - a.low), 10);
    expect(summary).toMatchObject({ shared: 100, p: rows[0]?.p });
    expect(remarks.en).toContain('100 customers stand on both sides; intervals');
    expect(remarks.zh).toContain('有 100 位客户同时出现在两侧；区间');
  });

  it('tests means of pairs as the t test of their differences does, and NPS by the net of each person', async () => {
    const means = await answer(engine, 'change', { responses: both(hundred) }, { ...quarters, value: 'mean' });
    // Differences of 3 (25 times), −3 (15 times) and 0: mean 0.3, variance (9 · 40 − 100 · 0.09) / 99.
    const se = Math.sqrt((360 - 9) / 99 / 100);
    expect(means.rows[0]?.difference).toBeCloseTo(0.3, 12);
    expect(means.rows[0]?.high).toBeCloseTo(0.3 + 1.9842169516 * se, 8);
    expect(means.rows[0]?.detectable).toBeCloseTo((1.959963985 + 0.841621234) * se, 8);
    const nps = hundred.map(([a, b, times]) => [a === 5 ? 10 : 3, b === 5 ? 9 : 0, times] as const);
    const found = await answer(
      engine,
      'change',
      { responses: both(nps, 'nps', [0, 10]) },
      { ...quarters, metric: 'nps' },
    );
    // The net of a person moves by 2 (25 times) or −2 (15 times): variance (4 · 40 / 100 − 0.2²) / 100.
    expect(found.rows[0]?.difference).toBeCloseTo(20, 10);
    expect(found.rows[0]?.high).toBeCloseTo(20 + 1.959963985 * 100 * Math.sqrt((1.6 - 0.04) / 100), 6);
  });

  it('reads effort, turned items and weights as the metric does', async () => {
    const turned = both(hundred).map((row) => ({ ...row, reversed: true, score: 6 - row.score, weight: 2 }));
    const plain = await answer(engine, 'change', { responses: both(hundred) }, { ...quarters, value: 'score' });
    const same = await answer(engine, 'change', { responses: turned }, { ...quarters, value: 'score' });
    expect(same.rows[0]?.p).toBeCloseTo(Number(plain.rows[0]?.p), 8);
    const effort = both(hundred, 'ces', [1, 7]).map((row) => ({ ...row, score: row.score === 5 ? 6 : 3 }));
    const settings = { ...quarters, metric: 'ces', value: 'easy' };
    expect((await answer(engine, 'change', { responses: effort }, settings)).rows[0]?.p).toBeCloseTo(
      2 * normalCdf(-10 / Math.sqrt(40)),
      10,
    );
  });

  it('finds no change of its own in customers who all answered alike twice', async () => {
    const { rows } = await answer(
      engine,
      'change',
      {
        responses: both([
          [5, 5, 30],
          [2, 2, 40],
        ]),
      },
      quarters,
    );
    expect(rows[0]).toMatchObject({ difference: 0, p: null, detectable: null });
  });

  it('says of other metrics that it takes the sides as independent, and of how many customers that is not so', async () => {
    const orders = ['2025-02-01', '2025-02-10', '2025-05-01', '2025-05-10'].flatMap((ordered_at, nth) =>
      Array.from({ length: 40 }, (_, at) => ({
        order_id: `${String(nth)}-${String(at)}`,
        customer_id: String(at),
        ordered_at,
      })),
    );
    const given = { orders: [...orders, { order_id: 'z', customer_id: 'z', ordered_at: '2025-06-30' }] };
    const asked = { ...quarters, metric: 'repurchase', settings: { window_days: 20 } };
    const { summary, remarks } = await askMetric(engine, 'change', given, asked);
    expect(summary.shared).toBe(40);
    expect(remarks.en).toContain('40 customers stand on both sides, but');
    expect(remarks.zh).toContain('有 40 位客户同时出现在两侧，但');
  });
});

describe('coverage of the interval of a change', () => {
  /** Of so many simulated comparisons, how many intervals hold the true difference of 0.1: clustered over both sides, and not. */
  const covered = (alike: number) => {
    const random = seeded(7);
    const [rounds, persons] = [1000, 120];
    let [own, apart] = [0, 0];
    for (let round = 0; round < rounds; round++) {
      const counts = [0, 0, 0, 0];
      for (let person = 0; person < persons; person++) {
        const [mood, again] = [random(), random()];
        const then = random() < Math.abs(alike) ? (alike > 0 ? mood : 1 - mood) : again;
        const at = 2 * Number(mood < 0.45) + Number(then < 0.55);
        counts[at] = (counts[at] ?? 0) + 1;
      }
      const [, late = 0, early = 0, twice = 0] = counts;
      const row = (hits: number) => ({ csat: hits / persons, satisfied: hits, n: persons });
      const cells = [1, 5].flatMap((score) => [false, true].map((later) => cellOf(score, later)));
      const pairs = counts.map((product, at) => ({
        whole: true,
        grp: null,
        before: at < 2 ? 1 : 5,
        after: at % 2 ? 5 : 1,
        product,
      }));
      const people = [{ whole: true, grp: null, persons, shared: persons }];
      const weighted = cells.map((cell) => {
        const hits = cell.later ? late + twice : early + twice;
        return { ...cell, w: cell.score === 5 ? hits : persons - hits };
      });
      const shared = sharedBetween({ people, cells: weighted, pairs }, 'csat', {})({ whole: true, grp: null }, 'csat');
      const reading = { kind: 'share', value: 'csat', hits: 'satisfied', n: ['n'] } as const;
      const holds = (of: typeof shared) => {
        const { low, high } = changeOf(row(early + twice), row(late + twice), reading, {
          confidence: 0.95,
          shared: of,
        });
        return Number(low) <= 0.1 && Number(high) >= 0.1;
      };
      own += Number(holds(shared)) / rounds;
      apart += Number(holds(null)) / rounds;
    }
    return { own, apart };
  };
  const cellOf = (score: number, later: boolean) => ({
    grp: null,
    kind: 'csat',
    survey: null,
    survey_type: null,
    item: null,
    touchpoint: 'shop',
    scale_min: 1,
    scale_max: 5,
    reversed: false,
    score,
    n: 1,
    w: 1,
    w2: 1,
    later,
    cell: score,
  });

  it('is right where customers stay as they are, and where they turn round; independent sides are too wide or too narrow', () => {
    const [staying, turning] = [covered(0.7), covered(-0.7)];
    for (const { own } of [staying, turning]) expect(Math.abs(own - 0.95)).toBeLessThan(0.015);
    expect(staying.apart).toBeGreaterThan(0.99);
    expect(turning.apart).toBeLessThan(0.9);
  });
});
