import { readFile, writeFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toFragment } from '../../src/workspace/fragment';
import { openSite, visit, type Site, type Visit } from './harness';
import { barriers, shot } from './look';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const markup = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>';
const link = (extra: object = {}, intent: object = {}) => ({
  kind: 'touchpoint-link',
  version: 1,
  title: `Hotel ${markup}`,
  sample: 'hotel',
  shapes: [],
  intent: {
    version: 1,
    locale: 'en',
    settings: { csat: { cut: 4 } },
    goals: [{ metric: 'csat', target: 0.85 }],
    queries: [{ name: markup, sql: `SELECT 7 AS "${markup.replaceAll('"', "''")}"` }],
    ...intent,
  },
  ...extra,
});

async function opened(
  fragment: string,
  locale: 'en-GB' | 'zh-CN' = 'en-GB',
  scheme: 'light' | 'dark' = 'light',
): Promise<Visit> {
  return visit(site, { hash: fragment, locale, scheme });
}

it('shows all that a link brings and runs nothing before the yes', async () => {
  const seen = await opened(toFragment(link())!);
  const { page } = seen;
  await page.getByText('Somebody shares an analysis with you').waitFor();
  await shot(page, 'link-en');
  expect(await page.locator('pre').first().textContent()).toContain('SELECT 7');
  expect(await page.locator('main').textContent()).toContain('<script>');
  expect(await page.locator('main script, main img').count()).toBe(0);
  expect(page.url()).not.toContain('#w1=');
  expect(seen.requests.filter((url) => url.includes('sample-data'))).toEqual([]);
  await page.getByRole('button', { name: 'Yes, open it' }).click();
  await page.waitForFunction(() => /#\/analyse/.test(location.hash), null, { timeout: 90_000 });
  expect(seen.requests.some((url) => url.includes('sample-data/hotel'))).toBe(true);
  expect(await page.title()).not.toBe('owned');
  expect(seen.faults).toEqual([]);
  await seen.end();
});

it('does nothing after a no', async () => {
  const seen = await opened(toFragment(link())!, 'zh-CN', 'dark');
  await seen.page.getByText('有人与您分享一项分析').waitFor();
  await shot(seen.page, 'link-zh-dark');
  await seen.page.getByRole('button', { name: '不打开' }).click();
  await seen.page.getByText('把文件拖进来').waitFor();
  expect(seen.requests.filter((url) => url.includes('sample-data'))).toEqual([]);
  expect(seen.faults).toEqual([]);
  await seen.end();
});

it('survives 100 hostile links without a script, a request or a frozen page', async () => {
  const seen = await visit(site);
  const { page } = seen;
  const good = toFragment(link())!;
  const value = fc.oneof(fc.constantFrom(markup, '__proto__', null, 7, []), fc.jsonValue());
  const hostile = fc.oneof(
    fc
      .tuple(fc.constantFrom('title', 'sample', 'shapes', 'version', 'intent'), value)
      .map(([key, put]) => toFragment(link({ [key]: put }))),
    fc
      .tuple(fc.constantFrom('queries', 'goals', 'filters', 'settings', 'mapping', 'zone'), value)
      .map(([key, put]) => toFragment(link({}, { [key]: put }))),
    fc
      .constantFrom("SELECT * FROM 'http://e.example/x.csv'", "COPY t TO 'x'", 'SELECT 1; SELECT 2')
      .map((sql) => toFragment(link({}, { queries: [{ name: 'q', sql }] }))),
    fc.nat(good.length - 1).map((at) => good.slice(0, Math.max(4, at))),
    fc.constant(toFragment(link({ title: 'z'.repeat(9_000_000) }))),
    fc.nat(99).map((version) => good.replace('#w1', `#w${String(version)}`)),
  );
  const before = seen.requests.length;
  for (const fragment of fc.sample(hostile, { numRuns: 100, seed: 11 })) {
    if (fragment === null) continue;
    await page.evaluate((hash) => {
      location.hash = hash;
    }, fragment);
    await page.locator('section.shared h1').first().waitFor({ timeout: 10_000 });
    expect(await page.locator('main script, main img').count()).toBe(0);
    await page.locator('section.shared').getByRole('button').last().click();
    await page.locator('section.shared').waitFor({ state: 'detached' });
  }
  expect(await page.title()).not.toBe('owned');
  expect(seen.requests.slice(before).filter((url) => !/^blob:|\/assets\/|icon\.svg$/.test(url))).toEqual([]);
  expect(seen.faults).toEqual([]);
  await seen.end();
});

it('shows the sender all of it, and its link opens the same analysis', async () => {
  const seen = await visit(site);
  const { page, context } = seen;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: /Hotel/ }).first().click();
  await page.getByRole('button', { name: 'Share by link' }).click();
  await page.getByRole('button', { name: 'Copy link' }).waitFor();
  const shown = (await page.locator('dialog pre').last().textContent())!;
  expect(await page.locator('dialog .contents').textContent()).toMatch(
    /the sample “Hotel”.*Responses: .*Touchpoint \(触点\)/s,
  );
  await page.getByLabel('Title for the receiver').fill('For the board');
  await page.locator('dialog .contents').getByText('For the board').waitFor();
  expect(shown).toContain('"id": "hotel"');
  expect(shown).toContain('"table": "responses"');
  expect(shown).toContain('"name": "table_5"');
  for (const secret of ['survey.csv', 'orders.csv', '"hash"', 'gb18030']) expect(shown).not.toContain(secret);
  await shot(page, 'share-en');
  await page.getByRole('button', { name: 'Copy link' }).click();
  const url = await page.evaluate(() => navigator.clipboard.readText());
  expect(url).toMatch(/#w1=/);
  await seen.end();
  const other = await visit(site, { hash: new URL(url).hash });
  await other.page.getByText('Somebody shares an analysis with you').waitFor();
  await other.page.getByRole('heading', { name: 'For the board' }).waitFor();
  await other.page.getByRole('button', { name: 'Yes, open it' }).click();
  await other.page.waitForFunction(() => /#\/analyse/.test(location.hash), null, { timeout: 90_000 });
  expect(other.faults).toEqual([]);
  await other.end();
});

it('exports a report that opens from disk, offline, without a violation of its policy', async () => {
  const seen = await visit(site);
  const { page } = seen;
  await page.getByRole('button', { name: /Hotel/ }).first().click();
  await page.waitForFunction(() => /#\/data/.test(location.hash));
  await page
    .locator('.notices .card')
    .waitFor({ state: 'detached', timeout: 90_000 })
    .catch(() => undefined);
  await page.evaluate(() => {
    location.hash = '#/report';
  });
  for (const id of ['csat', 'nps']) await page.getByLabel('Add a metric…').selectOption(id);
  await page.locator('article').nth(1).locator('table').waitFor({ timeout: 90_000 });
  await page.locator('article').nth(0).locator('table').waitFor({ timeout: 90_000 });
  await shot(page, 'report-en');
  await page.getByRole('textbox', { name: 'Title' }).fill('Quarter <b>four</b>');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export as one HTML file' }).click(),
  ]);
  const file = join(await mkdtemp(join(tmpdir(), 'touchpoint-report-')), 'report.html');
  await writeFile(file, await readFile(await download.path()));
  expect(seen.faults).toEqual([]);
  await seen.end();

  const context = await site.browser.newContext({ offline: true });
  const report = await context.newPage();
  const faults: string[] = [];
  const requests: string[] = [];
  report.on('console', (message) => faults.push(message.text()));
  report.on('pageerror', (error) => faults.push(error.message));
  report.on('request', (request) => requests.push(request.url()));
  await report.goto(pathToFileURL(file).href);
  expect(await report.locator('h1').textContent()).toBe('Quarter <b>four</b>');
  expect(await report.locator('figure svg').count()).toBeGreaterThan(1);
  expect(await report.locator('table').count()).toBeGreaterThan(2);
  expect(await report.locator('footer').textContent()).toMatch(/survey\.csv.*[0-9a-f]{64}/);
  expect(
    await report
      .locator('section')
      .first()
      .evaluate((section) => getComputedStyle(section).borderTopStyle),
  ).toBe('solid');
  await shot(report, 'report-page-en');
  expect([faults, requests]).toEqual([[], [pathToFileURL(file).href]]);
  await context.close();
});

it.each([
  ['en-GB', 'light'],
  ['zh-CN', 'dark'],
] as const)('is accessible and whole in %s, %s', async (locale, scheme) => {
  const seen = await opened(toFragment(link({}, { locale: locale === 'zh-CN' ? 'zh' : 'en' }))!, locale, scheme);
  const { page } = seen;
  await page.locator('section.shared pre').first().waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.locator('section.shared').getByRole('button').first().click();
  await page.waitForFunction(() => /#\/analyse/.test(location.hash), null, { timeout: 90_000 });
  await page.evaluate(() => {
    location.hash = '#/report';
  });
  await page.locator('aside select').first().selectOption('csat');
  await page.locator('article table').waitFor({ timeout: 90_000 });
  await page.locator('article svg.marks').first().waitFor();
  await shot(page, `report-${scheme}`);
  expect(await barriers(page)).toEqual([]);
  await page.evaluate(() => {
    location.hash = '#/analyse/csat';
  });
  await page.locator('.saving').waitFor({ timeout: 90_000 });
  await shot(page, `metric-${scheme}`);
  await page.locator('.saving button').click();
  await page.getByText(locale === 'zh-CN' ? '已加入报告' : 'Added to the report').waitFor();
  await page.getByRole('button', { name: locale === 'zh-CN' ? '用链接分享' : 'Share by link' }).click();
  await page.locator('dialog pre').last().waitFor();
  await shot(page, `share-${scheme}`);
  expect(await barriers(page)).toEqual([]);
  expect(seen.faults).toEqual([]);
  await seen.end();
});
