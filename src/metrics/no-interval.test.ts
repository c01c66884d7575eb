import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

/** One answer at `one`, four equal ones at `same`, six of a single customer at `alone`, and some that differ at `many`. */
const answers = (kind: string) =>
  Object.entries({ one: [4], same: [3, 3, 3, 3], alone: [1, 2, 3, 4, 5, 5], many: [1, 2, 4, 5, 3] }).flatMap(
    ([touchpoint, scores]) =>
      scores.map((score, at) => ({
        response_id: `${touchpoint} ${String(at)}`,
        customer_id: touchpoint === 'alone' ? 'alone' : `${touchpoint} ${String(at)}`,
        touchpoint,
        kind,
        score,
        scale_min: 1,
        scale_max: 5,
      })),
  );

describe.each([
  ['csat', 'csat', 'score_low', 'the mean score', '平均分'],
  ['ces', 'ces', 'low', 'the mean effort', '费力度均值'],
  ['satisfaction-index', 'csat', 'low', 'the score', '得分'],
  ['consistency', 'csat', 'low', 'the mean', '均值'],
  ['importance-performance', 'csat', 'low', 'the performance', '满意度'],
])('%s', (metric, kind, low, en, zh) => {
  it('says which means have no interval, and why', async () => {
    const { rows, remarks } = await askMetric(engine, metric, { responses: answers(kind) });
    expect(rows.filter((row) => row[low] !== null).map(({ touchpoint }) => touchpoint)).toEqual(['many']);
    expect(remarks.en).toContain(
      `caution: No interval of ${en} exists, which takes at least two answers that differ, and not all from one customer: `,
    );
    const said = remarks.zh.split('\n').find((line) => line.includes(`${zh}没有区间`));
    for (const name of ['one', 'same', 'alone']) expect(said).toContain(name);
    expect(said).not.toContain('many');
  });

  it('says nothing of it where every mean has one', async () => {
    const responses = answers(kind).filter(({ touchpoint }) => touchpoint === 'many');
    expect((await askMetric(engine, metric, { responses })).remarks.en).not.toContain('No interval');
  });
});

it('speaks of the whole where there are no groups', async () => {
  const { remarks } = await askMetric(engine, 'csat', { responses: answers('csat').slice(0, 1) }, { by: 'none' });
  expect(remarks.en).toContain('not all from one customer: the whole');
  expect(remarks.zh).toContain('总体');
});

it('says it of comments and of customers too', async () => {
  const said = { response_id: '1', touchpoint: 't', text: '服务很好' };
  expect((await askMetric(engine, 'sentiment', { responses: [said] })).remarks.en).toContain(
    'No interval of the mean polarity exists, which takes at least two comments: t',
  );
  const order = { order_id: '1', customer_id: '1', ordered_at: '2025-01-01', amount: 10, touchpoint: 't' };
  const later = { ...order, order_id: '2', customer_id: '2', ordered_at: '2026-01-01' };
  expect((await askMetric(engine, 'clv-historic', { orders: [order, later] })).remarks.en).toContain(
    'No interval of the value of the first days exists, which takes at least two customers of known value',
  );
});
