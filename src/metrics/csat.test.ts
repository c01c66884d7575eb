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
const csat = (responses: Rows, params = {}) => askMetric(engine, 'csat', { responses }, params);
const scores = (values: readonly (number | null)[], more: Rows[number] = {}): Rows =>
  values.map((score, at) => ({ response_id: String(at), kind: 'csat', touchpoint: 'shop', score, ...more }));
const times = (n: number, value: number) => Array.from({ length: n }, () => value);

describe('the share of satisfied answers', () => {
  it.each([
    { hits: 18, n: 20, low: 0.6989663547715128, high: 0.972133518786232 },
    { hits: 4, n: 20, low: 0.0806576625797981, high: 0.4160174322518935 },
    { hits: 4, n: 200, low: 0.00780442641634947, high: 0.05028708690582643 },
  ])('has the Wilson interval of statsmodels for $hits of $n', async ({ hits, n, low, high }) => {
    const { rows } = await csat(scores([...times(hits, 5), ...times(n - hits, 1)]));
    expect(rows[0]).toMatchObject({ n, satisfied: hits, csat: hits / n });
    expect(rows[0]!.low).toBeCloseTo(low, 10);
    expect(rows[0]!.high).toBeCloseTo(high, 10);
  });

  it.each([
    [{ min: 0, max: 1 }, 1],
    [{ min: 1, max: 2 }, 2],
    [{ min: 1, max: 3 }, 3],
    [{ min: 1, max: 4 }, 3],
    [{ min: 1, max: 5 }, 4],
    [{ min: 1, max: 6 }, 5],
    [{ min: 1, max: 7 }, 6],
    [{ min: 1, max: 10 }, 8],
    [{ min: 0, max: 10 }, 9],
    [{ min: 0, max: 100 }, 80],
  ])('cuts the scale %o at %d unless told otherwise', async ({ min, max }, cut) => {
    const all = Array.from({ length: max - min + 1 }, (_, at) => min + at);
    const { summary } = await csat(scores(all, { scale_min: min, scale_max: max }));
    expect(summary).toMatchObject({ cut, satisfied: max - cut + 1, n: all.length });
  });

  it('obeys a cut that is set, and says what one point lower would do', async () => {
    const { summary, remarks } = await csat(scores([5, 4, 3, 3]), { cut: 5 });
    expect(summary.csat).toBe(0.25);
    expect(remarks.en).toContain('CSAT would be 50% instead of 25%');
    expect(remarks.zh).toContain('满意率');
  });

  it('is not the net satisfaction of good minus bad', async () => {
    const { summary } = await csat(scores([5, 5, 3, 1]));
    expect(summary.csat).toBe(0.5);
    expect(summary.csat).not.toBe(0.25);
  });
});

describe('who is counted', () => {
  it('never pools csat with overall, and takes overall only where there is no csat', async () => {
    const overall = { response_id: 'o', touchpoint: 'shop', kind: 'overall', score: 1 };
    expect((await csat([...scores([5, 5]), overall])).summary).toMatchObject({ n: 2, csat: 1, kind: 'csat' });
    expect((await csat([overall])).summary).toMatchObject({ n: 1, csat: 0, kind: 'overall' });
  });

  it('reads a 0 among 1 to 5 as not applicable, not as the lowest score', async () => {
    const { summary, remarks } = await csat(scores([5, 5, 4, 2, 0, 0]));
    expect(summary).toMatchObject({ n: 4, excluded: 2, csat: 0.75, mean: 4, scale: '1–5' });
    expect(remarks.en).toMatch(/2 answers are off the scale 1–5/i);
  });

  it('leaves an 11 out of 0 to 10', async () => {
    const { summary } = await csat(scores([0, 9, 10, 8, 7, 10, 9, 3, 5, 6, 11]));
    expect(summary).toMatchObject({ n: 10, excluded: 1, scale: '0–10', cut: 9, csat: 0.4 });
  });

  it('counts blanks as missing, never as 0', async () => {
    expect((await csat(scores([5, null, 3]))).summary).toMatchObject({ n: 2, missing: 1, csat: 0.5, mean: 4 });
  });

  it('turns reversed items round', async () => {
    const { summary } = await csat(scores([1, 1, 2, 5], { reversed: true }));
    expect(summary).toMatchObject({ csat: 0.75, mean: 3.75 });
  });

  it('refuses a scale it cannot know instead of saying 0', async () => {
    const { summary, remarks } = await csat(scores([250, 300, 400]));
    expect(summary).toMatchObject({ n: 0, excluded: 3, csat: null, mean: null, score: null });
    expect(remarks.en).toMatch(/caution: No scale fits/);
  });

  it('keeps two scales apart: each answer by its own, no mixed mean', async () => {
    const mixed = [
      ...scores([5, 1], { scale_min: 1, scale_max: 5 }),
      ...scores([10, 0], { scale_min: 0, scale_max: 10 }),
    ];
    const { summary, remarks } = await csat(mixed);
    expect(summary).toMatchObject({ n: 4, csat: 0.5, mean: null, score: 50, cut: null });
    expect(remarks.zh).toContain('量表不一致');
  });
});

describe('the rescaled score', () => {
  it('makes 4.2 of 5 an 80 or an 84, and says which', async () => {
    const five = scores([5, 5, 5, 3, 3]);
    expect((await csat(five)).summary).toMatchObject({ mean: 4.2, score: 80 });
    const share = await csat(five, { rescale: 'share-of-maximum' });
    expect(share.summary).toMatchObject({ mean: 4.2, score: 84 });
    expect(share.remarks.en).toContain('84');
  });
});

describe('weights', () => {
  it('count answers by their weight and say what that costs', async () => {
    const weighted = scores([5, 1, 1]).map((row, at) => ({ ...row, weight: at ? 1 : 2 }));
    const { summary } = await csat(weighted);
    expect(summary).toMatchObject({ n: 3, satisfied: 1, csat: 0.5, mean: 3 });
    expect(summary.effective_n).toBeCloseTo(16 / 6, 12);
  });

  it('of one size change nothing', async () => {
    const [plain, doubled] = [await csat(scores([5, 4, 2])), await csat(scores([5, 4, 2], { weight: 7 }))];
    expect(doubled.summary.low).toBeCloseTo(Number(plain.summary.low), 12);
    expect(doubled.summary.mean_low).toBeCloseTo(Number(plain.summary.mean_low), 12);
  });
});

describe('grouping', () => {
  const dated = (score: number, submitted_at: string, touchpoint: string | null = 'shop') => ({
    response_id: submitted_at,
    kind: 'csat',
    touchpoint,
    score,
    submitted_at,
  });

  it('by period marks the open one and draws no empty one', async () => {
    const { rows } = await csat([dated(5, '2025-01-10'), dated(1, '2025-03-02')], { by: 'period', grain: 'month' });
    expect(rows.map(({ touchpoint, complete, csat }) => [touchpoint, complete, csat])).toEqual([
      ['2025-01-01', true, 1],
      ['2025-03-01', false, 0],
    ]);
  });

  it('gives the same summary however it is grouped, also for answers without a touchpoint', async () => {
    const rows = [dated(5, '2025-01-10'), dated(1, '2025-03-02', 'web'), dated(4, '2025-03-03', null)];
    const [byTouchpoint, none] = [await csat(rows), await csat(rows, { by: 'none' })];
    expect(byTouchpoint.rows).toHaveLength(2);
    expect({ ...none.summary, by: '' }).toEqual({ ...byTouchpoint.summary, by: '' });
    expect(none.rows).toMatchObject([{ touchpoint: null, n: 3, csat: none.summary.csat }]);
  });

  it('by a customer attribute joins each customer once', async () => {
    const { rows } = await askMetric(
      engine,
      'csat',
      {
        responses: [{ response_id: '1', kind: 'csat', score: 5, customer_id: 'c' }],
        customers: [
          { customer_id: 'c', segment: 'gold' },
          { customer_id: 'c', segment: 'gold' },
        ],
      },
      { by: 'segment' },
    );
    expect(rows).toMatchObject([{ touchpoint: 'gold', n: 1 }]);
  });
});

describe('remarks', () => {
  it('name the touchpoint that stands out, and say when none does', async () => {
    const shop = scores([...times(90, 5), ...times(10, 1)]);
    const web = scores([...times(50, 5), ...times(50, 1)], { touchpoint: 'web' });
    expect((await csat([...shop, ...web])).remarks.en).toContain('web does worse than the rest: CSAT 50% against 90%');
    const few = await csat([...scores([5, 1]), ...scores([1, 5], { touchpoint: 'web' })]);
    expect(few.remarks.en).toContain('None of the 2 groups can be told apart');
    expect(few.remarks.en).toContain('Low base');
  });
});

describe('degenerate answers', () => {
  it('all blank: no share, not 0', async () => {
    expect((await csat(scores([null, null]))).kind).toBe('empty');
  });

  it('one answer: a share, a mean, but no interval of the mean', async () => {
    expect((await csat(scores([5]))).summary).toMatchObject({ n: 1, csat: 1, high: 1, mean: 5, mean_low: null });
  });

  it('says nothing of a lower cut that changes nothing', async () => {
    expect((await csat(scores([5, 5, 2, 1]))).remarks.en).not.toContain('counted too');
  });

  it('all equal: the mean has no width, the share does', async () => {
    const { summary } = await csat(scores(times(40, 5)));
    expect(summary).toMatchObject({ csat: 1, mean_low: 5, mean_high: 5 });
    expect(Number(summary.low)).toBeLessThan(1);
  });

  it('refuses a parameter that does not fit, by name', async () => {
    await expect(csat(scores([5]), { rescale: 'max' })).rejects.toThrow(/rescale.*minmax, share-of-maximum/);
  });
});
