import { existsSync, openAsBlob } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locked } from '../../../test/engines/locked';
import { openWasmInNode } from '../../../test/engines/wasm-node';
import { errorWords } from '../../i18n/words/errors';
import { openNative } from '../../headless/native';
import type { Engine } from '../engine';
import { identifier, sql } from '../sql';
import { importFiles } from './import-files';
import type { ImportOutcome } from './import-options';

const fixtures = 'test/fixtures/arrow';
const parquet = '../shared/data/conf_parquet_testing/data';
const table = strToU8('a,b\n1,二\n');

/** The first bytes of an OLE container whose directory names these streams, as Excel wraps workbooks with a password. */
function ole(stream: string): Uint8Array {
  const bytes = new Uint8Array(2048);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  for (const [at, sign] of [...stream].entries()) bytes[1024 + 2 * at] = sign.charCodeAt(0);
  return bytes;
}

const zeros = Buffer.alloc(300e6);
const header = Array.from({ length: 100_000 }, (_, at) => `c${String(at)}`).join(',');

/** What is dropped, which file is named, and the error's code. */
const bad: Readonly<Record<string, readonly [content: () => Uint8Array, file: string, code: string]>> = {
  'no bytes at all': [() => new Uint8Array(), 'bad', 'file-empty'],
  'an archive under a password': [() => locked(zipSync({ 'a.csv': table })), 'bad/a.csv', 'file-encrypted'],
  'a workbook under a password': [() => ole('EncryptedPackage'), 'bad', 'file-encrypted'],
  'a workbook of the old format': [() => ole('Workbook'), 'bad', 'file-old-excel'],
  'a web page that calls itself a workbook': [
    () => strToU8('\n<html xmlns:x="urn:schemas"><body><table><tr><td>a</td></tr></table></body></html>'),
    'bad',
    'file-web-page',
  ],
  'a document': [() => strToU8('%PDF-1.4\n'), 'bad', 'file-foreign'],
  'bytes without any sense': [
    () => Uint8Array.from({ length: 5000 }, (_, at) => 1 + ((at * 7919) % 255)),
    'bad',
    'file-format',
  ],
  'a gzip file that was cut': [
    () => gzipSync(Buffer.from('a,b\n1,2\n'.repeat(10_000))).subarray(0, 60),
    'bad',
    'file-unreadable',
  ],
  'an archive that was cut': [() => zipSync({ 'a.csv': table }).subarray(0, 40), 'bad', 'file-unreadable'],
  'archives four deep': [
    () => zipSync({ 'c.zip': zipSync({ 'b.zip': zipSync({ 'a.zip': zipSync({ 'a.csv': table }) }) }) }),
    'bad/c.zip/b.zip/a.zip',
    'file-format',
  ],
  '100,000 columns with rows': [() => strToU8(`${header}\n${header.replaceAll('c', '')}\n`), 'bad', 'file-columns'],
  'a few bytes that expand to hundreds of millions': [() => gzipSync(gzipSync(zeros)), 'bad', 'file-too-large'],
  'an archive that says it expands to hundreds of millions': [
    () => zipSync({ 'a.csv': zeros }),
    'bad/a.csv',
    'file-too-large',
  ],
};

describe.each(Object.entries({ native: openNative, 'wasm in Node': openWasmInNode }))('on %s', (_, open) => {
  let engine: Engine;
  let folder: string;
  beforeAll(async () => {
    engine = await open();
    folder = await mkdtemp(join(tmpdir(), 'touchpoint-bad-'));
    await importFiles(engine, [{ name: 'other.csv', blob: new Blob([table]) }], { zone: 'UTC' });
  });
  afterAll(async () => {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  });

  const take = (name: string, blob: Blob, path?: string) =>
    importFiles(engine, [{ name, blob, ...(path !== undefined && { path }) }], {
      zone: 'UTC',
      taken: new Set(['other']),
    });
  async function refused({ imported, failed }: ImportOutcome, file: string, code: string) {
    expect(imported).toEqual([]);
    expect(failed).toMatchObject([{ file, error: { code, details: { file } } }]);
    const { say, hint } = errorWords[code]!;
    for (const words of [say, hint]) expect([words.en, words.zh].every((text) => text.length > 3)).toBe(true);
    expect(await engine.query(sql`SELECT table_name AS name FROM duckdb_tables() ORDER BY 1`)).toEqual([
      { name: 'other' },
      { name: 'other#rejected' },
    ]);
    expect(await engine.query(sql`SELECT * FROM raw.other`)).toEqual([{ a: 1, b: '二' }]);
  }

  it.each(Object.entries(bad))(
    'refuses %s by name and cause, and nothing else is touched',
    async (_title, [content, file, code]) => {
      await refused(await take('bad', new Blob([content() as BlobPart])), file, code);
    },
  );

  it.each(['lz4.arrow', 'zstd.arrows'])('refuses compressed Arrow by naming the compression: %s', async (name) => {
    const outcome = await take(name, await openAsBlob(join(fixtures, name)));
    await refused(outcome, name, 'file-compressed');
    expect(outcome.failed[0]!.error.message).toMatch(/LZ4 or Zstandard/);
  });

  it.each(['plain.arrow', 'plain.arrows'])(
    'reads Arrow as a file and as a stream, all its batches: %s',
    async (name) => {
      const { imported } = await take(name, await openAsBlob(join(fixtures, name)));
      expect(imported).toMatchObject([{ format: 'arrow', rows: 3 }]);
      const made = imported[0]!.table;
      expect(await engine.query(sql`SELECT * FROM ${identifier('raw', made)}`)).toEqual([
        {
          客户: '王小明',
          order_id: '3074457347487777543',
          amount: 1.5,
          at: new Date('2025-03-04T10:56:00Z'),
          day: new Date('2025-03-04'),
          channel: 'APP',
        },
        { 客户: null, order_id: 2, amount: 2.25, at: null, day: new Date('1899-12-31'), channel: '热线' },
        { 客户: 'b', order_id: 3, amount: null, at: new Date('1969-12-31T23:59:59Z'), day: null, channel: 'APP' },
      ]);
      await engine.run(
        sql`DROP TABLE ${identifier('raw', made)}`,
        sql`DROP TABLE ${identifier('store', `${made}#rejected`)}`,
      );
    },
  );

  it.each([
    ['encrypt_columns_and_footer.parquet.encrypted', 'file-encrypted'],
    ['uniform_encryption.parquet.encrypted', 'file-encrypted'],
    ['large_string_map.brotli.parquet', 'file-too-large'],
  ])('refuses %s', async (name, code) => {
    const path = join(parquet, name);
    if (!existsSync(path)) return;
    await refused(await take(name, await openAsBlob(path), path), name, code);
  });

  it('names members as they are called, and writes none of them anywhere', async () => {
    const { imported, failed } = await take(
      'slip.zip',
      new Blob([zipSync({ '../../evil.csv': table, '/etc/x.csv': table }) as BlobPart]),
    );
    expect(failed).toEqual([]);
    expect(imported.map(({ table: made, files }) => [made, files])).toEqual([
      ['evil', ['slip.zip/../../evil.csv', 'slip.zip//etc/x.csv']],
    ]);
    expect(existsSync('../../evil.csv') || existsSync('/etc/x.csv')).toBe(false);
    await engine.run(sql`DROP TABLE raw.evil`, sql`DROP TABLE store."evil#rejected"`);
  });

  it('reads archives within archives', async () => {
    const inner = zipSync({ 'a.csv': table, 'b.csv.gz': gzipSync(strToU8('c\nx\n')) });
    const { imported, failed } = await take('outer.zip', new Blob([zipSync({ 'inner.zip': inner }) as BlobPart]));
    expect(failed).toEqual([]);
    expect(imported.map(({ files }) => files)).toEqual([
      ['outer.zip/inner.zip/a.csv'],
      ['outer.zip/inner.zip/b.csv.gz'],
    ]);
    for (const { table: made } of imported)
      await engine.run(
        sql`DROP TABLE ${identifier('raw', made)}`,
        sql`DROP TABLE ${identifier('store', `${made}#rejected`)}`,
      );
  });

  it('names a file that changed on disk before it was read; what was read before lives on', async () => {
    const path = join(folder, 'moving.csv');
    await writeFile(path, 'x,y\n1,2\n');
    const blob = await openAsBlob(path);
    const { imported } = await take('moving.csv', blob);
    await writeFile(path, 'x,y\n1,2\n3,4\n5,6\n');
    expect(await engine.query(sql`SELECT * FROM raw.moving`)).toEqual([{ x: 1, y: 2 }]);
    expect(imported[0]!.rows).toBe(1);
    await engine.run(sql`DROP TABLE raw.moving`, sql`DROP TABLE store."moving#rejected"`);
    await refused(await take('moving.csv', blob), 'moving.csv', 'file-changed');
  });
});
