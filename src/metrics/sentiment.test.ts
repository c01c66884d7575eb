import { afterAll, beforeAll, expect, it } from 'vitest';
import { answer } from '../../test/engines/answer';
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
