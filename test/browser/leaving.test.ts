import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toFragment } from '../../src/workspace/fragment';
import { drop, openSite, visit, type Site, type Visit } from './harness';
import { overhang, shot, shots } from './look';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** 12 persons at each desk but one, who answer twice; two persons at the secret one. */
const survey = (columns: readonly [string, string, string]) =>
  [
    `answer,${columns.join()}`,
    ...Array.from({ length: 72 }, (_, at) => {
      const desk = ['Front desk', 'Bar', 'Spa'][at % 3] ?? '';
      return [`r${String(at)}`, `${desk}-${String(Math.floor(at / 3) % 12)}`, desk, 1 + (at % 5)].join();
    }),
    ...Array.from({ length: 6 }, (_, at) => [`s${String(at)}`, `x${String(at % 2)}`, 'Secret desk', 3].join()),
  ].join('\n');
const file = (text: string) => new TextEncoder().encode(`${text}\n`);
const own = file(survey(['customer_id', 'touchpoint', 'csat']));

async function goTo(page: Page, room: string) {
  await page.evaluate((to) => {
    location.hash = `#/${to}`;
  }, room);
}
async function openOwn(seen: Visit, files: Readonly<Record<string, Uint8Array>>) {
  await drop(seen.page, files);
  await seen.page.getByRole('navigation', { name: /Tables|数据表/ }).waitFor({ timeout: 90_000 });
  await seen.page
    .getByText(/This looks like|看起来是/)
    .first()
    .waitFor({ timeout: 90_000 });
}
async function textOf(download: Download): Promise<string> {
  return (await readFile(await download.path(), 'utf8')).replace('\ufeff', '');
}

describe('what a free query found', () => {
  it('asks who is behind the rows, takes the ids out and holds the few back', async () => {
    const seen = await visit(site);
    const { page } = seen;
    await openOwn(seen, { 'survey.csv': own });
    await goTo(page, 'explore');
    await page.locator('.cm-content').fill('SELECT customer_id, touchpoint, csat FROM survey');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText('78 rows').waitFor({ timeout: 60_000 });

    await page.getByRole('combobox', { name: 'Save as' }).selectOption('csv');
    const dialog = page.getByRole('dialog', { name: 'Who is behind these rows?' });
    await dialog.waitFor();
    await shot(seen.page, 'asking-en');
    expect(await dialog.getByRole('button', { name: 'Continue' }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });

    await page.getByRole('combobox', { name: 'Save as' }).selectOption('csv');
    await dialog.getByLabel('A column identifies persons').check();
    expect(await dialog.getByRole('button', { name: 'Continue' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Column that identifies persons').selectOption('customer_id');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Continue' }).click(),
    ]);
    const text = await textOf(download);
    expect(text.split('\r\n')[0]).toBe('touchpoint,csat');
    expect(text).not.toMatch(/Secret|customer|x0|Bar-/);
    expect(text.trim().split('\r\n')).toHaveLength(1 + 72);
    await page.getByText(/Held back: 6 rows: too few persons/).waitFor();

    await page.getByRole('combobox', { name: 'Save as' }).selectOption('csv');
    await dialog.getByLabel(/rows may leave as they are/).check();
    const [whole] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Continue' }).click(),
    ]);
    expect((await textOf(whole)).trim().split('\r\n')).toHaveLength(1 + 78);
    expect(seen.faults).toEqual([]);
    await seen.end();
  });
});

describe('a picture of a chart', () => {
  it('is saved as PNG and as SVG with its title', async () => {
    const seen = await visit(site);
    const { page } = seen;
    await openOwn(seen, { 'survey.csv': own });
    await goTo(page, 'analyse/csat');
    await page.locator('.main section svg.marks').first().waitFor({ timeout: 90_000 });
    const menu = page.locator('.main section .menu').first();
    const saved = async (name: RegExp) => {
      if (!(await menu.locator('.list').isVisible())) await menu.getByRole('button').first().click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        menu.locator('.list').getByRole('button', { name }).click(),
      ]);
      return readFile(await download.path());
    };
    const png = await saved(/PNG/);
    expect([...png.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
    expect([png.readUInt32BE(16) > 1000, png.readUInt32BE(20) > 200]).toEqual([true, true]);
    if (shots) await writeFile(join(shots, 'chart.png'), png);
    const svg = (await saved(/SVG/)).toString('utf8');
    expect(svg).toContain('Share of satisfied answers');
    expect(svg).not.toContain('Secret desk');
    expect(seen.faults).toEqual([]);
    await seen.end();
  });
});

describe('two tables of one metric', () => {
  it('saved one after the other do not tell of a few by their difference', async () => {
    const seen = await visit(site);
    const { page } = seen;
    const stages = 'touchpoint,stage\nFront desk,service\nSecret desk,service\nBar,purchase\nSpa,purchase';
    await openOwn(seen, { 'survey.csv': own, 'touchpoints.csv': file(stages) });
    await goTo(page, 'analyse/csat');
    const menu = page.locator('.main section .menu').first();
    const saved = async () => {
      await page.locator('.main section svg.marks').first().waitFor({ timeout: 90_000 });
      if (!(await menu.locator('.list').isVisible())) await menu.getByRole('button').first().click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        menu.locator('.list').getByRole('button', { name: 'CSV' }).click(),
      ]);
      return (await textOf(download)).trim().split('\r\n').slice(1);
    };
    const bare = (lines: readonly string[]) =>
      lines.filter((line) => !/\d/.test(line)).map((line) => line.split(',')[0]);
    expect(bare(await saved())).toContain('Secret desk');
    await page.getByLabel('Group by', { exact: true }).selectOption('stage');
    await page.locator('.main').getByText('Purchase', { exact: true }).first().waitFor({ timeout: 60_000 });
    expect(bare(await saved()).sort()).toEqual(['Purchase', 'Service']);
    expect(seen.faults).toEqual([]);
    await seen.end();
  });
});

describe('what has left', () => {
  it('is remembered in this browser when the page is opened anew, without a figure, until everything is forgotten', async () => {
    const seen = await visit(site);
    const { page } = seen;
    const stages = 'touchpoint,stage\nFront desk,service\nSecret desk,service\nBar,purchase\nSpa,purchase';
    const files = { 'survey.csv': own, 'touchpoints.csv': file(stages) };
    const bare = async (by: string | null) => {
      await openOwn(seen, files);
      await goTo(page, 'analyse/csat');
      await page.locator('.main section svg.marks').first().waitFor({ timeout: 90_000 });
      if (by !== null) await page.getByLabel('Group by', { exact: true }).selectOption(by);
      const group = by === null ? 'Secret desk' : 'Purchase';
      await page.locator('.main').getByText(group, { exact: true }).first().waitFor({ timeout: 60_000 });
      const menu = page.locator('.main section .menu').first();
      await menu.getByRole('button').first().click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        menu.locator('.list').getByRole('button', { name: 'CSV' }).click(),
      ]);
      const lines = (await textOf(download)).trim().split('\r\n').slice(1);
      return lines.filter((line) => !/\d/.test(line)).map((line) => line.split(',')[0]);
    };
    const anew = async () => {
      await page.goto('about:blank');
      await page.goto(site.url);
      await page.waitForSelector('main h1');
    };
    expect(await bare(null)).toContain('Secret desk');
    const kept = () =>
      page.evaluate(
        () =>
          new Promise<string>((resolve) => {
            const opening = indexedDB.open('touchpoint-left');
            opening.onsuccess = () => {
              const { objectStoreNames } = opening.result;
              if (!objectStoreNames.contains('left')) resolve('[]');
              else
                opening.result.transaction('left').objectStore('left').getAll().onsuccess = (event) =>
                  resolve(JSON.stringify((event.target as IDBRequest).result));
              opening.result.close();
            };
          }),
      );
    expect(await kept()).toMatch(/"metric":"csat"/);
    expect(await kept()).not.toMatch(/Secret desk|\d\.\d/);
    await anew();
    expect((await bare('stage')).sort()).toEqual(['Purchase', 'Service']);
    await goTo(page, 'report');
    await page.getByText('What leaves is held against what left of these files before', { exact: false }).waitFor();
    await shot(page, 'report-memory-en');
    await goTo(page, 'start');
    await page.getByRole('button', { name: 'Forget everything' }).click();
    await page.getByRole('button', { name: 'Delete all of it' }).click();
    await page.getByText('What you work on is kept in this browser and listed here.').waitFor({ timeout: 60_000 });
    await anew();
    expect(await bare('stage')).toEqual([]);
    expect(seen.faults).toEqual([]);
    await seen.end();
  });
});

describe('a link', () => {
  it('is saved as a file, and opens on other files, which are matched by hand; its report asks anew', async () => {
    const sender = await visit(site);
    await openOwn(sender, { 'survey.csv': own });
    await goTo(sender.page, 'explore');
    await sender.page.locator('.cm-content').fill('SELECT touchpoint, count(*) AS n FROM survey GROUP BY 1');
    await sender.page.getByRole('button', { name: 'Run', exact: true }).click();
    await sender.page.getByText('4 rows').waitFor({ timeout: 60_000 });
    await sender.page.getByRole('button', { name: 'Add to report' }).click();
    await sender.page.getByLabel('Column that counts persons').selectOption('n');
    await sender.page.getByRole('button', { name: 'Continue' }).click();
    await sender.page.getByText('Added to the report').waitFor();
    await goTo(sender.page, 'report');
    await sender.page.getByLabel('Add a metric…').selectOption('csat');
    await sender.page.locator('article').nth(1).locator('table').waitFor({ timeout: 90_000 });
    await sender.page.locator('article').nth(1).getByRole('textbox', { name: 'Heading' }).fill('Desks');
    await sender.page.keyboard.press('Tab');
    await sender.page.getByRole('button', { name: 'Share by link' }).click();
    const [download] = await Promise.all([
      sender.page.waitForEvent('download'),
      sender.page.getByRole('button', { name: 'Save as a file' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.touchpoint-link\.json$/);
    const link = await readFile(await download.path());
    expect(sender.faults).toEqual([]);
    await sender.end();

    const seen = await visit(site);
    const { page } = seen;
    await drop(page, { 'analysis.touchpoint-link.json': link });
    await page.getByText('Somebody shares an analysis with you').waitFor();
    expect(await page.locator('main').textContent()).toContain('Desks');
    await shot(seen.page, 'link-report-en');
    await page.getByRole('button', { name: 'Yes, open it' }).click();
    await page.getByRole('heading', { name: 'Now open your files' }).waitFor();
    await drop(page, { 'mine.csv': file(survey(['customer_id', 'touchpoint', 'rating'])) });
    await page.getByRole('heading', { name: 'Your files and the analysis' }).waitFor({ timeout: 90_000 });
    await shot(seen.page, 'matching-en');
    await page.getByLabel(/Instead of csat/).selectOption('rating');
    await page.getByRole('button', { name: 'Use it so' }).click();
    await page.waitForURL(/#\/analyse/, { timeout: 90_000 });

    await goTo(page, 'report');
    const [query, metric] = [page.locator('article').nth(0), page.locator('article').nth(1)];
    await metric.locator('table').waitFor({ timeout: 90_000 });
    expect(await metric.getByRole('textbox', { name: 'Heading' }).inputValue()).toBe('Desks');
    expect(await query.locator('table').count()).toBe(0);
    expect(await query.locator('pre').textContent()).toContain('"mine"');
    await query.getByRole('button', { name: /Run it and say/ }).click();
    await page.getByLabel('Column that counts persons').selectOption('n');
    await page.getByRole('button', { name: 'Continue' }).click();
    await query.locator('table').waitFor();
    expect(await query.locator('table').textContent()).toContain('Front desk');

    await query.getByRole('button', { name: 'Remove' }).click();
    expect(await page.locator('article').count()).toBe(1);
    await page.getByRole('button', { name: /^Undo/ }).click();
    expect(await page.locator('article').count()).toBe(2);
    expect(seen.faults).toEqual([]);
    await seen.end();
  });
});

describe('data beside the app', () => {
  const beside = () => join(site.folder, 'data');
  const manifest = (files: readonly object[]) => JSON.stringify({ files });
  const name = '公开 survey (2025).csv';
  beforeAll(async () => {
    await mkdir(beside(), { recursive: true });
    await writeFile(join(beside(), name), own);
    await writeFile(join(beside(), 'manifest.json'), manifest([{ name, size: own.byteLength }]));
  });
  afterAll(async () => {
    await rm(join(beside(), name));
    await writeFile(join(beside(), 'manifest.json'), manifest([]));
  });

  it('is offered to the sender, and fetched by the receiver after the yes alone', async () => {
    const sender = await visit(site);
    await sender.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openOwn(sender, { [name]: own });
    await sender.page.getByRole('button', { name: 'Share by link' }).click();
    const choice = sender.page.getByLabel(/with the data that this app brings along/);
    await choice.waitFor();
    expect(await sender.page.locator('dialog pre').textContent()).toContain(name);
    await choice.uncheck();
    await sender.page.waitForFunction(() => document.querySelector('dialog pre')?.textContent.includes('"data": null'));
    expect(await sender.page.locator('dialog pre').textContent()).not.toContain(name);
    await choice.check();
    await sender.page.waitForFunction(() => document.querySelector('dialog pre')?.textContent.includes('beside'));
    await sender.page.getByRole('button', { name: 'Copy link' }).click();
    const url = await sender.page.evaluate(() => navigator.clipboard.readText());
    expect(sender.faults).toEqual([]);
    await sender.end();

    const seen = await visit(site, { hash: new URL(url).hash });
    await seen.page.getByText(`Data: ${name}, which lies beside this app`).waitFor();
    expect(seen.requests.filter((one) => one.includes('/data/'))).toEqual([]);
    await seen.page.getByRole('button', { name: 'Yes, open it' }).click();
    await seen.page.waitForURL(/#\/analyse/, { timeout: 90_000 });
    const fetched = seen.requests.filter((one) => one.includes('/data/'));
    expect(fetched.map((one) => decodeURIComponent(new URL(one).pathname.split('/').at(-1)!))).toEqual([
      'manifest.json',
      name,
    ]);
    expect(seen.faults).toEqual([]);
    await seen.end();
  });

  const link = (files: readonly string[]) =>
    toFragment({
      kind: 'touchpoint-link',
      version: 2,
      title: null,
      data: { kind: 'beside', files },
      shapes: [],
      intent: { version: 2 },
    })!;

  it.each([['../index.html'], ['https://evil.example/x.csv'], ['//evil.example/x.csv'], ['manifest.json/../x.csv']])(
    'refuses the name %s before anything is asked',
    async (hostile) => {
      const seen = await visit(site, { hash: link([hostile]) });
      await seen.page.getByRole('heading', { name: 'This link was not opened' }).waitFor();
      expect(seen.requests.filter((one) => /evil|\/data\/|x\.csv/.test(one))).toEqual([]);
      expect(seen.faults).toEqual([]);
      await seen.end();
    },
  );

  it('fetches nothing that the manifest does not list', async () => {
    const seen = await visit(site, { hash: link(['secret.csv']) });
    await seen.page.getByRole('button', { name: 'Yes, open it' }).click();
    await seen.page.getByText('it does not lie beside this app').waitFor({ state: 'attached' });
    expect(seen.requests.filter((one) => one.includes('secret.csv'))).toEqual([]);
    await seen.end();
  });
});

describe('a report in Chinese', () => {
  it('opens from disk with the network off, and shows what was held back', async () => {
    const seen = await visit(site, { locale: 'zh-CN', scheme: 'dark' });
    const { page } = seen;
    await openOwn(seen, { '问卷.csv': own });
    await goTo(page, 'report');
    await page.getByLabel('添加指标…').selectOption('csat');
    await page.locator('article table').waitFor({ timeout: 90_000 });
    await page.getByRole('textbox', { name: '标题', exact: true }).fill('季度触点报告');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出为单个 HTML 文件' }).click(),
    ]);
    const path = join(await mkdtemp(join(tmpdir(), 'touchpoint-report-')), '报告.html');
    await writeFile(path, await readFile(await download.path()));
    expect(seen.faults).toEqual([]);
    await seen.end();

    const context = await site.browser.newContext({ offline: true, viewport: { width: 1000, height: 800 } });
    const report = await context.newPage();
    const heard: string[] = [];
    report.on('console', (message) => heard.push(message.text()));
    report.on('request', (request) => heard.push(request.url()));
    await report.goto(pathToFileURL(path).href);
    expect(await report.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect(await report.locator('h1').textContent()).toBe('季度触点报告');
    const body = (await report.locator('body').textContent())!;
    for (const words of ['客户满意度', '数据表', '未予显示', '人数过少', '数据来源', '问卷.csv'])
      expect(body).toContain(words);
    const secret = report.locator('tr', { hasText: 'Secret desk' });
    expect((await secret.textContent())!.replace('Secret desk', '')).toMatch(/^[⊘–]+$/);
    expect(await report.locator('figure svg', { hasText: 'Secret desk' }).count()).toBe(0);
    await shot(report, 'report-page-zh');
    await report.emulateMedia({ media: 'print' });
    await report.setViewportSize({ width: 700, height: 1000 });
    await shot(report, 'report-print-zh');
    expect(await overhang(report)).toBeLessThanOrEqual(0);
    expect(heard).toEqual([pathToFileURL(path).href]);
    await context.close();
  });
});
