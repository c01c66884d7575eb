import { DuckDBInstance } from '@duckdb/node-api';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { openSite, visit } from '../browser/harness';

const rows = 5_000_000;
const file = join(tmpdir(), `touchpoint-bench-${String(rows)}.csv`);

/** Five million touchpoint events, about 250 MB; the same on every machine. */
async function events(): Promise<void> {
  if (existsSync(file)) return;
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`
    COPY (SELECT 'C' || (hash(i) % 400000)::VARCHAR AS customer_id,
                 strftime(TIMESTAMP '2025-01-01' + to_seconds((hash(i + 1) % 31000000)::BIGINT), '%Y-%m-%d %H:%M:%S') AS event_time,
                 ['Search ad', 'Newsletter', 'Home page', 'App', 'Checkout', 'Store', 'Hotline', 'Chat'][1 + (hash(i + 2) % 8)::INTEGER] AS touchpoint,
                 hash(i + 3) % 20 = 0 AS outcome, (hash(i + 4) % 600)::INTEGER AS duration_s
          FROM range(${String(rows)}) AS t(i)) TO '${file}' (HEADER)`);
  connection.closeSync();
}

async function native(): Promise<number> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const start = performance.now();
  await connection.run(
    `SET threads = 1; CREATE TABLE t AS FROM read_csv('${file}'); SELECT touchpoint, count(*), avg(duration_s) FROM t GROUP BY 1`,
  );
  const spent = performance.now() - start;
  connection.closeSync();
  return spent / 1000;
}

it('measures the way from a dropped file to the scorecard', async () => {
  await events();
  const baseline = await native();
  const site = await openSite();
  const { page, end } = await visit(site);
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0);
  const scripts = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(
        ({ startTime }) => startTime < (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0),
      )
      .map(({ name }) => name)
      .filter((name) => name.endsWith('.js')),
  );
  const first = scripts
    .map((url) => join(site.folder, 'assets', url.split('/').at(-1) ?? ''))
    .filter((path) => existsSync(path));
  const gzip = first.reduce((sum, path) => sum + gzipSync(readFileSync(path)).length, 0);
  const dropped = performance.now();
  await page.setInputFiles('input[type=file]', file);
  await page.getByRole('navigation', { name: 'Tables' }).getByRole('link').first().waitFor({ timeout: 280_000 });
  const imported = (performance.now() - dropped) / 1000;
  await page.goto(`${site.url}#/analyse`);
  await page.getByRole('rowheader', { name: 'Hotline' }).waitFor({ timeout: 280_000 });
  const scored = (performance.now() - dropped) / 1000;
  const engine = await page
    .locator('nav, aside')
    .getByText(/Engine \d/)
    .first()
    .textContent()
    .catch(() => '?');
  const report = {
    file_mb: Math.round(statSync(file).size / 1e6),
    first_paint_ms: Math.round(paint),
    first_javascript_gzip_kb: Math.round(gzip / 1024),
    drop_to_table_s: Number(imported.toFixed(1)),
    drop_to_scorecard_s: Number(scored.toFixed(1)),
    native_one_thread_s: Number(baseline.toFixed(1)),
    table_against_native: Number((imported / baseline).toFixed(2)),
    engine_memory: engine,
    built_files: readdirSync(join(site.folder, 'assets')).length,
  };
  console.log(JSON.stringify(report, null, 2));
  await end();
  await site.close();
  expect(imported).toBeGreaterThan(0);
}, 900_000);
