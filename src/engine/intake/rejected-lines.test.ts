import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWasmInNode } from '../../../test/engines/wasm-node';
import { openNative } from '../../headless/native';
import type { Engine } from '../engine';
import { identifier, sql } from '../sql';
import { importFiles } from './import-files';

/** Every hundredth row has a cell too many, every fiftieth has a cell of three lines. */
function text(rows: number, end: string) {
  const row = (at: number) => {
    if (at % 100 === 7) return `${String(at)},x,1,缺`;
    return `${String(at)},${at % 50 === 3 ? `"一${end}二${end}三"` : 'x'},${String(at % 5)}`;
  };
  return `${['标题,,', 'id,note,score', ...Array.from({ length: rows }, (_, at) => row(at))].join(end)}${end}`;
}

describe.each([
  ['native', openNative],
  ['wasm in Node', openWasmInNode],
] as const)('refused rows on %s', (_, open) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
  });
  afterAll(() => engine.close());

  it.each([
    ['plain', 2_000, '\n', ''],
    ['with a byte order mark, and two signs to a line’s end', 2_000, '\r\n', '\ufeff'],
    ['over many of the reader’s portions', 400_000, '\n', ''],
  ])('bear the line of the file that they begin on: %s', async (name, rows, end, mark) => {
    const written = mark + text(rows, end);
    const blob = new Blob([written]);
    const { imported } = await importFiles(engine, [{ name: `${name}.csv`, blob }], { zone: 'UTC' });
    const [made] = imported;
    const found = await engine.query(
      sql`SELECT line, text FROM ${identifier('store', `${made?.table ?? ''}#rejected`)} ORDER BY line`,
    );
    const expected = written
      .split(end)
      .flatMap((line, at) => (line.endsWith(',缺') ? [{ line: at + 1, text: line }] : []));
    expect(expected).toHaveLength(rows / 100);
    expect(found).toEqual(expected);
  });
});
