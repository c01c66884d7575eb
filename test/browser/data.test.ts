import { strToU8 } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workbook } from '../engines/workbook';
import { drop, openSite, visit, type Site, type Visit } from './harness';
import { overhang, shot } from './look';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const scale = ['非常满意', '满意', '一般', '不满意', '非常不满意'];
const lines = (head: string, row: (at: number) => string, count = 100) =>
  strToU8(`${[head, ...Array.from({ length: count }, (_, at) => row(at))].join('\n')}\n`);
const survey = lines(
  '答卷编号,客户编号,触点,满意度,等待时长,作答日期',
  (at) =>
    `R${String(at)},C${String(at % 40)},${at % 2 ? '前台' : '客房'},${at % 37 ? scale[at % 5]! : '不清楚'},${at % 20 ? String(at) : '约三分钟'},0${String(1 + (at % 9))}/0${String(1 + (at % 7))}/2025`,
);
const month = (kind: string) => [
  ['订单编号', '客户编号', '金额', '下单时间'],
  ...Array.from({ length: 40 }, (_, at) => [`${kind}${String(at)}`, `C${String(at % 9)}`, at, '2025-01-05']),
];

/** Opens files and waits until all that follows from them stands. */
async function opened(files: Readonly<Record<string, Uint8Array>>, how: Parameters<typeof visit>[1]): Promise<Visit> {
  const seen = await visit(site, how);
  await drop(seen.page, files);
  await stands(seen.page);
  return seen;
}
async function stands(page: Page) {
  await page.getByRole('navigation', { name: /^(Tables|数据表)$/ }).waitFor({ timeout: 90_000 });
  await page
    .getByRole('button', { name: /^(Share by link|用链接分享)$/ })
    .and(page.locator(':enabled'))
    .waitFor({ timeout: 90_000 });
}

describe('what a file means is told where it is decided', () => {
  it.each([
    ['zh-CN', 'light', 1440],
    ['en-GB', 'dark', 800],
    ['zh-CN', 'dark', 390],
  ] as const)(
    'which words are which numbers, and why a column stays text: %s, %s, %i px',
    async (locale, scheme, width) => {
      const { page, faults, end } = await opened({ '问卷.csv': survey }, { locale, scheme, width });
      const chinese = locale === 'zh-CN';
      const scaleRow = page
        .getByRole('row')
        .filter({ has: page.locator(`select[aria-label="${chinese ? '分数' : 'Score'}"]`) });
      await scaleRow.getByText('非常满意 = 5').waitFor();
      const checks = page
        .locator('section')
        .filter({ has: page.getByRole('heading', { name: chinese ? '数据自述' : 'What the data says of itself' }) });
      await checks.getByText(chinese ? /量表文字，已换算为数值/ : /words of a scale, read as numbers/).waitFor();
      await checks.getByText('不清楚').waitFor();
      await checks
        .getByText(chinese ? /5% 的单元格不是数字（如 约三分钟）/ : /5% of the cells of “等待时长” are no number/)
        .waitFor();
      await shot(page, `words-${locale}-${String(width)}`);

      await page
        .getByRole('button', { name: chinese ? /显示全部/ : /Show all/ })
        .first()
        .click();
      await page
        .getByLabel(chinese ? '渠道' : 'Channel', { exact: true })
        .selectOption(chinese ? '固定值…' : 'a fixed value…');
      await page
        .getByLabel(chinese ? '问卷类型' : 'Type of survey', { exact: true })
        .selectOption(chinese ? '固定值…' : 'a fixed value…');
      await page.getByLabel(chinese ? '渠道的固定值' : 'Fixed value of Channel').waitFor();
      await page
        .locator('summary')
        .filter({ hasText: chinese ? '把更多列作为回答' : 'Make answers of further columns' })
        .click();
      await page
        .locator('summary')
        .filter({ hasText: chinese ? '同一客户' : 'ids of one customer' })
        .click();
      await shot(page, `parts-${locale}-${String(width)}`);
      expect(await overhang(page)).toBe(0);
      expect(faults).toEqual([]);
      await end();
    },
  );

  it('a column of numbers with strange words is read as numbers when a person says so, dates in the other order too', async () => {
    const { page, faults, end } = await opened({ 'survey.csv': survey }, {});
    await page.getByRole('tab', { name: /^How it was read/ }).click();
    const readAs = (column: string) => page.getByRole('combobox', { name: `Read as: ${column}` });
    expect(await readAs('作答日期').locator('option').first().textContent()).toBe('date or time (MM/DD/YYYY)');
    await readAs('等待时长').selectOption('number');
    await readAs('作答日期').selectOption('date, day first');
    await page.getByRole('button', { name: 'Read again' }).click();
    await stands(page);
    const tables = page.getByRole('navigation', { name: 'Tables' });
    await tables.getByText('100 rows').waitFor();
    await expect
      .poll(() => readAs('作答日期').evaluate((field: HTMLSelectElement) => field.selectedOptions[0]?.textContent))
      .toBe('date, day first (DD/MM/YYYY)');
    await page.getByRole('tab', { name: /^Rejected rows/ }).click();
    await page.getByText('5 cells unreadable').waitFor();
    expect(await page.getByText(/read as MM\/DD\/YYYY/).count()).toBe(0);
    expect(faults).toEqual([]);
    await end();
  });

  it('columns of another scale become a group of their own, and take nothing from those that stand', async () => {
    const ratings = lines(
      'id,lobby,room,food,delay',
      (at) => `${String(at)},${String(at % 6)},${String((at * 7) % 6)},${String((at * 5) % 6)},${String(at * 13)}`,
    );
    const { page, faults, end } = await opened({ 'ratings.csv': ratings }, {});
    await page.getByText('scale 1 to 5 · 0 means not rated').waitFor();
    await page.locator('summary').filter({ hasText: 'Make answers of further columns' }).click();
    await page.getByRole('checkbox', { name: 'delay' }).check();
    await page.getByRole('button', { name: 'Make answers (1)' }).click();
    await page.getByText('no scale of ratings: check these columns').waitFor({ timeout: 30_000 });
    await page.getByText('scale 1 to 5 · 0 means not rated').waitFor();
    expect(faults).toEqual([]);
    await end();
  });
});

describe('a workbook', () => {
  it('is asked for sheets and header only, and its table stays in view when fewer sheets are read', async () => {
    const book = workbook({ 一月: month('A'), 二月: month('B'), 说明: [['请勿修改']] });
    const { page, faults, end } = await opened({ 'other.csv': survey, 'book.xlsx': book }, { locale: 'zh-CN' });
    await page.getByRole('navigation', { name: '数据表' }).getByText('book', { exact: true }).click();
    await page.getByRole('tab', { name: /^读取方式/ }).click();
    await page.getByLabel('表头行数').waitFor();
    expect(await page.getByLabel('分隔符').count()).toBe(0);
    expect(await page.getByLabel('编码').count()).toBe(0);
    await page.getByRole('checkbox', { name: '二月' }).uncheck();
    await page.getByRole('button', { name: '重新读取' }).click();
    await stands(page);
    await page.getByRole('heading', { level: 2, name: 'book 一月' }).waitFor({ timeout: 30_000 });
    expect(decodeURI(page.url())).toContain('#/data/book 一月');
    expect(await page.getByRole('navigation', { name: '数据表' }).getByRole('link').count()).toBe(3);
    await shot(page, 'sheets-zh');
    expect(faults).toEqual([]);
    await end();
  });
});

it('does not say that there are no files while the first ones are on their way', async () => {
  const { page, faults, end } = await visit(site);
  await drop(page, { 'survey.csv': survey });
  await page.getByRole('heading', { level: 1, name: 'Data' }).waitFor();
  const seen: string[] = [];
  const tables = page.getByRole('navigation', { name: 'Tables' });
  while (!(await tables.count())) seen.push(await page.locator('main').innerText());
  expect(seen.filter((text) => text.includes('No files yet'))).toEqual([]);
  expect(faults).toEqual([]);
  await end();
});
