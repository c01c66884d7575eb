import { afterAll, beforeAll, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

/** Forms of two items, every pair of scores `times` times; overall by the formula. */
const forms = (times: number, overall: (a: number, b: number) => number | null) =>
  Array.from({ length: 25 * times }, (_, at) => {
    const [a, b] = [1 + (at % 5), 1 + (Math.floor(at / 5) % 5)];
    const about = { response_id: String(at), scale_min: 1, scale_max: 5 };
    return [
      { ...about, item: 'basic', kind: 'attribute', score: a },
      { ...about, item: 'delight', kind: 'attribute', score: b },
      { ...about, item: null, kind: 'overall', score: overall(a, b) },
    ];
  }).flat();
const ask = (responses: ReturnType<typeof forms>, params = {}) =>
  askMetric(engine, 'penalty-reward', { responses }, params);

it('finds the penalty of one item and the reward of the other, each by itself', async () => {
  const { rows, summary } = await ask(forms(6, (a, b) => 3 - (a === 1 ? 2 : 0) + (b === 5 ? 1.5 : 0)));
  expect(rows[0]).toMatchObject({ item: 'basic', category: 'must-be', bottom: 1, top: 5, widened: false });
  expect(rows[1]).toMatchObject({ item: 'delight', category: 'attractive' });
  expect(
    [rows[0]!.penalty, rows[0]!.reward, rows[1]!.penalty, rows[1]!.reward].map((value) =>
      Number(Number(value).toFixed(9)),
    ),
  ).toEqual([2, 0, 0, 1.5].map((value) => expect.closeTo(value, 8)));
  expect(summary).toMatchObject({ n: 150 });
  expect(summary.r2).toBeCloseTo(1, 9);
});

it('widens boxes of fewer than 30 answers, and says so', async () => {
  const { rows, remarks } = await ask(forms(3, (a, b) => (a + b) / 2));
  expect(rows.map(({ bottom, top, widened }) => [bottom, top, widened])).toEqual([
    [2, 4, true],
    [2, 4, true],
  ]);
  expect(remarks.en).toContain('widened');
});

it('leaves out items whose boxes would meet, and has no result then', async () => {
  const { rows, summary, remarks } = await ask(forms(1, (a, b) => (a + b) / 2));
  expect(rows.every(({ penalty, category, bottom }) => penalty === null && category === null && bottom === null)).toBe(
    true,
  );
  expect(summary.r2).toBeNull();
  expect(remarks.en).toContain('Left out');
});

it('has no result where overall does not vary, and is empty without overall', async () => {
  expect((await ask(forms(6, () => 4))).summary.r2).toBeNull();
  expect((await ask(forms(6, () => null))).kind).toBe('empty');
});
