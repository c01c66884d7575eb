import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSite, visit, type Site } from './harness';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 240_000);
afterAll(() => site.close());

it.each([
  ['light', 'en-GB'],
  ['dark', 'zh-CN'],
] as const)('start and data have no serious barrier, %s, %s', async (scheme, locale) => {
  const { page, end } = await visit(site, { scheme, locale });
  const barriers = async () => {
    await page.evaluate(axe);
    const found = await page.evaluate(() =>
      (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
    );
    return found.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  };
  expect(await barriers()).toEqual([]);
  await page.getByRole('button', { name: /^(Hotel|酒店)/ }).click();
  const tabs = page.getByRole('tab');
  await tabs.first().waitFor({ timeout: 60_000 });
  await page.getByText(/5 tables|5 张表/).waitFor({ timeout: 60_000 });
  for (let at = 0; at < 5; at++) {
    await tabs.nth(at).click();
    await page.waitForTimeout(300);
    expect(await barriers(), `tab ${String(at)}`).toEqual([]);
  }
  await end();
});
