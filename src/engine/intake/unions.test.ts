import { afterAll, beforeAll, expect, it } from 'vitest';
import { openNative } from '../../headless/native';
import type { Engine } from '../engine';
import { identifier, sql } from '../sql';
import { fileComment } from './file-comment';
import { importFiles } from './import-files';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const fileOf = (name: string, content: string | Uint8Array) => ({ name, blob: new Blob([content as BlobPart]) });
/** 订单,金额 / 1,2 in GBK. */
const gbk = new Uint8Array([0xb6, 0xa9, 0xb5, 0xa5, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0a, 0x31, 0x2c, 0x32, 0x0a]);

it('tells which files of a table are read in another way than its first, and reads each in its own', async () => {
  const files = [
    fileOf('a1.csv', '订单,金额\n1,1.5\n'),
    fileOf('a2.csv', gbk),
    fileOf('a3.csv', '订单;金额\n3;3.5\n4;4.5\n'),
    fileOf('a4.csv', '订单,金额\n5,5.5\n'),
    fileOf('a5.csv', 'sales of May\n\n订单\t金额\n6\t6.5\n7\t7.5\n'),
  ];
  const { imported, failed } = await importFiles(engine, files, { zone: 'UTC' });
  expect(failed).toEqual([]);
  const [made] = imported;
  expect([imported.length, made!.encoding, made!.dialect!.delimiter]).toEqual([1, 'utf-8', ',']);
  expect(
    made!.otherwise!.map(({ file, encoding, dialect }) => [file, encoding, dialect.delimiter, dialect.skipped]),
  ).toEqual([
    ['a2.csv', 'gb18030', ',', 0],
    ['a3.csv', 'utf-8', ';', 0],
    ['a5.csv', 'utf-8', '\t', 2],
  ]);
  expect(await engine.query(sql`SELECT 金额 AS v FROM ${identifier('raw', made!.table)} ORDER BY 1`)).toEqual(
    [1.5, 2, 3.5, 4.5, 5.5, 6.5, 7.5].map((v) => ({ v })),
  );
});

it('has nothing to tell of files that are read alike', async () => {
  const { imported } = await importFiles(engine, [fileOf('b1.csv', 'x,y\n1,2\n'), fileOf('b2.csv', 'x,y\n3,4\n')], {
    zone: 'UTC',
  });
  expect(imported.map(({ rows, otherwise }) => [rows, otherwise])).toEqual([[2, undefined]]);
});

it('marks its own column of file names, whatever a file’s own columns are called', async () => {
  const unionOf = (...files: ReturnType<typeof fileOf>[]) => importFiles(engine, files, { zone: 'UTC' });
  await unionOf(fileOf('c1.csv', 'file,n\nx,1\n'), fileOf('c2.csv', 'file,n\ny,2\n'));
  await unionOf(fileOf('alone.csv', 'file,n\nz,3\n'));
  expect(
    await engine.query(
      sql`SELECT table_name AS t, column_name AS c, comment AS said FROM duckdb_columns() WHERE schema_name = 'raw' AND table_name IN ('c', 'alone') ORDER BY t, column_index`,
    ),
  ).toEqual([
    { t: 'alone', c: 'file', said: null },
    { t: 'alone', c: 'n', said: null },
    { t: 'c', c: 'file_2', said: fileComment },
    { t: 'c', c: 'file', said: null },
    { t: 'c', c: 'n', said: null },
  ]);
});
