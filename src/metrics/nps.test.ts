import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

type Rows = Readonly<Record<string, string | number | boolean | null>>[];
const nps = (responses: Rows, params = {}) => askMetric(engine, 'nps', { responses }, params);
const rows = (values: readonly (number | null)[], more: Rows[number] = {}): Rows =>
  values.map((score, at) => ({ response_id: String(at), kind: 'nps', touchpoint: 'shop', score, ...more }));
const split = (detractors: number, passives: number, promoters: number): number[] => [
  ...Array.from({ length: detractors }, (_, at) => at % 7),
  ...Array.from({ length: passives }, (_, at) => 7 + (at % 2)),
  ...Array.from({ length: promoters }, (_, at) => 9 + (at % 2)),
];

describe('values of the R package NPS 1.1', () => {
  it.each([
    { d: 20, p: 30, pr: 50, score: 30, low: 14.0511301787616, high: 44.2012970057044 },
    { d: 362, p: 176, pr: 462, score: 10, low: 4.38966692503208, high: 15.55051253658307 },
  ])('$d/$p/$pr is $score with the adjusted Wald interval', async ({ d, p, pr, score, low, high }) => {
    const { summary } = await nps(rows(split(d, p, pr)));
    expect(summary).toMatchObject({ n: d + p + pr, promoters: pr, passives: p, detractors: d, nps: score });
    expect(summary.low).toBeCloseTo(low, 8);
    expect(summary.high).toBeCloseTo(high, 8);
  });

  it('20/30/50 by Wald', async () => {
    const { summary } = await nps(rows(split(20, 30, 50)), { interval: 'wald' });
    expect(summary.low).toBeCloseTo(14.6921919249573, 8);
    expect(summary.high).toBeCloseTo(45.3078080750426, 8);
  });

  it('clamps 0/0/10 to the scale: 47.5 to 100, not to 106.3', async () => {
    const { summary } = await nps(rows(split(0, 0, 10)));
    expect(summary.low).toBeCloseTo(47.5035515447902, 8);
    expect(summary.high).toBe(100);
  });
});

describe('intervals', () => {
  it('never shows ±0 for unanimous answers', async () => {
    for (const interval of ['wald', 'bootstrap']) {
      const { summary, remarks } = await nps(rows(split(0, 0, 10)), { interval });
      expect(summary).toMatchObject({ nps: 100, low: null, high: null });
      expect(remarks.en).toContain('does not exist');
    }
  });

  it.each([
    [3, -100, -100],
    [10, 100, 100],
  ])('hold the score they are of, also of the single answer %d', async (score, value, end) => {
    const { summary } = await nps(rows([score]));
    expect(summary.nps).toBe(value);
    expect([summary.low, summary.high]).toContain(end);
  });

  it('bootstraps close to Wald, the same for the same seed', async () => {
    const first = await nps(rows(split(200, 300, 500)), { interval: 'bootstrap' });
    expect(Math.abs(Number(first.summary.low) - 25.15)).toBeLessThan(0.6);
    expect((await nps(rows(split(200, 300, 500)), { interval: 'bootstrap' })).summary).toEqual(first.summary);
  });

  it('widens with unequal weights by their effective size', async () => {
    const weighted = rows(split(20, 30, 50)).map((row, at) => ({ ...row, weight: at % 2 ? 3 : 1 }));
    const { summary } = await nps(weighted);
    expect(summary).toMatchObject({ n: 100, effective_n: 80, nps: 30 });
    expect(Number(summary.high) - Number(summary.low)).toBeGreaterThan(30.15);
  });
});

describe('which group stands out', () => {
  // Shop: NPS 91.7 with a standard error of 3.6 points (59 answers' worth), of which counts would make none; app: 95.
  it('is told by the spread of weighted answers, not of their counts', async () => {
    const shop = rows([...Array<number>(50).fill(10), ...Array<number>(450).fill(8)]);
    const app = rows([...Array<number>(380).fill(9), ...Array<number>(20).fill(7)], { touchpoint: 'app' });
    const { remarks } = await nps([
      ...shop.map((row, at) => ({ ...row, weight: at < 50 ? 10 : 0.1 })),
      ...app.map((row) => ({ ...row, response_id: `app ${String(row.response_id)}`, weight: 1 })),
    ]);
    expect(remarks.en).toContain('None of the 2 groups can be told apart');
  });
});

describe('who is counted', () => {
  it('leaves out 11, −1 and 7.5 and counts them; a blank is missing', async () => {
    const { summary } = await nps(rows([10, 0, 11, -1, 7.5, null]));
    expect(summary).toMatchObject({ n: 2, excluded: 3, missing: 1, nps: 0 });
  });

  it('never pools transactional with relational answers', async () => {
    const both = [
      ...rows([10, 10, 9], { survey_type: 'transactional' }),
      ...rows([0, 1, 2, 3, 4], { survey_type: 'relational', touchpoint: null }),
    ];
    const { summary, remarks } = await nps(both);
    expect(summary).toMatchObject({
      n: 3,
      nps: 100,
      survey_type: 'transactional',
      other_survey_type: { n: 5, nps: -100 },
    });
    expect(summary.nps).not.toBe(-25);
    expect(remarks.zh).toContain('不合并');
    expect((await nps(both, { survey_type: 'relational' })).summary).toMatchObject({ n: 5, nps: -100 });
  });

  it('does not make an NPS of five stars', async () => {
    const stars = rows(Array.from({ length: 40 }, (_, at) => 1 + (at % 5)));
    const { summary, remarks } = await nps(stars);
    expect(summary).toMatchObject({ n: 0, excluded: 40, nps: null, low: null });
    expect(remarks.en).toContain('not on 0 to 10');
    expect((await nps(rows([5, 4], { scale_min: 1, scale_max: 5 }))).summary.nps).toBeNull();
  });

  it('warns when the scale starts at 1', async () => {
    expect((await nps(rows([10, 1], { scale_min: 1, scale_max: 10 }))).remarks.en).toContain('No answer is 0');
  });

  it('takes no other kind for it', async () => {
    expect((await nps(rows([10, 9], { kind: 'csat' }))).kind).toBe('empty');
  });
});

describe('over time', () => {
  it('says in parts what changed between finished periods', async () => {
    const dated = [
      ...rows(split(5, 0, 5), { submitted_at: '2025-01-05' }),
      ...rows(split(2, 2, 6), { submitted_at: '2025-02-28' }),
    ];
    const { rows: periods, remarks } = await nps(dated, { by: 'period' });
    expect(periods).toMatchObject([
      { touchpoint: '2025-01-01', nps: 0, complete: true },
      { touchpoint: '2025-02-01', nps: 40, complete: true },
    ]);
    expect(remarks.en).toContain('changed by +40: promoters +10, detractors -30');
  });
});

it('all blank is empty, one answer has an interval', async () => {
  expect((await nps(rows([null]))).kind).toBe('empty');
  expect((await nps(rows([9]))).summary).toMatchObject({ n: 1, nps: 100, detractors: 0 });
});

it('has no size of an interval on a foreign scale, though customers answer more than once', async () => {
  const stars = Array.from({ length: 40 }, (_, at) => ({
    response_id: String(at),
    customer_id: String(at % 10),
    kind: 'nps',
    score: 5,
  }));
  expect((await nps(stars)).summary).toMatchObject({ n: 0, nps: null, low: null, interval_n: 0 });
});
