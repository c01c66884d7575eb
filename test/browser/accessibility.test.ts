import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drop, openSite, visit, type Site, type Visit } from './harness';
import { barriers } from './look';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** Looks for barriers on the page as it is, in both languages and both themes. */
async function everyLook(page: Page, place: string): Promise<void> {
  for (const switches of [0, 1]) {
    if (switches) {
      const spoken = await page.locator('html').getAttribute('lang');
      await page.locator('header button[lang]').click();
      await expect.poll(() => page.locator('html').getAttribute('lang')).not.toBe(spoken);
    }
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`html[data-theme=${colorScheme}]`).waitFor();
      await settled(page);
      const spoken = await page.locator('html').getAttribute('lang');
      expect(await barriers(page), `${place}, ${colorScheme}, ${String(spoken)}`).toEqual([]);
    }
  }
}

/** When nothing on the page says any more that it is being read. */
function settled(page: Page): Promise<void> {
  return page
    .locator('main')
    .getByText(/^(Loading|载入中)/)
    .first()
    .waitFor({ state: 'detached', timeout: 60_000 });
}

/** The hotel sample, opened in the page. */
async function withHotel(): Promise<Visit> {
  const here = await visit(site);
  await here.page.getByRole('button', { name: /^Hotel/ }).click();
  await here.page.getByText('5 tables').waitFor({ timeout: 60_000 });
  return here;
}

/** Names that are known words for one thing, and one that is not known at all. */
const log = `customer_id,event_time,touchpoint\n${['APP', 'App端', '前台', 'XYZ-9'].map((name, at) => `c${String(at)},2025-01-0${String(at + 1)},${name}`).join('\n')}\n`;

it('start has no serious barrier', async () => {
  const { page, end } = await visit(site);
  await everyLook(page, 'start');
  await end();
});

it('data has no serious barrier', async () => {
  const { page, end } = await withHotel();
  const tabs = page.getByRole('tab');
  for (let at = 0; at < 5; at++) {
    await tabs.nth(at).click();
    await expect.poll(() => tabs.nth(at).getAttribute('aria-selected')).toBe('true');
    await settled(page);
    if (at === 0) for (const summary of await page.locator('.panel summary').all()) await summary.click();
    await everyLook(page, `tab ${String(at)}`);
  }
  await end();
});

it('touchpoints, scorecard, metric pages and explore have no serious barrier', async () => {
  const { page, end } = await withHotel();
  await drop(page, { 'log.csv': new TextEncoder().encode(log) });
  await page.getByText('6 tables').waitFor({ timeout: 60_000 });
  const look = async (place: string, ready: () => Promise<unknown>) => {
    await page.goto(`${site.url}#/${place}`);
    await ready();
    await everyLook(page, place);
  };
  await look('touchpoints', () =>
    page.getByRole('heading', { name: /look like one touchpoint|看起来是同一触点/ }).waitFor({ timeout: 30_000 }),
  );
  await look('analyse', async () => {
    await page.getByRole('button', { name: /Columns and targets|列与目标/ }).click({ timeout: 60_000 });
    await page.getByRole('row').nth(4).waitFor();
  });
  for (const metric of ['csat', 'journey-map'])
    await look(`analyse/${metric}`, () => page.locator('main svg.marks').first().waitFor({ timeout: 60_000 }));
  await look('analyse/metrics', () => page.getByRole('link', { name: /NPS/ }).first().waitFor());
  await look('explore', async () => {
    await page.locator('.cm-content').fill('SELECT touchpoint, count(*) AS n FROM interactions GROUP BY 1');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('gridcell', { name: 'XYZ-9' }).waitFor({ timeout: 30_000 });
  });
  await end();
});
