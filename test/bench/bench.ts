import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openSite, visit, type Site } from '../browser/harness';
import { events, nativeRead, question } from './rulers/events';
import { peakOfProcess, scriptHeap } from './rulers/memory';
import type {} from './rulers/plain';

/** `BENCH_ROWS=1000000 npm run bench -- bench` measures with a smaller file. */
const rows = Number(process.env.BENCH_ROWS ?? 5_000_000);
const patience = { timeout: 600_000 };

it(`measures the way from a dropped file of ${String(rows)} events to the scorecard`, async () => {
  const file = await events(rows);
  const native = await nativeRead(file);
  const plain = await inSite('test/bench/rulers/plain.html', (site) => plainRead(site, file));
  const way = await inSite(undefined, (site) => fromDropToScorecard(site, file));
  const against = (seconds: number) => ({
    seconds: Number(seconds.toFixed(1)),
    'times plain DuckDB-WASM': Number((seconds / plain).toFixed(1)),
    'times native on one thread': Number((seconds / native).toFixed(1)),
  });
  console.log(`${String(rows)} rows, ${megabytes(statSync(file).size)} MB`);
  console.table({
    'native DuckDB reads the file': against(native),
    'plain DuckDB-WASM reads the file': against(plain),
    'from drop to table': against(way.table),
    'from drop to scorecard': against(way.scorecard),
  });
  console.table({
    'first paint, ms': way.paint,
    'JavaScript before it, KB gzip': way.scripts,
    'engine ready, ms from opening': way.ready,
    'engine holds at the end': way.engine,
    'page scripts hold at the end, MB': way.heap,
    'page process at its peak, MB': way.peak ?? 'not told',
  });
  expect(way.scorecard).toBeGreaterThan(way.table);
}, 1_800_000);

async function inSite<T>(input: string | undefined, act: (site: Site) => Promise<T>): Promise<T> {
  const site = await openSite(input);
  try {
    return await act(site);
  } finally {
    await site.close();
  }
}

async function plainRead(site: Site, file: string): Promise<number> {
  const { page, end } = await visit(site);
  await page.setInputFiles('input[type=file]', file);
  const seconds = await page.evaluate((asked) => globalThis.plainRead(asked), question);
  await end();
  return seconds;
}

async function fromDropToScorecard(site: Site, file: string) {
  const { page, end } = await visit(site);
  await page.locator('[data-state=ready]').waitFor(patience);
  const ready = Math.round(await page.evaluate(() => performance.now()));
  const paint = await firstPaint(page);
  const scripts = await scriptsBefore(paint, page, site);
  const dropped = performance.now();
  const since = () => (performance.now() - dropped) / 1000;
  await page.setInputFiles('input[type=file]', file);
  await page.getByRole('navigation', { name: 'Tables' }).getByRole('link').first().waitFor(patience);
  const table = since();
  await page.goto(`${site.url}#/analyse`);
  await page.getByRole('rowheader', { name: 'Hotline' }).waitFor(patience);
  const scorecard = since();
  const [heap, peak, engine] = [await scriptHeap(page), await peakOfProcess(site.browser), await engineMemory(page)];
  await end();
  return { table, scorecard, ready, paint: Math.round(paint), scripts, engine, heap, peak };
}

/** What the page itself says of its engine. */
async function engineMemory(page: Page): Promise<string> {
  const said = await page.locator('[data-state=ready]').getAttribute('title');
  return /: (\S+ \S+)/.exec(said ?? '')?.[1] ?? 'not told';
}

function firstPaint(page: Page): Promise<number> {
  return page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0);
}

/** Kilobytes, gzip, of the scripts that were asked for before the first paint. */
async function scriptsBefore(paint: number, page: Page, site: Site): Promise<number> {
  const names = await page.evaluate(
    (until) =>
      performance
        .getEntriesByType('resource')
        .filter(({ name, startTime }) => startTime < until && name.endsWith('.js'))
        .map(({ name }) => name.split('/').at(-1) ?? ''),
    paint,
  );
  const files = names.map((name) => join(site.folder, 'assets', name)).filter((path) => existsSync(path));
  return Math.round(files.reduce((sum, path) => sum + gzipSync(readFileSync(path)).length, 0) / 1024);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
