import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { workbook } from '../../engines/workbook';
import type { Worker } from 'playwright-core';
import type { Result } from '../../../src/engine/engine';
import { openSite, visit, type Site, type Visit } from '../harness';
import type { Taken } from '../lab/lab';

let site: Site;
let here: Visit;
let folder: string;
beforeAll(async () => {
  site = await openSite('test/browser/lab/index.html');
  folder = await mkdtemp(join(tmpdir(), 'touchpoint-files-'));
});
afterAll(async () => {
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  here = await visit(site, { expected: /killed by the test|FAIL WITH: NotReadableError/ });
  await here.page.evaluate(() => lab.version());
});
afterEach(async () => {
  expect(here.faults).toEqual([]);
  await expect.poll(() => here.page.evaluate(() => lab.scratch()), { timeout: 5000 }).toEqual([]);
  await here.end();
});

const header = ['id', 'customer', 'answer', 'amount', 'note'];
const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, at) => [
    at,
    `c${String(at % 5000)}`,
    ['非常满意', '一般', '不满意'][at % 3]!,
    (at * 7919) % 100_003,
    `a note of some length, number ${String(at)}`,
  ]);
const csvOf = (count: number) => `${[header, ...rowsOf(count)].map((row) => row.join('\t')).join('\n')}\n`;
const count = 200_000;

describe('what must be decoded first', () => {
  it.each<[string, () => Uint8Array]>([
    [
      'orders.json',
      () =>
        strToU8(
          JSON.stringify(rowsOf(count).map((row) => Object.fromEntries(row.map((cell, at) => [header[at], cell])))),
        ),
    ],
    ['orders.xlsx', () => workbook({ Orders: [header, ...rowsOf(count)] })],
    [
      'orders.csv.gz',
      () => {
        const lines = csvOf(count).split(/(?<=\n)/);
        const members = [lines.slice(0, 70_000), lines.slice(70_000)].map((some) => gzipSync(some.join('')));
        return Uint8Array.from(Buffer.concat(members));
      },
    ],
    ['orders.zip', () => zipSync({ 'orders.csv': strToU8(csvOf(count)) }, { level: 1 })],
  ])('%s is decoded in a worker that does not hold up the page', async (name, bytes) => {
    const content = bytes();
    const taken = await take({ [name]: content });
    console.info(
      `${name}: ${(content.length / 1e6).toFixed(1)} MB in ${taken.milliseconds.toFixed(0)} ms; tasks over 50 ms on the page's thread: ${taken.longTasks.join(', ') || 'none'}`,
    );
    expect(taken.failed).toEqual([]);
    expect(Object.values(taken.tables)).toEqual([count]);
    expect(Math.max(0, ...taken.longTasks)).toBeLessThan(150);
    expect(taken.progress).toBeGreaterThan(1);
  });
});

describe('an import that does not come to its end', () => {
  const other = { 'other.csv': strToU8('a,b\n1,二\n') };
  const tables = `SELECT schema_name || '.' || table_name AS name FROM duckdb_tables() ORDER BY 1`;
  const standing = ['raw.other', 'store.other#rejected'];
  const namesOf = async () => (await ask(tables)).rows.map(({ name }) => name);
  const big: readonly (readonly [string, () => Uint8Array])[] = [
    ['orders.csv', () => strToU8(csvOf(600_000))],
    ['orders.xlsx', () => workbook({ Orders: [header, ...rowsOf(100_000)] })],
    ['orders.json', () => strToU8(JSON.stringify(rowsOf(100_000)))],
  ];

  it.each(big)(
    'ends within 300 milliseconds of the signal and leaves nothing but the other tables: %s',
    async (name, bytes) => {
      await take(other);
      const content = bytes();
      await choose({ [name]: content });
      for (const after of [50, 400, 900]) {
        const { milliseconds, outcome } = await here.page.evaluate((wait) => lab.cancelImport(wait), after);
        console.info(
          `${name}, cancelled after ${String(after)} ms: ended in ${milliseconds.toFixed(0)} ms, ${outcome}`,
        );
        expect(outcome).toBe('cancelled by the test');
        expect(milliseconds).toBeLessThan(300);
        const lives = await here.page.evaluate(() => lab.alive());
        expect(await namesOf()).toEqual(lives ? standing : []);
        if (!lives) {
          await take(other);
          await choose({ [name]: content });
        }
      }
    },
  );

  it('tells that its worker was killed, leaves the other tables alone, and can begin again', async () => {
    await take(other);
    await choose({ 'orders.csv': strToU8(csvOf(600_000)) });
    await kill(await begin());
    await expect(here.page.evaluate(() => lab.imported())).rejects.toThrow(
      /file-unreadable: the reader of files ended/,
    );
    expect(await namesOf()).toEqual(standing);
    expect((await here.page.evaluate(() => lab.import())).tables).toEqual({ orders: 600_000 });
  });

  it('tells that the engine was killed, and can begin again in a new one', async () => {
    await choose({ 'orders.csv': strToU8(csvOf(600_000)) });
    const [engine] = here.page.workers();
    await begin();
    await kill(engine!);
    const { failed } = await here.page.evaluate(() => lab.imported());
    expect(failed).toMatchObject([{ code: 'engine-died', details: { reason: 'crashed' } }]);
    await here.page.evaluate(() => lab.reopen());
    expect((await here.page.evaluate(() => lab.import())).tables).toEqual({ orders: 600_000 });
  });

  it('names a file that changed on disk while it was read, and keeps what was read before', async () => {
    await take(other);
    await choose({ 'orders.csv': strToU8(csvOf(600_000)) });
    await begin();
    await writeFile(join(folder, 'orders.csv'), 'id\n1\n');
    await writeFile(join(folder, 'other.csv'), 'a,b\n2,三\n');
    const { failed } = await here.page.evaluate(() => lab.imported());
    expect(failed).toMatchObject([{ file: 'orders.csv', code: 'file-changed', details: { file: 'orders.csv' } }]);
    expect(await namesOf()).toEqual(standing);
    expect((await ask('SELECT * FROM other')).rows).toEqual([{ a: 1, b: '二' }]);
  });
});

/** Begins to import the chosen files; the worker that reads them. */
async function begin(): Promise<Worker> {
  const reader = here.page.waitForEvent('worker');
  await here.page.evaluate(() => {
    lab.begin();
  });
  return reader;
}

function kill(worker: Worker): Promise<void> {
  return worker.evaluate(() => {
    setTimeout(() => {
      throw new Error('killed by the test');
    });
  });
}

function ask(text: string): Promise<Result> {
  return here.page.evaluate(([query]) => lab.ask(query!), [text]);
}

async function take(files: Readonly<Record<string, Uint8Array>>): Promise<Taken> {
  await choose(files);
  return here.page.evaluate(() => lab.import());
}

async function choose(files: Readonly<Record<string, Uint8Array>>): Promise<void> {
  const paths = [];
  for (const [name, bytes] of Object.entries(files)) {
    paths.push(join(folder, name));
    await writeFile(join(folder, name), bytes);
  }
  await here.page.setInputFiles('input', paths);
}
