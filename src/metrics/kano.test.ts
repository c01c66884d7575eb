import { afterAll, beforeAll, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const kano = (pairs: readonly (readonly [number | null, number | null])[], params = {}) =>
  askMetric(
    engine,
    'kano',
    {
      responses: pairs.flatMap(([there, lacking], at) => [
        { response_id: String(at), item: 'x', kind: 'kano_functional', score: there },
        { response_id: String(at), item: 'x', kind: 'kano_dysfunctional', score: lacking },
      ]),
    },
    params,
  );
const times = (n: number, there: number, lacking: number) => Array.from({ length: n }, () => [there, lacking] as const);

it('calls a category clear only by a test of its lead, not by 6 points', async () => {
  const open = await kano([...times(11, 2, 5), ...times(9, 1, 3)]);
  expect(open.rows[0]).toMatchObject({ category: 'M', strength: 0.1, clear: false });
  expect((await kano([...times(30, 2, 5), ...times(9, 1, 3)])).rows[0]).toMatchObject({ category: 'M', clear: true });
});

it('asks for the orientation: codes in reverse make another category', async () => {
  const pairs = times(20, 5, 1);
  expect((await kano(pairs)).rows[0]).toMatchObject({ category: 'R' });
  expect((await kano(pairs, { orientation: 'dislike-first' })).rows[0]).toMatchObject({
    category: 'O',
    better: 1,
    worse: -1,
  });
});

it('counts half pairs and other codes apart, and does not exist without whole ones', async () => {
  const { rows } = await kano([
    [1, null],
    [7, 2],
  ]);
  expect(rows[0]).toMatchObject({ n: 0, missing: 1, excluded: 1, category: null, better: null, clear: null });
});
