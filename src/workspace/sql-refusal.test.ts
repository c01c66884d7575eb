import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWasmInNode } from '../../test/engines/wasm-node';
import type { Engine } from '../engine/engine';
import { sql, typed } from '../engine/sql';
import { openNative } from '../headless/native';
import { explained } from './explained';

describe.each([
  ['native', openNative],
  ['wasm in Node', openWasmInNode],
] as const)('a statement that %s refuses', (_, open) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
    await engine.run(sql`CREATE TABLE raw.interactions (touchpoint VARCHAR, score DOUBLE)`);
  });
  afterAll(() => engine.close());

  it.each([
    ['SELECT touchpoint FROM interaction', '没有名为“interaction”的表。', '是否指“interactions”？'],
    ['SELECT touchpont FROM interactions', '这里没有名为“touchpont”的列。', '是否指“touchpoint”？'],
    ['SELECT i.scor FROM interactions AS i', '这里没有名为“scor”的列。', '是否指“score”？'],
    ['SELECT i.score FROM interactions', 'FROM 中没有名为“i”的表。', '是否指“interactions”？'],
    ['SELECT region FROM interactions', '这里没有名为“region”的列。', '引擎给出的说明见下。'],
    ['SELECT x.score FROM interactions', 'FROM 中没有名为“x”的表。', '引擎给出的说明见下。'],
    ['SELECT * FROM zz', '没有名为“zz”的表。', '引擎给出的说明见下。'],
    ['SELECT avrage(score) FROM interactions', '没有名为“avrage”的函数。', '是否指“avg”？'],
    ['SELEC 1', '从“SELEC”起无法理解该语句。', '引擎给出的说明见下。'],
    ['SELECT * FROM', '语句不完整：结尾缺少内容。', '引擎给出的说明见下。'],
    [
      'SELECT touchpoint, avg(score) FROM interactions',
      '“touchpoint”须列入 GROUP BY，或使用聚合函数。',
      '引擎给出的说明见下。',
    ],
    ["SELECT 'x'::DOUBLE", '“x”无法转换为所需的类型。', '引擎给出的说明见下。'],
    ['SELECT sum(touchpoint) FROM interactions', '语句未被接受。', '引擎给出的说明见下。'],
  ])('is explained in the reader’s language: %s', async (text, said, hint) => {
    const error: unknown = await engine.ask(typed(text), { first: 'raw' }).then(
      () => null,
      (reason: unknown) => reason,
    );
    const { say, hint: shown } = explained(error);
    expect(say.zh).toBe(said);
    expect(shown.zh).toBe(hint);
  });
});
