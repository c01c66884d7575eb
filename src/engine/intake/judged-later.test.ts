import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWasmInNode } from '../../../test/engines/wasm-node';
import { openNative } from '../../headless/native';
import type { Engine } from '../engine';
import { identifier, sql } from '../sql';
import { importFiles } from './import-files';

const gbk = { 订单: [0xb6, 0xa9, 0xb5, 0xa5], 满意: [0xc2, 0xfa, 0xd2, 0xe2], 金额: [0xbd, 0xf0, 0xb6, 0xee] };
const bytes = (...parts: (string | number[])[]) =>
  new Blob(parts.map((part) => (typeof part === 'string' ? part : Uint8Array.from(part))));

describe.each(Object.entries({ native: openNative, 'wasm in Node': openWasmInNode }))('on %s', (_, open) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
  });
  afterAll(() => engine.close());
  const take = (files: Readonly<Record<string, Blob>>) =>
    importFiles(
      engine,
      Object.entries(files).map(([name, blob]) => ({ name, blob })),
      { zone: 'UTC' },
    );
  const rows = (table: string, where = sql`true`) =>
    engine.query(sql`SELECT * FROM ${identifier('raw', table)} WHERE ${where}`);

  describe('an encoding that shows only after a megabyte', () => {
    const ascii = Array.from({ length: 40_000 }, (_, at) => `${String(at)},plain words of some length,7\n`);
    const late = Object.values(gbk).flatMap((word, at) => [`${String(90_000 + at)},`, word, ',7\n']);

    it('is found in a table of text', async () => {
      const blob = bytes(`n,word,v\n${ascii.join('')}`, ...late);
      expect(blob.size).toBeGreaterThan(1e6);
      const { imported, failed } = await take({ 'late.csv': blob });
      expect(failed).toEqual([]);
      expect(imported).toMatchObject([{ encoding: 'gb18030', rows: 40_003, rejected: 0 }]);
      expect((await rows('late', sql`n >= 90000`)).map(({ word }) => word)).toEqual(Object.keys(gbk));
    });

    it('is found in records', async () => {
      const line = (at: number, word: string | number[]) => [`{"n":${String(at)},"word":"`, word, '"}\n'];
      const blob = bytes(
        ...ascii.map((text, at) => `{"n":${String(at)},"word":"${text.trim()}"}\n`),
        ...Object.values(gbk).flatMap((word, at) => line(90_000 + at, word)),
      );
      await take({ 'records.ndjson': blob });
      expect((await rows('records', sql`n >= 90000`)).map(({ word }) => word)).toEqual(Object.keys(gbk));
    });

    it('is left as it is where a few bytes of UTF-8 are damaged, and the rows are told', async () => {
      const { imported } = await take({ 'hurt.csv': bytes(`n,词,v\n${ascii.join('')}`, ...late) });
      expect(imported).toMatchObject([{ encoding: 'utf-8', rows: 40_000, rejected: 3 }]);
    });
  });

  describe('files of one shape', () => {
    it('decide together where days stand', async () => {
      const { imported } = await take({
        'a-1.csv': bytes('id,on\nx,01/02/2020\ny,03/04/2020\n'),
        'a-2.csv': bytes('id,on\nz,25/12/2020\n'),
      });
      expect(imported[0]!.columns.find(({ name }) => name === 'on')).toMatchObject({ type: 'DATE', failed: 0 });
      expect((await rows(imported[0]!.table)).map(({ on }) => on)).toEqual(
        ['2020-02-01', '2020-04-03', '2020-12-25'].map((day) => new Date(day)),
      );
      expect(imported[0]!.notes).toEqual([]);
    });

    it('that prove different orders of day and month keep the texts, and say so', async () => {
      const { imported } = await take({
        'b-1.csv': bytes('id,on\nx,13/01/2020\ny,14/01/2020\n'),
        'b-2.csv': bytes('id,on\nz,01/13/2020\nw,01/14/2020\n'),
      });
      expect(imported[0]!.columns.find(({ name }) => name === 'on')).toMatchObject({ type: 'VARCHAR', failed: 0 });
      expect(imported[0]!.notes).toEqual([
        { code: 'files-differ', details: { column: 'on', file: 'b-1.csv', other: 'b-2.csv' } },
      ]);
    });

    it('that hold numbers here and words there keep the texts, and say so', async () => {
      const { imported } = await take({
        'c-1.csv': bytes('name,v\nx,1\ny,2\n'),
        'c-2.csv': bytes('name,v\nz,good\nw,bad\n'),
      });
      expect(imported[0]!.columns.find(({ name }) => name === 'v')!.type).toBe('VARCHAR');
      expect(imported[0]!.notes).toEqual([
        { code: 'files-differ', details: { column: 'v', file: 'c-1.csv', other: 'c-2.csv' } },
      ]);
    });

    it('name unread cells by the lines of their own file', async () => {
      const good = Array.from({ length: 300 }, (_, at) => `k${String(at)},${String(at)}\n`).join('');
      const { imported } = await take({
        'd-1.csv': bytes(`name,v\n${good}`),
        'd-2.csv': bytes(`Title\n\nname,v\n${good}bad,999+\n`),
      });
      const told = await engine.query(
        sql`SELECT file, line, text FROM ${identifier('store', `${imported[0]!.table}#rejected`)}`,
      );
      expect(told).toEqual([{ file: 'd-2.csv', line: 304, text: '999+' }]);
    });
  });
});
