import { afterAll, beforeAll, expect, it } from 'vitest';
import { drop, openSite, visit, type Site } from './harness';

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 240_000);
afterAll(() => site.close());

const survey = `customer_id,touchpoint,score\n${Array.from({ length: 120 }, (_, at) => `c${String(at)},${['Website', 'Hotline', 'Store'][at % 3] ?? ''},${String(1 + ((at * 7) % 5))}`).join('\n')}\n`;

it.each([390, 720])('nothing lies over the figures of the scorecard on a screen of %i pixels', async (width) => {
  const { page, faults, end } = await visit(site, { width, height: 844 });
  await drop(page, { 'survey.csv': new TextEncoder().encode(survey) });
  await page.getByText('This looks like Responses').waitFor({ timeout: 60_000 });
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wider, 'the page of data is no wider than the screen').toBeLessThanOrEqual(0);
  await page.goto(`${site.url}#/analyse`);
  await page.getByRole('link', { name: /^Hotline, .*CSAT/ }).waitFor({ timeout: 60_000 });
  const covered = await page.evaluate(
    () =>
      [...document.querySelectorAll('tbody tr')].filter((row) => {
        const figure = row.querySelector('.score')?.getBoundingClientRect();
        const verdict = row.querySelector('.end')?.getBoundingClientRect();
        return figure && verdict && figure.right > verdict.left + 1;
      }).length,
  );
  expect(covered).toBe(0);
  await page.goto(`${site.url}#/report`);
  await page.getByLabel('Add a metric…').selectOption('csat');
  await page.locator('article svg.marks').first().waitFor();
  const cut = await page
    .locator('article > *')
    .evaluateAll((parts) => parts.filter((part) => part.getBoundingClientRect().right > innerWidth).length);
  expect(cut, 'parts of a card of the report that reach beyond the screen').toBe(0);
  expect(faults).toEqual([]);
  await end();
});

it('the editor shows that it has the focus, and Tab leads out of it', async () => {
  const { page, end } = await visit(site);
  await drop(page, { 'survey.csv': new TextEncoder().encode(survey) });
  await page.getByText('This looks like Responses').waitFor({ timeout: 60_000 });
  await page.goto(`${site.url}#/explore`);
  await page.locator('.cm-content').focus();
  await expect
    .poll(() => page.locator('.cm-editor').evaluate((editor) => getComputedStyle(editor).outlineStyle))
    .toBe('solid');
  await page.keyboard.press('Tab');
  await expect
    .poll(() => page.getByRole('button', { name: /^Run/ }).evaluate((one) => one === document.activeElement))
    .toBe(true);
  await end();
});
