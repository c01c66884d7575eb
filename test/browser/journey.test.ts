import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drop, openSite, visit, type Site } from './harness';
import { barriers, overhang, shot } from './look';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const chinese = `回答编号,客户编号,触点,满意度,提交时间
1,a,前台,5,2025年1月3日
2,b,前台,4,2025年1月4日
3,c,前台,1,2025年2月5日
4,d,热线,2,2025年2月6日
5,a,热线,5,2025年2月7日
`;
const english = `Ticket ID,Created at,First response (s),Resolved,Agent
T1,2025-01-03 10:00:00,30,yes,Ann
T2,2025-01-04 11:00:00,90,no,Bob
T3,2025-02-05 12:00:00,45,yes,Ann
`;

/** GB18030 bytes of a text, from the decoder's own table of two-byte signs. */
function gb18030(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030');
  const bytesOf = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++)
      if (trail !== 0x7f) bytesOf.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  return Uint8Array.from([...text].flatMap((sign) => bytesOf.get(sign) ?? [sign.charCodeAt(0)]));
}

describe('the page', () => {
  it('is usable before the engine is, speaks both languages without a reload, and keeps the choice', async () => {
    const { page, faults, end } = await visit(site);
    await page.click('text=中文');
    expect(await page.textContent('main h1')).toBe('把文件拖进来，看清每个触点');
    expect(await page.getAttribute('html', 'lang')).toBe('zh-CN');
    await page.reload();
    await page.waitForSelector('main h1');
    expect(await page.textContent('main h1')).toBe('把文件拖进来，看清每个触点');
    expect(faults).toEqual([]);
    await end();
  });

  it('turns dropped files into tables and meanings, in GB18030 and in English', async () => {
    const { page, faults, requests, end } = await visit(site);
    await drop(page, { '问卷.csv': gb18030(chinese), 'tickets.csv': new TextEncoder().encode(english) });
    const tables = page.getByRole('navigation', { name: 'Tables' });
    await tables.getByText('问卷', { exact: true }).click({ timeout: 60_000 });
    expect(await tables.textContent()).toContain('5 rows');
    expect(await tables.textContent()).toContain('gb18030');
    await page.getByText('This looks like Responses').waitFor();
    expect(await page.getByRole('combobox', { name: 'Score' }).inputValue()).toBe('满意度');
    expect(await page.getByRole('combobox', { name: 'Touchpoint', exact: true }).inputValue()).toBe('触点');
    await tables.getByText('tickets', { exact: true }).click();
    await page.getByText('This looks like Tickets').waitFor();
    await page.getByRole('button', { name: /Chinese/ }).click();
    await page.getByText('这看起来是工单').waitFor();
    await page.getByRole('tab', { name: '预览' }).click();
    await page.getByRole('cell', { name: 'T2' }).waitFor();
    expect(faults).toEqual([]);
    expect(requests.filter((url) => !/^(blob:|http:\/\/localhost)/.test(url))).toEqual([]);
    await end();
  });

  it('shows a bad file by name and cause, and lives on', async () => {
    const { page, faults, end } = await visit(site);
    await drop(page, { 'nothing.csv': new Uint8Array(), 'tickets.csv': new TextEncoder().encode(english) });
    await page.getByText('nothing.csv: The file is empty.').waitFor({ timeout: 60_000 });
    await page.getByRole('navigation', { name: 'Tables' }).getByText('3 rows').waitFor();
    expect(faults).toEqual([]);
    await end();
  });

  it('opens a sample, scores it, keeps it in the browser, and forgets everything when asked', async () => {
    const { page, faults, end } = await visit(site);
    await page.getByRole('button', { name: /^Retail/ }).click();
    await page
      .getByRole('navigation', { name: 'Tables' })
      .getByText('orders', { exact: true })
      .waitFor({ timeout: 60_000 });
    await page.goto(`${site.url}#/analyse`);
    await page.getByRole('table').getByRole('row').nth(2).waitFor({ timeout: 60_000 });
    await page.goto(`${site.url}#/start`);
    await page.getByRole('button', { name: 'Retail', exact: true }).waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Forget everything' }).click();
    await page.getByRole('button', { name: 'Delete all of it' }).click();
    await page.getByText('What you work on is kept in this browser').waitFor();
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
    expect(faults).toEqual([]);
    await end();
  });

  it('weighs by comparisons that a person picks, says how far they are and whether they agree', async () => {
    const { page, faults, end } = await visit(site, { width: 360, height: 800 });
    await drop(page, { '问卷.csv': new TextEncoder().encode(chinese.replace('5,a,热线', '5,a,小程序')) });
    await page.getByText('This looks like Responses').waitFor({ timeout: 60_000 });
    await page.goto(`${site.url}#/analyse/satisfaction-index`);
    await page.getByLabel('Weights', { exact: true }).selectOption('ahp', { timeout: 60_000 });
    const form = page.getByRole('group', { name: 'Pairwise comparisons' });
    await form.getByText('0 of 3 pairs').waitFor();
    await form.getByLabel('Compare').selectOption('前台');
    await form.getByLabel('热线').selectOption({ label: '3 · moderately more' });
    await form.getByText('no comparison links 小程序 to the others').waitFor();
    await form.getByLabel('小程序').selectOption('1/3');
    await form.getByText('not tested yet').waitFor();
    await form.getByLabel('Compare').selectOption('热线');
    expect(await form.getByLabel('前台').inputValue()).toBe('1/3');
    await form.getByLabel('小程序').selectOption('3');
    await form.getByText('above 0.10: the comparisons contradict each other').waitFor();
    expect([await overhang(page), await barriers(page)]).toEqual([0, []]);
    await shot(page, 'pairs');
    await form.getByText('As JSON', { exact: true }).click();
    const json = form.getByLabel('Pairwise comparisons, as JSON');
    expect(JSON.parse(await json.inputValue())).toEqual({
      前台: { 热线: 3 },
      小程序: { 前台: 3 },
      热线: { 小程序: 3 },
    });
    await json.fill('{"前台":{"热线":2,"小程序":4}}');
    await json.blur();
    await form.getByText('not tested yet').waitFor();
    expect(await form.getByLabel('前台').inputValue()).toBe('1/2');
    await json.fill('{"前台":{"nowhere":2}}');
    await json.blur();
    await form
      .getByText(/allowed: one of .*前台/)
      .first()
      .waitFor();
    expect(faults).toEqual([]);
    await end();
  });

  it('computes slow metrics in a worker, under the policy', async () => {
    const { page, faults, end } = await visit(site);
    await page.getByRole('button', { name: /^Retail/ }).click();
    await page
      .getByRole('navigation', { name: 'Tables' })
      .getByText('orders', { exact: true })
      .waitFor({ timeout: 60_000 });
    const before = page.workers().length;
    await page.goto(`${site.url}#/analyse/attribution`);
    await page.getByRole('table').first().waitFor({ timeout: 60_000 });
    expect(page.workers().length).toBeGreaterThan(before);
    expect(faults).toEqual([]);
    await end();
  });

  it('starts a new engine when the engine is killed, says so, and loses nothing', async () => {
    const { page, faults, end } = await visit(site, { expected: /killed by the test/ });
    await drop(page, { 'tickets.csv': new TextEncoder().encode(english) });
    await page.getByText('This looks like Tickets').waitFor({ timeout: 60_000 });
    await page.getByRole('textbox', { name: 'Name of the workspace' }).fill('Hotline review');
    for (const worker of page.workers())
      await worker.evaluate(() => {
        setTimeout(() => {
          throw new Error('killed by the test');
        });
      });
    await page.getByText('The engine ran into a wall').waitFor({ timeout: 30_000 });
    await page.getByRole('tab', { name: 'Preview' }).click();
    await page.getByRole('cell', { name: 'T2' }).waitFor({ timeout: 30_000 });
    expect(await page.getByRole('textbox', { name: 'Name of the workspace' }).inputValue()).toBe('Hotline review');
    expect(faults).toEqual([]);
    await end();
  });

  it('obeys its policy: no code at run time, no other host, not even from a worker', async () => {
    const { page, end } = await visit(site, { expected: /./ });
    const outcome = await page.evaluate(
      () =>
        new Promise<Record<string, string>>((resolve) => {
          const told: Record<string, string> = {};
          const worker = new Worker(
            URL.createObjectURL(
              new Blob(["fetch('https://example.com/').then(()=>postMessage('sent'),()=>postMessage('refused'))"]),
            ),
          );
          worker.onmessage = ({ data }) => {
            told.worker = String(data);
            resolve(told);
          };
          setTimeout(() => {
            try {
              // eslint-disable-next-line no-new-func -- the policy must refuse it
              new Function('return 1')();
              told.code = 'ran';
            } catch {
              told.code = 'refused';
            }
            void fetch('https://example.com/').then(
              () => (told.page = 'sent'),
              () => (told.page = 'refused'),
            );
          }, 0);
        }),
    );
    expect(outcome).toEqual({ code: 'refused', page: 'refused', worker: 'refused' });
    await end();
  });

  it('tells in both languages why it cannot start from a disk', async () => {
    const page = await site.browser.newPage();
    await page.goto(pathToFileURL(join(site.folder, 'index.html')).href);
    await page.getByRole('heading', { name: '触点工作台未能在此启动' }).waitFor();
    await page.getByRole('heading', { name: 'Touchpoint Workbench could not start here' }).waitFor();
    await expect.poll(() => page.evaluate(() => getComputedStyle(document.querySelector('.stop')!).opacity)).toBe('1');
    await page.close();
  });
});
