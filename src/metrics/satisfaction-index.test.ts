import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import { entropyWeights } from '../stats/entropy-weights';
import { seeded } from '../stats/random';
import { tQuantile } from '../stats/t-quantile';
import type { Given } from './metric';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

type Rows = Readonly<Record<string, string | number | boolean | null>>[];
const index = (given: Given, params = {}) => askMetric(engine, 'satisfaction-index', given, params);
const answer = (
  customer: string | number,
  touchpoint: string | null,
  score: number | null,
  more: Rows[number] = {},
): Rows[number] => ({
  response_id: `${String(customer)}-${String(touchpoint)}`,
  customer_id: String(customer),
  touchpoint,
  kind: 'csat',
  score,
  ...more,
});
const weights = (found: Awaited<ReturnType<typeof index>>) => found.rows.map(({ weight }) => weight);

/** 300 people who rate app, shop and hotline, and overall, mostly by the shop. */
function people(n = 300, seed = 7): Rows {
  const random = seeded(seed);
  const rating = () => 1 + Math.floor(random() * 5);
  return Array.from({ length: n }, (_, at) => {
    const [app, shop, line] = [rating(), rating(), rating()];
    const overall = Math.max(1, Math.min(5, Math.round(0.7 * shop + 0.2 * app + 0.1 * line + (random() - 0.5) * 0.8)));
    return [
      answer(at, 'app', app),
      answer(at, 'hotline', line),
      answer(at, 'shop', shop),
      answer(at, null, overall, { kind: 'overall' }),
    ];
  }).flat();
}

describe('weights', () => {
  const two = [answer(1, 'app', 5), answer(2, 'app', 4), answer(1, 'shop', 3), answer(2, 'shop', 1)];

  it('equal: the mean of the rescaled scores', async () => {
    expect((await index({ responses: two })).summary).toMatchObject({ index: 56.25, covered_weight: 1 });
  });

  it('of responses are heeded, and what they leave is said', async () => {
    const responses = two.map((row) => ({ ...row, weight: row.customer_id === '1' ? 3 : 1 }));
    const { summary, rows } = await index({ responses });
    // app (3 · 5 + 4) ÷ 4 = 4.75, shop (3 · 3 + 1) ÷ 4 = 2.5
    expect(summary).toMatchObject({ index: 65.625, n: 4, effective_n: 8 ** 2 / 20 });
    expect(rows[0]).toMatchObject({ touchpoint: 'app', score: 93.75, effective_n: 1.6 });
  });

  it('counts as respondents who gave an answer on the scale', async () => {
    const off = [answer(3, 'app', 9), answer(4, 'shop', null)];
    const responses = [...two, ...off].map((row) => ({ ...row, scale_min: 1, scale_max: 5 }));
    expect((await index({ responses })).summary).toMatchObject({ respondents: 2, n: 4, excluded: 1 });
  });

  it('volume: by interactions, not by answers; without them there is none', async () => {
    const met = (touchpoint: string) => ({ customer_id: '1', occurred_at: '2025-01-01', touchpoint });
    const interactions = [met('app'), met('app'), met('app'), met('shop')];
    expect((await index({ responses: two, interactions }, { weights: 'volume' })).summary.index).toBe(71.875);
    const none = await index({ responses: two }, { weights: 'volume' });
    expect(none.summary.index).toBeNull();
    expect(none.remarks.en).toContain('no interactions');
  });

  it('stated: by mean importance, else by the catalogue', async () => {
    const importance = [answer(1, 'app', 4, { kind: 'importance' }), answer(1, 'shop', 1, { kind: 'importance' })];
    const asked = await index({ responses: [...two, ...importance] }, { weights: 'stated' });
    expect(weights(asked)).toEqual([0.8, 0.2]);
    expect(asked.summary.index).toBeCloseTo(75, 12);
    const catalogued = [
      { touchpoint: 'app', weight: 1 },
      { touchpoint: 'shop', weight: 3 },
    ];
    expect(weights(await index({ responses: two, touchpoints: catalogued }, { weights: 'stated' }))).toEqual([
      0.25, 0.75,
    ]);
  });

  it('derived: the touchpoint that drives the overall score weighs most; few complete answers are refused', async () => {
    const [app, hotline, shop] = weights(await index({ responses: people() }, { weights: 'derived' })).map(Number);
    expect(shop).toBeGreaterThan(0.7);
    expect(app).toBeGreaterThan(hotline!);
    const few = await index({ responses: people(60) }, { weights: 'derived' });
    expect(few.summary.index).toBeNull();
    expect(few.remarks.en).toContain('only 60 people');
  });

  it('AHP: Saaty’s drinks, with their consistency ratio (AHPy)', async () => {
    const drinks = ['1 coffee', '2 wine', '3 tea', '4 beer', '5 soda', '6 milk', '7 water'];
    const matrix = [
      [1, 9, 5, 2, 1, 1, 1 / 2],
      [1 / 9, 1, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9],
      [1 / 5, 3, 1, 1 / 3, 1 / 4, 1 / 3, 1 / 9],
      [1 / 2, 9, 3, 1, 1 / 2, 1, 1 / 3],
      [1, 9, 4, 2, 1, 2, 1 / 2],
      [1, 9, 3, 1, 1 / 2, 1, 1 / 3],
      [2, 9, 9, 3, 2, 3, 1],
    ];
    const responses = drinks.map((drink) => answer(1, drink, 4));
    const found = await index({ responses }, { weights: 'ahp', matrix: JSON.stringify(matrix) });
    const published = [0.177457, 0.019149, 0.041831, 0.116417, 0.189572, 0.128781, 0.326793];
    weights(found).forEach((weight, at) => expect(weight).toBeCloseTo(published[at]!, 6));
    expect(found.summary.consistency_ratio).toBeCloseTo(0.0218060542, 8);
    await expect(index({ responses }, { weights: 'ahp', matrix: [[1]] })).rejects.toThrow(/matrix/);
    await expect(index({ responses }, { matrix: 5 })).rejects.toThrow(/matrix/);
    await expect(index({ responses }, { custom: 5 })).rejects.toThrow(/custom/);
  });

  it('AHP: by name, gaps filled, contradictions cautioned', async () => {
    const matrix = { app: { hotline: 9, shop: 1 / 9 }, hotline: { shop: 9 } };
    const responses = ['app', 'hotline', 'shop'].map((name) => answer(1, name, 4));
    expect((await index({ responses }, { weights: 'ahp', matrix })).remarks.en).toContain('contradict each other');
    const gap = { app: { hotline: 2 }, hotline: { shop: 2 } };
    const [app, , shop] = weights(await index({ responses }, { weights: 'ahp', matrix: gap })).map(Number);
    expect(app! / shop!).toBeCloseTo(4, 8);
  });

  it('custom: names without answers count as not covered; below 70 % there is no index', async () => {
    const custom = { app: 3, shop: 5, web: 2 };
    const some = await index({ responses: two }, { weights: 'custom', custom });
    expect(some.summary.covered_weight).toBeCloseTo(0.8, 12);
    expect(some.summary.index).toBeCloseTo((3 * 87.5 + 5 * 25) / 8, 12);
    const few = await index({ responses: two }, { weights: 'custom', custom: { app: 3, shop: 3, web: 4 } });
    expect(few.summary).toMatchObject({ index: null, low: null });
    expect(few.remarks.en).toContain('at least 70% is needed');
    await expect(index({ responses: two }, { weights: 'custom', custom: { app: -1 } })).rejects.toThrow(/custom/);
  });
});

describe('entropy, CRITIC and combined', () => {
  const months = Array.from({ length: 12 }, (_, at) => `2024-${String(at + 1).padStart(2, '0')}-15`);
  const random = seeded(3);
  const responses = months.flatMap((submitted_at, month) =>
    Array.from({ length: 32 }, (_, at) => [
      answer(`${String(month)}.${String(at)}`, 'app', random() < 0.5 ? 5 : 4, { submitted_at }),
      answer(`${String(month)}.${String(at)}`, 'shop', month % 2 ? 5 : 1 + (at % 2), { submitted_at }),
    ]).flat(),
  );

  it('weigh dispersion over periods of 30 answers and say so', async () => {
    const found = await index({ responses }, { weights: 'entropy' });
    const rows = months.map((_, month) =>
      ['app', 'shop'].map((name) => {
        const own = responses.filter(
          ({ touchpoint, submitted_at }) => touchpoint === name && submitted_at === months[month],
        );
        return own.reduce((sum, { score }) => sum + 25 * (Number(score) - 1), 0) / own.length;
      }),
    );
    entropyWeights(rows)!.forEach((weight, at) => expect(weights(found)[at]).toBeCloseTo(weight, 10));
    expect(Number(weights(found)[1])).toBeGreaterThan(0.9);
    expect(found.remarks.en).toContain('not importance');
  });

  it('refuse single respondents and short series', async () => {
    const short = responses.filter(({ submitted_at }) => String(submitted_at) < '2024-09');
    expect((await index({ responses: short }, { weights: 'entropy' })).summary.index).toBeNull();
    expect((await index({ responses: people() }, { weights: 'critic' })).remarks.en).toContain('there are 0');
  });

  it('combine with AHP by alpha, AHP first', async () => {
    const matrix = { app: { shop: 4 } };
    const [only] = weights(await index({ responses }, { weights: 'combined', matrix, alpha: 1 }));
    expect(only).toBeCloseTo(0.8, 12);
    const entropy = Number(weights(await index({ responses }, { weights: 'entropy' }))[0]);
    expect(weights(await index({ responses }, { weights: 'combined', matrix }))[0]).toBeCloseTo(
      (0.8 + entropy) / 2,
      10,
    );
    const product = weights(await index({ responses }, { weights: 'combined', matrix, combine: 'product' }));
    expect(product[0]).toBeCloseTo((0.8 * entropy) / (0.8 * entropy + 0.2 * (1 - entropy)), 10);
  });
});

describe('the interval', () => {
  it('is by respondent: people who rate everything alike are fewer witnesses than answers', async () => {
    const scores = Array.from({ length: 40 }, (_, at) => 1 + (at % 5));
    const joined = scores.flatMap((score, at) => ['a', 'b', 'c'].map((name) => answer(at, name, score)));
    const apart = scores.flatMap((score, at) =>
      ['a', 'b', 'c'].map((name) => answer(`${String(at)}${name}`, name, score)),
    );
    const [one, three] = [(await index({ responses: joined })).summary, (await index({ responses: apart })).summary];
    expect(one.index).toBe(three.index);
    const width = (of: typeof one) => Number(of.high) - Number(of.low);
    expect(width(one) / width(three)).toBeGreaterThan(1.4);
  });

  it('estimates derived weights anew in each resample', async () => {
    const responses = people(140, 11);
    const derived = await index({ responses }, { weights: 'derived' });
    const custom = Object.fromEntries(derived.rows.map(({ touchpoint, weight }) => [String(touchpoint), weight]));
    const fixed = await index({ responses }, { weights: 'custom', custom });
    expect(fixed.summary.index).toBeCloseTo(Number(derived.summary.index), 8);
    expect(fixed.summary.low).not.toBeCloseTo(Number(derived.summary.low), 3);
  });

  it('does not exist for one respondent or equal answers', async () => {
    expect((await index({ responses: [answer(1, 'a', 4)] })).summary).toMatchObject({
      index: 75,
      low: null,
      high: null,
    });
  });
});

describe('the basket', () => {
  const responses = [
    ...[1, 2, 3].map((at) => answer(at, 'app', 5, { submitted_at: '2025-01-10' })),
    ...[1, 2, 3].map((at) => answer(at, 'shop', 5, { submitted_at: '2025-01-10', response_id: `s${String(at)}` })),
    ...[4, 5, 6].map((at) => answer(at, 'app', 5, { submitted_at: '2025-02-10' })),
    ...[4, 5, 6].map((at) => answer(at, 'shop', 5, { submitted_at: '2025-02-10' })),
    answer(7, 'web', 1, { submitted_at: '2025-02-28' }),
  ];

  it('of a trend is fixed, and what a new touchpoint does is shown apart', async () => {
    const { summary, remarks } = await index({ responses }, { weights: 'custom', custom: { app: 2, shop: 2, web: 1 } });
    expect(summary.trend).toMatchObject([
      { period: '2025-01-01', index: 100, present: 100, composition: 0, complete: true },
      { period: '2025-02-01', index: 100, present: 80, composition: -20, complete: true },
    ]);
    expect(remarks.en).toContain('fixed basket');
  });

  it('of a trend is that of the periods that are over, each with its interval', async () => {
    const month = (name: string, scores: readonly number[], day: string) =>
      scores.map((score, at) =>
        answer(at, name, score, {
          submitted_at: `${day} 1${String(at)}:00`,
          response_id: `${name}${day}${String(at)}`,
        }),
      );
    const { summary } = await index({
      responses: [
        ...month('app', [5, 4, 3, 5], '2025-01-10'),
        ...month('shop', [2, 3, 1, 4], '2025-01-12'),
        ...month('app', [4, 4, 2], '2025-02-10'),
        ...month('shop', [5, 3, 3], '2025-02-28'),
        ...month('app', [1, 2], '2025-03-02'),
      ],
    });
    // By hand: Cochran (1977), 5.4, with half the weight on each touchpoint
    expect(summary.trend).toMatchObject([
      { period: '2025-01-01', n: 8, index: 59.375, complete: true },
      { period: '2025-02-01', n: 6, index: 62.5, complete: true },
      { period: '2025-03-01', n: 2, index: null, low: null, present: 12.5, composition: null, complete: false },
    ]);
    const [first] = summary.trend as unknown as readonly { low: number; high: number }[];
    const [a, b] = [(11 / 12) * 625, (5 / 3) * 625].map((variance) => (0.25 * variance) / 4) as [number, number];
    const half = tQuantile(0.975, (a + b) ** 2 / ((a ** 2 + b ** 2) / 3)) * Math.sqrt(a + b);
    expect(first!.low).toBeCloseTo(59.375 - half, 9);
    expect(first!.high).toBeCloseTo(59.375 + half, 9);
  });

  it('fixed keeps a touchpoint whose answers are all blank, present drops it', async () => {
    const blank = [answer(1, 'app', 5), answer(1, 'shop', 4), answer(1, 'till', 4), answer(1, 'web', null)];
    expect((await index({ responses: blank })).summary.covered_weight).toBe(0.75);
    const present = await index({ responses: blank.slice(0, 3) }, { basket: 'present' });
    expect(present.summary.covered_weight).toBe(1);
  });
});

it('counts blanks, values off scale, and answers without a touchpoint', async () => {
  const { rows, summary, remarks } = await index({
    responses: [answer(1, 'app', 5), answer(2, 'app', null), answer(3, 'app', 0), answer(4, null, 3)],
  });
  expect(rows).toMatchObject([{ touchpoint: 'app', n: 1, missing: 1, excluded: 1, score: 100 }]);
  expect(summary).toMatchObject({ n: 1, missing: 1, excluded: 1 });
  expect(remarks.zh).toContain('没有触点');
});

it('all blank is empty', async () => {
  expect((await index({ responses: [answer(1, 'app', null)] })).kind).toBe('empty');
});
