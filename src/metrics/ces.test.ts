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
const ces = (responses: Rows, params = {}) => askMetric(engine, 'ces', { responses }, params);
const rows = (values: readonly (number | null)[], more: Rows[number] = {}): Rows =>
  values.map((score, at) => ({ response_id: String(at), kind: 'ces', touchpoint: 'shop', score, ...more }));
const repeat = (values: readonly number[], times: number) => Array.from({ length: times }, () => values).flat();

it('2.0: a high mean is easy, 5 to 7 of 7 count as easy', async () => {
  const { summary, remarks } = await ces(rows([7, 6, 5, 4, 1]));
  expect(summary).toMatchObject({ n: 5, mean: 4.6, easy: 0.6, scale: '1–7', better: 'more' });
  expect(remarks.en).toContain('more is better');
});

it('2010: the same figures mean effort, 1 and 2 of 5 count as easy', async () => {
  const { summary, remarks } = await ces(rows([1, 2, 2, 4, 5, 6]), { version: '2010' });
  expect(summary).toMatchObject({ n: 5, excluded: 1, mean: 2.8, easy: 0.6, scale: '1–5', better: 'less' });
  expect(remarks.zh).toContain('越低越好');
});

it('in the version of 2010 the touchpoint with less effort is the better one', async () => {
  const both = [...rows(repeat([1, 2], 40)), ...rows(repeat([4, 5], 40), { touchpoint: 'web' })];
  expect((await ces(both, { version: '2010' })).remarks.en).toContain('shop does better than the rest');
  expect((await ces(both)).remarks.en).toContain('web does better than the rest');
});

it('never averages five with seven points', async () => {
  const seven = rows([7, 7, 7, 6], { scale_min: 1, scale_max: 7 });
  const five = rows([5, 5], { scale_min: 1, scale_max: 5 });
  const { summary, remarks } = await ces([...seven, ...five]);
  expect(summary).toMatchObject({ n: 4, excluded: 2, mean: 6.75, scale: '1–7' });
  expect(summary.mean).not.toBeCloseTo(37 / 6);
  expect(remarks.en).toContain('1–5 is never averaged with it');
});

it('takes a question for five points when 30 answers go no higher', async () => {
  expect((await ces(rows(repeat([5, 4, 3], 10)))).summary).toMatchObject({ scale: '1–5', easy: 2 / 3 });
});

it('turns reversed items, counts blanks as missing, weighs answers', async () => {
  expect((await ces(rows([1, 2, null], { reversed: true }))).summary).toMatchObject({ n: 2, missing: 1, mean: 6.5 });
  const weighted = rows([7, 1]).map((row, at) => ({ ...row, weight: at ? 1 : 2 }));
  expect((await ces(weighted)).summary).toMatchObject({ mean: 5, effective_n: 1.8 });
});

describe('degenerate answers', () => {
  it.each([
    ['one', [6], { n: 1, mean: 6, low: null, high: null }],
    ['all equal', [6, 6, 6], { n: 3, mean: 6, low: null, high: null }],
    ['all off scale', [70, 90], { n: 0, excluded: 2, mean: null, easy: null }],
  ] as const)('%s', async (_, values, expected) => {
    expect((await ces(rows(values))).summary).toMatchObject(expected);
  });

  it('all blank is empty', async () => {
    expect((await ces(rows([null]))).kind).toBe('empty');
  });
});
