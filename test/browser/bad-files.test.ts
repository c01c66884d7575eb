import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locked } from '../engines/locked';
import { drop, openSite, visit, type Site } from './harness';

let site: Site;
let folder: string;
beforeAll(async () => {
  site = await openSite();
  folder = await mkdtemp(join(tmpdir(), 'touchpoint-dropped-'));
});
afterAll(async () => {
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});

const tickets = strToU8(
  'Ticket ID,Created at,Resolved\nT1,2025-01-03 10:00:00,yes\nT2,2025-01-04 11:00:00,no\nT3,2025-02-05 12:00:00,yes\n',
);

/**
 * Drags what lies on disk over the page, folders too, as a file manager does, and lets go: again, until `seen` says that
 * it came. When the page changes under the pointer in between, the browser takes letting go for leaving.
 */
async function dropFromDisk(page: Page, paths: readonly string[], seen: Locator): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const letGo = async () => {
    for (const type of ['dragEnter', 'dragOver', 'dragOver', 'drop'] as const)
      await devtools.send('Input.dispatchDragEvent', {
        type,
        x: 400,
        y: 400,
        data: { items: [], files: [...paths], dragOperationsMask: 1 },
      });
    return seen.waitFor({ timeout: 5000 }).then(
      () => true,
      () => false,
    );
  };
  await expect.poll(letGo, { timeout: 60_000 }).toBe(true);
}

async function livesOn(page: Page): Promise<void> {
  const tables = page.getByRole('navigation', { name: 'Tables' });
  await tables.getByText('tickets', { exact: true }).click();
  await tables.getByText('3 rows').waitFor();
  await page.getByRole('tab', { name: 'Preview' }).click();
  await page.getByRole('cell', { name: 'T2' }).waitFor();
  expect(await tables.getByRole('link').count()).toBe(1);
}

describe('beside a good file', () => {
  it('a folder is refused in a sentence', async () => {
    const { page, faults, end } = await visit(site);
    await drop(page, { 'tickets.csv': tickets });
    await page.getByRole('navigation', { name: 'Tables' }).getByText('3 rows').waitFor({ timeout: 60_000 });
    await mkdir(join(folder, 'Surveys'), { recursive: true });
    await writeFile(join(folder, 'Surveys', 'inner.csv'), tickets);
    await dropFromDisk(page, [join(folder, 'Surveys')], page.getByText('Surveys: This is a folder, not a file.'));
    await livesOn(page);
    expect(faults).toEqual([]);
    await end();
  });

  it('a Parquet file that was cut, and an archive under a password, are refused in a sentence', async () => {
    const { page, faults, end } = await visit(site);
    const parquet = await readFile('sample-data/retail/events.parquet');
    await drop(page, {
      'tickets.csv': tickets,
      'cut.parquet': parquet.subarray(0, Math.floor(parquet.length * 0.7)),
      'locked.zip': locked(zipSync({ 'orders.csv': tickets })),
    });
    await page.getByText('cut.parquet: The file could not be read.').waitFor({ timeout: 60_000 });
    await page.getByText('locked.zip/orders.csv: The file is protected by a password.').waitFor();
    await page.getByRole('button', { name: /Chinese/ }).click();
    await page.getByText('cut.parquet: 文件无法读取。').waitFor();
    await page.getByText('locked.zip/orders.csv: 文件有密码保护。').waitFor();
    await page.getByRole('button', { name: /英文|English/ }).click();
    await livesOn(page);
    expect(faults).toEqual([]);
    await end();
  });

  it('a Parquet file on which its reader panics is refused at once, and the files beside it are read', async () => {
    const { page, faults, end } = await visit(site);
    const parquet = await readFile('sample-data/retail/events.parquet');
    await drop(page, {
      'malformed.parquet': await readFile('test/fixtures/parquet/malformed.parquet'),
      'events.parquet': parquet,
      'tickets.csv': tickets,
    });
    await page.getByText('malformed.parquet: The file could not be read.').waitFor({ timeout: 15_000 });
    const tables = page.getByRole('navigation', { name: 'Tables' });
    await tables.getByText('3 rows').waitFor({ timeout: 15_000 });
    expect(await tables.getByRole('link').count()).toBe(2);
    expect(await page.getByRole('alert').count()).toBe(1);
    expect(faults).toEqual([]);
    await end();
  });
});
