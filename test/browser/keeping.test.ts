import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drop, openSite, visit, type Site } from './harness';
import { kept } from './kept';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const tickets = `Ticket ID,Created at,First response (s),Resolved,Agent
T1,2025-01-03 10:00:00,30,yes,Ann
T2,2025-01-04 11:00:00,90,no,Bob
T3,2025-02-05 12:00:00,45,yes,Ann
`;
const bytes = (text: string) => new TextEncoder().encode(text);
const nameOf = (page: Page) => page.getByRole('textbox', { name: 'Name of the workspace' });

async function rename(page: Page, name: string): Promise<void> {
  await nameOf(page).fill(name);
  await nameOf(page).blur();
}

/** The names of the workspaces that the browser keeps. */
async function namesKept(page: Page): Promise<readonly (string | null)[]> {
  return (await kept(page)).map(({ name }) => name);
}

/** Tells the names of the workspaces that a page writes into the browser from now on. */
async function namesWritten(page: Page): Promise<() => Promise<readonly unknown[]>> {
  const written = await page.evaluateHandle(() => {
    const names: unknown[] = [];
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (value: { name: unknown }, key) {
      names.push(value.name);
      return put.call(this, value, key);
    };
    return names;
  });
  return () => written.jsonValue();
}

describe('what the browser keeps', () => {
  it('is written by one tab at a time: the second is told, and overwrites nothing before it is asked to', async () => {
    const { page: first, context, faults, end } = await visit(site);
    await drop(first, { 'tickets.csv': bytes(tickets) });
    await first.getByText('This looks like Tickets').waitFor({ timeout: 60_000 });
    await rename(first, 'Hotline');
    await expect.poll(() => namesKept(first), { timeout: 20_000 }).toEqual(['Hotline']);

    const second = await context.newPage();
    await second.goto(site.url);
    await second.getByRole('button', { name: 'Hotline', exact: true }).click();
    await second.getByText('This workspace is open in another tab as well').waitFor({ timeout: 20_000 });
    const ofSecond = await namesWritten(second);
    await rename(second, 'Overwritten');
    await rename(first, 'Hotline 2025');
    await expect.poll(() => namesKept(first), { timeout: 20_000 }).toEqual(['Hotline 2025']);
    expect(await ofSecond()).toEqual([]);

    await second.getByRole('button', { name: 'Save here instead' }).click();
    await first.getByText('This workspace is open in another tab as well').waitFor({ timeout: 20_000 });
    await rename(second, 'Taken over');
    await expect.poll(() => namesKept(second), { timeout: 20_000 }).toEqual(['Taken over']);
    const ofFirst = await namesWritten(first);
    await rename(first, 'Too late');
    await rename(second, 'Taken for good');
    await expect.poll(() => namesKept(second), { timeout: 20_000 }).toEqual(['Taken for good']);
    expect(await ofFirst()).toEqual([]);
    expect(faults).toEqual([]);
    await end();
  });

  it('opens files again after a reload where it holds their handles, and asks for those that are gone', async () => {
    const { page, faults, end } = await visit(site);
    const own = (script: string) => page.evaluate(script);
    await own(`(async () => {
      const root = await navigator.storage.getDirectory();
      for (const [name, text] of ${JSON.stringify([
        ['tickets.csv', tickets],
        ['orders.csv', 'order_id,ordered_at,customer_id,amount\n1,2025-01-01,a,5\n2,2025-01-02,b,6\n'],
      ])}) {
        const writing = await (await root.getFileHandle(name, { create: true })).createWritable();
        await writing.write(text);
        await writing.close();
      }
      window.showOpenFilePicker = async () => [await root.getFileHandle('tickets.csv'), await root.getFileHandle('orders.csv')];
    })()`);
    await page
      .getByRole('button', { name: /^Open files/ })
      .first()
      .click();
    const tables = page.getByRole('navigation', { name: 'Tables' });
    await tables.getByText('orders', { exact: true }).waitFor({ timeout: 60_000 });
    await rename(page, 'By handle');
    await expect.poll(() => namesKept(page), { timeout: 20_000 }).toEqual(['By handle']);

    await page.goto(site.url);
    await page.reload();
    await page.getByRole('button', { name: 'By handle', exact: true }).click();
    await tables.getByText('tickets', { exact: true }).waitFor({ timeout: 60_000 });
    await tables.getByText('orders', { exact: true }).waitFor();
    expect(await page.getByText('needs its files again').count()).toBe(0);

    await own(`navigator.storage.getDirectory().then((root) => root.removeEntry('orders.csv'))`);
    await page.goto(site.url);
    await page.reload();
    await page.getByRole('button', { name: 'By handle', exact: true }).click();
    await page
      .getByText('This workspace needs its files again. Drop them here: orders.csv')
      .waitFor({ timeout: 60_000 });
    await tables.getByText('tickets', { exact: true }).waitFor({ timeout: 60_000 });
    expect(faults).toEqual([]);
    await end();
  });

  it('is gone after "forget everything", and does not come back by itself', async () => {
    const { page, faults, end } = await visit(site);
    await drop(page, {
      'tickets.csv': bytes(tickets),
      '问卷.csv': Uint8Array.from([0xc2, 0xfa, 0x2c, 0x62, 0x0a, 0x31, 0x2c, 0x32, 0x0a]),
    });
    await page.getByText('This looks like Tickets').waitFor({ timeout: 60_000 });
    await rename(page, 'Secret');
    await page.getByRole('button', { name: /^Colours/ }).click();
    await page.evaluate(async () => {
      const cache = await caches.open('touchpoint-test');
      await cache.put('/x', new Response('x'));
      const root = await navigator.storage.getDirectory();
      await root.getDirectoryHandle('left-over', { create: true });
    });
    await expect.poll(() => namesKept(page), { timeout: 20_000 }).toEqual(['Secret']);
    await page.goto(`${site.url}#/start`);
    await page.getByRole('button', { name: 'Forget everything' }).click();
    await page.getByRole('button', { name: 'Delete all of it' }).click();
    await page.getByText('What you work on is kept in this browser').waitFor();
    const left = () =>
      page.evaluate(async () => {
        const root = (await navigator.storage.getDirectory()) as unknown as { keys(): AsyncIterable<string> };
        const files: string[] = [];
        for await (const name of root.keys()) files.push(name);
        return {
          files,
          caches: await caches.keys(),
          local: Object.keys(localStorage),
          databases: (await indexedDB.databases()).map(({ name }) => name),
        };
      });
    expect(await left()).toEqual({ files: [], caches: [], local: [], databases: [] });
    // Longer than the page waits before it writes down what was changed.
    await page.waitForTimeout(1500);
    expect((await left()).databases).toEqual([]);
    expect(await nameOf(page).inputValue()).toBe('');
    await page.reload();
    await page.getByText('What you work on is kept in this browser').waitFor();
    expect(await namesKept(page)).toEqual([]);
    expect(faults).toEqual([]);
    await end();
  });
});

describe('files come in', () => {
  it('by paste: a table copied from a spreadsheet becomes a table; a sentence does not', async () => {
    const { page, faults, end } = await visit(site);
    const paste = (text: string) =>
      page.evaluate((pasted) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', pasted);
        document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      }, text);
    await paste('just, a sentence');
    await page.waitForTimeout(500);
    expect(await page.getByRole('navigation', { name: 'Tables' }).count()).toBe(0);
    await paste('客户编号\t触点\t满意度\na\t前台\t5\nb\t热线\t2\n');
    const tables = page.getByRole('navigation', { name: 'Tables' });
    await tables.getByText('2 rows').waitFor({ timeout: 60_000 });
    expect(await tables.textContent()).toMatch(/pasted-\d{14}/);
    await page.getByRole('tab', { name: 'Preview' }).click();
    await page.getByRole('cell', { name: '前台' }).waitFor();
    expect(faults).toEqual([]);
    await end();
  });

  it('or not at all: an import that is cancelled on the screen leaves nothing, and the next one works', async () => {
    const { page, faults, end } = await visit(site);
    await page.evaluate(() => {
      const line = 'c12345,2025-01-03 10:00:00,web,some text that makes the line longer,1\n'.repeat(20_000);
      const transfer = new DataTransfer();
      const parts = ['customer_id,event_time,touchpoint,note,converted\n', ...Array.from({ length: 60 }, () => line)];
      transfer.items.add(new File(parts, 'large.csv'));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    });
    const notice = page.getByRole('status');
    await notice.getByText('Reading large.csv').waitFor({ timeout: 60_000 });
    const asked = Date.now();
    await notice.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('No files yet').waitFor({ timeout: 10_000 });
    expect(Date.now() - asked).toBeLessThan(10_000);
    expect(await page.getByRole('alert').count()).toBe(0);
    await drop(page, { 'tickets.csv': bytes(tickets) });
    const tables = page.getByRole('navigation', { name: 'Tables' });
    await tables.getByText('tickets', { exact: true }).waitFor({ timeout: 60_000 });
    expect(await tables.getByText('large').count()).toBe(0);
    expect(faults).toEqual([]);
    await end();
  });
});
