import readXlsx from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import { csvOf, harmless, xlsxOf } from './formats';
import { leave } from './leave';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

describe('cells', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@x', "'@x"],
    ['\t=1', "'\t=1"],
    ['  =1', "'  =1"],
    ['＝1', "'＝1"],
    ['a=1', 'a=1'],
    [-1, -1],
    [true, true],
    [null, null],
  ])('%j become %j', (value, out) => {
    expect(harmless(value)).toBe(out);
  });

  it('stay numbers in a workbook, and formulas stay texts', async () => {
    const out = await leave(
      { kind: 'query', columns: ['=head', 'n'], rows: [{ '=head': '=cmd()', n: -1.5 }], persons: { kind: 'agreed' } },
      { engine, k: 5 },
    );
    const [sheet] = (await readXlsx(Buffer.from(await (await xlsxOf(out, 'en')).arrayBuffer()))) as unknown as {
      data: unknown[][];
    }[];
    expect(sheet!.data).toEqual([
      ["'=head", 'n'],
      ["'=cmd()", -1.5],
    ]);
    expect(await csvOf(out).text()).toBe("'=head,n\r\n'=cmd(),-1.5\r\n");
  });
});
