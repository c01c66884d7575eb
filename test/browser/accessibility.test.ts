import { afterAll, beforeAll, expect, it } from 'vitest';
import { drop, openSite, visit, type Site } from './harness';
import { barriers } from './look';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const looks = [
  ['light', 'en-GB'],
  ['dark', 'en-GB'],
  ['light', 'zh-CN'],
  ['dark', 'zh-CN'],
] as const;

it.each(looks)('start and data have no serious barrier, %s, %s', async (scheme, locale) => {
  const { page, end } = await visit(site, { scheme, locale });
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: /^(Hotel|酒店)/ }).click();
  const tabs = page.getByRole('tab');
  await tabs.first().waitFor({ timeout: 60_000 });
  await page.getByText(/5 tables|5 张表/).waitFor({ timeout: 60_000 });
  for (let at = 0; at < 5; at++) {
    await tabs.nth(at).click();
    await expect.poll(() => tabs.nth(at).getAttribute('aria-selected')).toBe('true');
    await page
      .locator('.panel')
      .getByText(/^(Loading|载入中)/)
      .waitFor({ state: 'detached' });
    if (at === 0) for (const summary of await page.locator('.panel summary').all()) await summary.click();
    expect(await barriers(page), `tab ${String(at)}`).toEqual([]);
  }
  await end();
});

/** Names that are known words for one thing, and one that is not known at all. */
const log = `customer_id,event_time,touchpoint\n${['APP', 'App端', '前台', 'XYZ-9'].map((name, at) => `c${String(at)},2025-01-0${String(at + 1)},${name}`).join('\n')}\n`;

/** The hotel sample and one file more, and a look at places of it. */
async function places(scheme: 'light' | 'dark', locale: 'en-GB' | 'zh-CN') {
  const { page, end } = await visit(site, { scheme, locale });
  await page.getByRole('button', { name: /^(Hotel|酒店)/ }).click();
  await page.getByText(/5 tables|5 张表/).waitFor({ timeout: 60_000 });
  await drop(page, { 'log.csv': new TextEncoder().encode(log) });
  await page.getByText(/6 tables|6 张表/).waitFor({ timeout: 60_000 });
  const look = async (place: string, ready: () => Promise<unknown>) => {
    await page.goto(`${site.url}#/${place}`);
    await ready();
    expect(await barriers(page), place).toEqual([]);
  };
  return { page, end, look };
}

it.each(looks)('touchpoints and scorecard have no serious barrier, %s, %s', async (scheme, locale) => {
  const { page, end, look } = await places(scheme, locale);
  await look('touchpoints', () =>
    page.getByRole('heading', { name: /look like one touchpoint|看起来是同一触点/ }).waitFor({ timeout: 30_000 }),
  );
  await look('analyse', async () => {
    await page.getByRole('button', { name: /Columns and targets|列与目标/ }).click({ timeout: 60_000 });
    await page.getByRole('row').nth(4).waitFor();
  });
  await end();
});

it.each(looks)('metric pages and explore have no serious barrier, %s, %s', async (scheme, locale) => {
  const { page, end, look } = await places(scheme, locale);
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
