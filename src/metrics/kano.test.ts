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

it('weighs answers: the category, its lead and the test follow the weights, the counts do not', async () => {
  const people = [...times(12, 2, 5), ...times(10, 1, 3)];
  const responses = people.flatMap(([there, lacking], at) =>
    (['kano_functional', 'kano_dysfunctional'] as const).map((kind) => ({
      response_id: String(at),
      item: 'x',
      kind,
      score: kind === 'kano_functional' ? there : lacking,
      weight: at < 12 ? 1 : 3,
    })),
  );
  const { rows } = await askMetric(engine, 'kano', { responses });
  // Weights 12 and 30 of 42: A leads by 18/42
  expect(rows[0]).toMatchObject({ M: 12, A: 10, category: 'A' });
  expect(rows[0]?.strength).toBeCloseTo(18 / 42, 10);
  expect(rows[0]?.better).toBeCloseTo(30 / 42, 10);
});

it('takes a pair from one response: the last of a person who answered twice', async () => {
  const twice = [
    ['r1', '2025-01-05', 1, 5],
    ['r2', '2025-06-05', 3, 3],
  ] as const;
  const responses = twice.flatMap(([response_id, submitted_at, there, lacking]) => [
    { response_id, customer_id: 'c', submitted_at, item: 'x', kind: 'kano_functional', score: there },
    { response_id, customer_id: 'c', submitted_at, item: 'x', kind: 'kano_dysfunctional', score: lacking },
  ]);
  // The highest answer to each question would make a must-be of O and I.
  expect((await askMetric(engine, 'kano', { responses })).rows[0]).toMatchObject({ n: 1, I: 1, M: 0, category: 'I' });
  const half = [...responses, { ...responses[0]!, response_id: 'r3', submitted_at: '2025-07-01', score: 2 }];
  expect((await askMetric(engine, 'kano', { responses: half })).rows[0]).toMatchObject({ n: 1, I: 1, missing: 0 });
});

it('pairs the questions of a person that stand in responses of their own', async () => {
  const responses = [
    { response_id: '1', customer_id: 'c', item: 'x', kind: 'kano_functional', score: 2 },
    { response_id: '2', customer_id: 'c', item: 'x', kind: 'kano_dysfunctional', score: 5 },
  ];
  expect((await askMetric(engine, 'kano', { responses })).rows[0]).toMatchObject({ n: 1, M: 1, missing: 0 });
});
