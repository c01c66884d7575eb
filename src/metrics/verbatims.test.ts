import { afterAll, beforeAll, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const comment = (id: string, text: string, score: number, more: object) => ({
  response_id: id,
  kind: 'csat',
  text,
  score,
  ...more,
});
const five = { kind: 'csat', scale_min: 1, scale_max: 5 };
const ten = { kind: 'nps', scale_min: 0, scale_max: 10 };

it('judges each score by its own scale: five of five is good though others stand on ten', async () => {
  const responses = [
    comment('1', 'clean room', 5, five),
    comment('2', 'clean bath', 5, five),
    comment('3', 'slow desk', 1, five),
    comment('4', 'clean hall', 10, ten),
    comment('5', 'slow lift', 0, ten),
    comment('6', 'slow food', 6, ten),
  ];
  const { rows, summary, remarks } = await askMetric(engine, 'topics', { responses }, { least: 2 });
  expect(summary).toMatchObject({ good: 3, bad: 3 });
  expect(rows.find(({ term }) => term === 'clean')).toMatchObject({ count: 3, mean_with: 100, mean_without: 20 });
  expect(remarks.en).toContain('several scales');
  expect(remarks.zh).toContain('不同量表');
});

it('leaves scores of one scale as they are, and turns those of a reversed one', async () => {
  const one = [comment('1', 'clean room', 5, five), comment('2', 'slow desk', 2, five)];
  const plain = await askMetric(engine, 'topics', { responses: one }, { least: 1 });
  expect(plain.rows.find(({ term }) => term === 'clean')).toMatchObject({ mean_with: 5, mean_without: 2 });
  expect(plain.remarks.en).not.toContain('several scales');
  const turned = one.map((row) => ({ ...row, reversed: true }));
  const { rows, summary } = await askMetric(engine, 'topics', { responses: turned }, { least: 1 });
  expect(rows.find(({ term }) => term === 'clean')).toMatchObject({ mean_with: 1, mean_without: 4 });
  expect(summary).toMatchObject({ good: 1, bad: 1 });
});

it('takes the score of the same response where the comment has none, with its scale', async () => {
  const responses = ['a', 'b'].flatMap((id, at) => [
    { response_id: id, kind: 'overall', score: at ? 5 : 1, scale_min: 1, scale_max: 5 },
    { response_id: id, kind: 'nps', score: 9, scale_min: 0, scale_max: 10 },
    { response_id: id, kind: 'verbatim', text: at ? 'clean' : 'slow', score: null },
  ]);
  const { summary } = await askMetric(engine, 'topics', { responses }, { least: 1 });
  expect(summary).toMatchObject({ documents: 2, good: 1, bad: 1 });
});
