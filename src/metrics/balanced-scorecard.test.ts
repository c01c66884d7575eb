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
const card = (indicators: Rows, params = {}) => askMetric(engine, 'balanced-scorecard', { indicators }, params);
const one = (
  name: string,
  actual: number | null,
  baseline: number | null,
  target: number,
  more: Rows[number] = {},
) => ({ perspective: '客户', name, actual, baseline, target, weight: 1, ...more });

describe('an indicator', () => {
  it.each([
    ['more is better', 75, 50, 100, 0.5],
    ['less is better when the target is below the baseline', 90, 120, 60, 0.5],
    ['beyond the target counts 1', 120, 50, 100, 1],
    ['below the baseline counts 0', 40, 50, 100, 0],
    ['target equal to baseline does not exist', 40, 50, 50, null],
    ['without an actual value does not exist, it is not 0', null, 50, 100, null],
  ])('%s', async (_, actual, baseline, target, score) => {
    expect((await card([one('x', actual, baseline, target)])).rows[0]!.score).toBe(score);
  });

  it('two-sided falls on either side of the target', async () => {
    const two = { direction: 'two-sided' };
    const { rows } = await card([one('a', 22, 20, 24, two), one('b', 26, 20, 24, two), one('c', 24, 20, 24, two)]);
    expect(rows.map(({ score }) => score)).toEqual([0.5, 0.5, 1]);
    const { rows: tight } = await card([one('a', 25, 20, 24, two)], { tolerance: { a: 2 } });
    expect(tight[0]!.score).toBe(0.5);
  });

  it('banded as in Business Scorecard Manager: 9,000 in bands to 4,000, 6,000 and 12,000 is 83.3 %', async () => {
    const { rows } = await card([one('x', 9000, 0, 12000)], { scoring: 'banded', bands: [0, 4000, 6000, 12000] });
    expect(rows[0]!.score).toBeCloseTo(5 / 6, 12);
    expect((await card([one('x', 9000, 0, 12000)])).rows[0]!.score).toBe(0.75);
  });
});

describe('the card', () => {
  it('brings weights to 1 on each level', async () => {
    const rows = [
      one('a', 1, 0, 1, { weight: 30 }),
      one('b', 0, 0, 1, { weight: 10 }),
      one('c', 0.5, 0, 1, { perspective: '财务', weight: 2 }),
    ];
    const { summary } = await card(rows);
    expect(summary).toMatchObject({ total: 0.625, 客户: 0.75, 财务: 0.5 });
    const weighted = await card(rows, { perspective_weights: '{"客户": 3, "财务": 1}' });
    expect(weighted.summary.total).toBe(0.6875);
  });

  it('shares the weight of what is missing, and says so', async () => {
    const { summary, remarks } = await card([one('a', 1, 0, 1), one('b', null, 0, 1)]);
    expect(summary).toMatchObject({ total: 1, missing: 1, perspectives: { 客户: { covered_weight: 0.5 } } });
    expect(remarks.en).toContain('No score, because the actual value is missing');
  });

  it('takes 0 where there is no baseline and cautions; cautions a direction that contradicts the target', async () => {
    const { rows, remarks } = await card([one('a', 5, null, 10), one('b', 5, 0, 10, { direction: 'less' })]);
    expect(rows.map(({ score }) => score)).toEqual([0.5, 0.5]);
    expect(remarks.en).toContain('No baseline is given, so 0 is taken: a');
    expect(remarks.en).toContain('contradicts target and baseline');
  });

  it('keeps a perspective apart from the figure of the whole that has its name', async () => {
    const rows = [one('a', 1, 0, 1, { perspective: 'total' }), one('b', 0, 0, 1, { perspective: 'n' })];
    const { summary } = await card(rows);
    expect(summary).toMatchObject({ total: 0.5, '(total)': 1, n: 2, '(n)': 0, perspectives: { total: { score: 1 } } });
  });

  it('counts each indicator with its last period', async () => {
    const { summary, rows } = await card([
      one('a', 1, 0, 10, { period: '2024' }),
      one('a', 8, 0, 10, { period: '2025' }),
    ]);
    expect(rows).toHaveLength(1);
    expect(summary.total).toBe(0.8);
  });

  it('refuses bands and weights that are none, by name', async () => {
    await expect(card([one('a', 1, 0, 1)], { bands: { a: [1] }, scoring: 'banded' })).rejects.toThrow(/bands/);
    await expect(card([one('a', 1, 0, 1)], { perspective_weights: [1] })).rejects.toThrow(/perspective_weights/);
  });

  it('has no shares of weights that are all 0', async () => {
    const none = await card([one('a', 1, 0, 2, { weight: 0 }), one('b', 1, 0, 2, { weight: 0 })]);
    expect(none.rows.map(({ weight }) => weight)).toEqual([null, null]);
    expect(none.summary.total).toBeNull();
    const { summary } = await card([one('a', 1, 0, 2)], { perspective_weights: { 客户: 0 } });
    expect(summary).toMatchObject({ total: null, perspectives: { 客户: { score: 0.5, weight: null } } });
  });
});
