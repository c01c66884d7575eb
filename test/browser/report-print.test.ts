import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSite, visit, type Site } from './harness';
import { shot, shots } from './look';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** A4 without the margins that the report's own style sets, in CSS pixels. */
const printed = Math.round(((210 - 2 * 12) / 25.4) * 96);
const chosen = ['csat', 'journey-map', 'retention', 'attribution'];

/** What stands beyond the edge of the paper, by its text. */
function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const edge = document.documentElement.clientWidth + 1;
    return [...document.body.querySelectorAll('h1, h2, h3, p, li, dd, td, th, svg, pre')]
      .filter(
        (element) => element.getBoundingClientRect().right > edge || element.scrollWidth > element.clientWidth + 2,
      )
      .map((element) => `${element.tagName} ${element.textContent.slice(0, 60)}`);
  });
}

it.each([
  ['en-GB', 'Hotel', 'Export as one HTML file', 'dark'],
  ['zh-CN', '酒店', '导出为单个 HTML 文件', 'light'],
] as const)(
  'a report in %s prints whole on A4, dark or not',
  async (locale, sample, button, scheme) => {
    const seen = await visit(site, { locale, width: 800 });
    const { page } = seen;
    await page.getByRole('button', { name: sample }).first().click();
    await page.waitForFunction(() => location.hash.startsWith('#/data'));
    const tables = page.getByRole('navigation', { name: /Tables|数据表/ });
    await tables.getByText('survey', { exact: true }).waitFor({ timeout: 90_000 });
    await page
      .getByText(/This looks like|看起来是/)
      .first()
      .waitFor({ timeout: 90_000 });
    await page.evaluate(() => {
      location.hash = '#/explore';
    });
    const wide = Array.from(
      { length: 40 },
      (_, at) => `满意度 + ${String(at)} AS a_rather_long_name_of_column_${String(at)}`,
    );
    await page.locator('.cm-content').fill(`SELECT 会员号, 触点, ${wide.join()} FROM survey LIMIT 60`);
    await page.keyboard.press('Control+Enter');
    await page.getByText(/60 (?:rows|行)/).waitFor({ timeout: 90_000 });
    await page.locator('.saving button').first().click();
    await page.locator('dialog input[value=agreed]').check();
    await page.locator('dialog .primary').click();
    await page.evaluate(() => {
      location.hash = '#/report';
    });
    for (const id of chosen) await page.locator('aside select').first().selectOption(id);
    for (const at of chosen.keys())
      await page
        .locator('article')
        .nth(at + 1)
        .locator('table')
        .waitFor({ timeout: 90_000 });
    await shot(page, `report-${locale}-800`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: button }).click(),
    ]);
    const html = await readFile(await download.path(), 'utf8');
    await seen.end();

    const file = join(await mkdtemp(join(tmpdir(), 'touchpoint-print-')), 'report.html');
    await writeFile(file, html);
    const context = await site.browser.newContext({
      offline: true,
      colorScheme: scheme,
      viewport: { width: printed, height: 1000 },
    });
    const report = await context.newPage();
    await report.goto(pathToFileURL(file).href);
    const pdf = await report.pdf({ format: 'A4', printBackground: true });
    if (shots) await writeFile(join(shots, `report-${locale}.pdf`), pdf);
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? [];
    expect(pages.length).toBeGreaterThan(4);
    expect(pages.length).toBeLessThan(40);

    await report.emulateMedia({ media: 'print', colorScheme: scheme });
    expect(await cutOff(report)).toEqual([]);
    const look = await report.evaluate(() => {
      const styleOf = (element: Element) => getComputedStyle(element);
      return {
        paper: styleOf(document.documentElement).backgroundColor,
        ink: styleOf(document.body).color,
        heads: styleOf(document.querySelector('thead')!).display,
        heading: styleOf(document.querySelector('h2')!).breakAfter,
        chart: styleOf(document.querySelector('figure')!).breakInside,
        folded: document.querySelector('details dl')!.getBoundingClientRect().height > 0,
      };
    });
    expect(look).toEqual({
      paper: 'rgb(255, 255, 255)',
      ink: 'rgb(28, 33, 38)',
      heads: 'table-header-group',
      heading: 'avoid',
      chart: 'avoid',
      folded: true,
    });
    await context.close();
  },
  240_000,
);

it('charts stand in journey order though nobody has opened the scorecard', async () => {
  const seen = await visit(site, { locale: 'zh-CN' });
  const { page } = seen;
  await page.getByRole('button', { name: '酒店' }).first().click();
  await page.waitForFunction(() => location.hash.startsWith('#/data'));
  await page.evaluate(() => {
    location.hash = '#/report';
  });
  await page.locator('aside select').first().selectOption('csat');
  await page.locator('article svg.marks').first().waitFor({ timeout: 90_000 });
  const text = await page.locator('article svg.marks').first().textContent();
  const places = ['短视频广告', '在线预订', '前台入住', '客房', '退改签'];
  expect(places.map((place) => text!.indexOf(place)).every((at, nth, all) => at > (all[nth - 1] ?? -1))).toBe(true);
  expect(await page.locator('article .remarks li').count()).toBeGreaterThan(2);
  await seen.end();
}, 120_000);
