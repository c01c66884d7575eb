import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drop, openSite, visit, type Site } from './harness';
import { shot } from './look';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** Answers of a Sunday evening in UTC, which is Monday morning in Shanghai. */
const answers = new TextEncoder().encode(
  ['response_id,touchpoint,csat,submitted_at']
    .concat(
      Array.from(
        { length: 30 },
        (_, at) => `r${String(at)},desk,${String(1 + (at % 5))},2025-03-02T20:30:0${String(at % 10)}Z`,
      ),
    )
    .join('\n'),
);

async function opened(locale: 'en-GB' | 'zh-CN', scheme: 'light' | 'dark' = 'light', width = 1440) {
  const seen = await visit(site, { locale, scheme, width });
  await drop(seen.page, { 'answers.csv': answers });
  await seen.page
    .getByText(/This looks like|看起来是/)
    .first()
    .waitFor({ timeout: 90_000 });
  await seen.page
    .getByRole('button', { name: /^(Share by link|用链接分享)$/ })
    .and(seen.page.locator(':enabled'))
    .waitFor({ timeout: 60_000 });
  return seen;
}
async function run(page: Page, query: string, done: string) {
  await page.evaluate(() => {
    location.hash = '#/explore';
  });
  await page.locator('.cm-content').press('ControlOrMeta+a');
  await page.keyboard.insertText(query);
  await page.getByRole('button', { name: /^(Run|运行)$/ }).click();
  await page.getByText(done).waitFor({ timeout: 60_000 });
}
const first = (page: Page, row: number) =>
  page
    .locator(`[role=row][aria-rowindex="${String(row + 1)}"] [role=gridcell]`)
    .first()
    .textContent();

it('sorts a result by its headers, by mouse and by keyboard, and saves it in that order', async () => {
  const { page, faults, end } = await opened('en-GB');
  await run(page, 'SELECT (i * 7919) % 5000 AS n, i FROM range(5000) AS t(i)', '5,000 rows');
  const head = page.getByRole('columnheader', { name: /^n/ });
  await expect.poll(() => first(page, 1)).toBe('0');
  await expect.poll(() => first(page, 2)).toBe('2919');
  await head.getByRole('button').click();
  await expect.poll(() => head.getAttribute('aria-sort')).toBe('ascending');
  await expect.poll(() => first(page, 2)).toBe('1');
  await head.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => head.getAttribute('aria-sort')).toBe('descending');
  await expect.poll(() => first(page, 1)).toBe('4999');
  await shot(page, 'explore-sorted-en');

  await page.getByRole('combobox', { name: 'Save as' }).selectOption('csv');
  const dialog = page.getByRole('dialog', { name: 'Who is behind these rows?' });
  await dialog.getByRole('radio').last().check();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Continue' }).click(),
  ]);
  const lines = (await readFile(await download.path(), 'utf8')).replace('\ufeff', '').split(/\r?\n/);
  expect(lines.slice(0, 2).map((line) => line.split(',')[0]?.replaceAll('"', ''))).toEqual(['n', '4999']);

  await page.keyboard.press('Escape');
  await head.getByRole('button').press('Enter');
  await expect.poll(() => head.getAttribute('aria-sort')).toBe('none');
  await expect.poll(() => first(page, 2)).toBe('2919');
  expect(faults).toEqual([]);
  await end();
}, 180_000);

it('scrolls through two million rows by keyboard and by wheel, from the first to the last and back', async () => {
  const { page, faults, end } = await opened('en-GB');
  await run(page, 'SELECT i FROM range(2000000) AS t(i)', '2,000,000 rows ·');
  await expect.poll(() => first(page, 1)).toBe('0');
  await page.getByRole('grid').press('End');
  await expect.poll(() => first(page, 2_000_000)).toBe('1999999');
  expect(await page.locator('[role=row]').count()).toBeLessThan(60);
  await page.getByRole('grid').hover();
  await page.mouse.wheel(0, -2_800);
  await expect.poll(() => first(page, 1_999_895)).toBe('1999894');
  await page.getByRole('grid').press('Home');
  await expect.poll(() => first(page, 1)).toBe('0');
  expect(faults).toEqual([]);
  await end();
}, 180_000);

it.each([
  ['en-GB', 'light', 1440],
  ['zh-CN', 'dark', 800],
] as const)(
  'shows the zone, moves times with it, says which and takes it back, %s',
  async (locale, scheme, width) => {
    const { page, faults, end } = await opened(locale, scheme, width);
    const bar = page.locator('header summary').first();
    expect(await bar.textContent()).toContain('UTC');
    await bar.click();
    const zone = page.getByRole('combobox', { name: /Times are shown in|时间显示所用时区/ });
    await zone.fill('Mars/Olympus');
    await zone.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'Mars/Olympus' }).waitFor();
    await zone.fill('asia/shanghai');
    await zone.press('Enter');
    const note = page.locator('.notices').getByText(/Times moved in: answers.csv|时间随之变动的文件：answers.csv/);
    await note.waitFor({ timeout: 60_000 });
    await shot(page, `zone-${locale}`);
    expect(await bar.textContent()).toContain('Asia/Shanghai');
    await page.getByLabel(/Weeks begin on|每周起始日/).selectOption('sunday');
    await page.keyboard.press('Escape');
    await run(page, 'SELECT min(submitted_at) AS t FROM answers', locale === 'zh-CN' ? '1 行' : '1 row ·');
    expect(await first(page, 1)).toContain('2025-03-03 04:30');

    const undo = () => page.getByRole('button', { name: /^(Undo|撤销)/ });
    expect(await undo().getAttribute('aria-label')).toMatch(/start of the week|每周起始日/);
    await undo().click();
    await undo().click();
    await expect.poll(() => bar.textContent(), { timeout: 30_000 }).toContain('UTC');
    await expect
      .poll(
        async () => {
          await page.getByRole('button', { name: /^(Run|运行)$/ }).click();
          return first(page, 1);
        },
        { timeout: 30_000, interval: 1500 },
      )
      .toContain('2025-03-02 20:30');
    expect(faults).toEqual([]);
    await end();
  },
  180_000,
);

it('lets a selection be typed over, by keys and by an input method, without a word from the page’s policy', async () => {
  const { page, context, faults, end } = await visit(site, { hash: '#/explore' });
  const editor = page.locator('.cm-content');
  await editor.click();
  await page.keyboard.type("SELECT 1 AS a, 'x' AS b");
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('SELECT');
  await expect.poll(() => editor.innerText()).toBe('SELECT');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+a');
  const devtools = await context.newCDPSession(page);
  await devtools.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 });
  await devtools.send('Input.insertText', { text: '你好' });
  await expect.poll(() => editor.innerText()).toBe('你好');
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => editor.innerText()).toBe('SELECT');
  expect(faults).toEqual([]);
  await end();
});
