import { afterAll, beforeAll, expect, it } from 'vitest';
import { answer } from '../../test/engines/answer';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const said = (touchpoint: string, ...comments: readonly string[]) =>
  comments.map((comment, at) => ({ response_id: `${touchpoint}${String(at)}`, touchpoint, text: comment }));

it('gives no figure where no comment holds a word that it knows, and counts such comments as 0 beside others', async () => {
  const { rows, summary } = await answer(engine, 'sentiment', {
    responses: [...said('loja', 'produto entregue ontem', 'chegou'), ...said('shop', 'very good', 'it arrived')],
  });
  expect(rows.find(({ touchpoint }) => touchpoint === 'loja')).toMatchObject({
    n: 2,
    mean: null,
    positive: null,
    low: null,
    high: null,
  });
  const shop = rows.find(({ touchpoint }) => touchpoint === 'shop');
  expect(shop).toMatchObject({ n: 2, positive: 0.5, negative: 0 });
  expect(shop?.mean).toBeGreaterThan(0);
  expect(summary).toMatchObject({ n: 4, unevaluated: 3, positive: 0.25 });
});

it('gives no figure either where a word in a foreign language happens to be known', async () => {
  const comments = Array.from({ length: 29 }, (_, at) => `produto ${String(at)} entregue ontem`);
  const { rows, summary, remarks } = await askMetric(engine, 'sentiment', {
    responses: said('loja', ...comments, 'good produto'),
  });
  expect(rows).toMatchObject([{ touchpoint: 'loja', n: 30, mean: null, low: null }]);
  expect(summary).toMatchObject({ mean: null, unevaluated: 29 });
  expect(remarks.en).toContain('No polarity is told: 97% of the comments');
  expect(remarks.zh).toContain('词典只含中文与英文');
});
