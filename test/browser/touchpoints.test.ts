import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drop, openSite, visit, type Site } from './harness';
import { kept } from './kept';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const names = ['APP', 'App端', '前台', '退货'];
const survey = `response_id,customer_id,touchpoint,score,submitted_at\n${Array.from(
  { length: 160 },
  (_, at) =>
    `r${String(at)},c${String(at)},${names[at % 4]!},${String(1 + (at % 5))},2025-01-${String(1 + (at % 28)).padStart(2, '0')}`,
).join('\n')}\n`;
const catalogue = `触点,旅程阶段,类别\n退货,售后,互动点\n`;
const bytes = (text: string) => new TextEncoder().encode(text);

describe('the screen of touchpoints', () => {
  it('shows what names say as proposals, counts them once accepted, and takes them back', async () => {
    const { page, faults, end } = await visit(site);
    await drop(page, { 'survey.csv': bytes(survey), '触点.csv': bytes(catalogue) });
    await page.getByText(/This looks like/).waitFor({ timeout: 60_000 });
    await page.getByRole('link', { name: 'Touchpoints', exact: true }).click();
    const stage = (name: string) => page.getByRole('combobox', { name: `Stage of ${name}` });
    await page.getByText('Proposed for 4 touchpoints').waitFor({ timeout: 30_000 });
    expect([await stage('退货').inputValue(), await stage('前台').inputValue()]).toEqual(['service', '']);
    await page.getByRole('button', { name: 'Refuse what is proposed for 退货' }).click();
    await page.getByText('Proposed for 3 touchpoints').waitFor();
    await page.getByRole('button', { name: 'Accept what is proposed for 前台' }).click();
    await page.getByText('Proposed for 2 touchpoints').waitFor();
    expect(await stage('前台').inputValue()).toBe('purchase');
    await page.getByRole('button', { name: 'Accept all 2' }).click();
    await page.getByText(/^Proposed for/).waitFor({ state: 'detached' });

    await page.goto(`${site.url}#/analyse`);
    await page.getByRole('rowheader', { name: 'Consideration' }).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: /Chinese/ }).click();
    await page.getByRole('rowheader', { name: '售后' }).waitFor();
    await page.getByRole('button', { name: '撤销：触点目录' }).click();
    await page.getByRole('rowheader', { name: '考虑' }).waitFor({ state: 'detached', timeout: 30_000 });
    expect(faults).toEqual([]);
    await end();
  });

  it('makes one of two names when told, and refuses what cannot be', async () => {
    const { page, faults, end } = await visit(site);
    await drop(page, { 'survey.csv': bytes(survey) });
    await page.getByText(/This looks like/).waitFor({ timeout: 60_000 });
    await page.getByRole('link', { name: 'Touchpoints', exact: true }).click();
    await page.getByText(/^4 touchpoints/).waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'One and the same: “App端” counts as “APP”' }).click();
    await page.getByText(/^3 touchpoints/).waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText(/^4 touchpoints/).waitFor();
    await page.keyboard.press('Control+Shift+z');
    await page.getByText('“App端” counts as “APP”').waitFor();
    const target = page.getByRole('spinbutton', { name: 'CSAT target of 前台' });
    await target.fill('140');
    await target.blur();
    await page.getByText('CSAT target must be between 0 and 100 per cent.').waitFor();
    await target.fill('85');
    await target.blur();
    await page.getByRole('button', { name: 'As in the files: take back what you set for 前台' }).waitFor();
    await page.goto(`${site.url}#/analyse`);
    await page.getByRole('rowheader', { name: 'APP' }).waitFor({ timeout: 60_000 });
    expect(await page.getByRole('rowheader', { name: 'App端' }).count()).toBe(0);
    expect(faults).toEqual([]);
    await end();
  });

  it('keeps targets with the workspace: after a reload they stand', async () => {
    const { page, faults, end } = await visit(site);
    await drop(page, { 'survey.csv': bytes(survey) });
    await page.getByText(/This looks like/).waitFor({ timeout: 60_000 });
    await page.getByRole('textbox', { name: 'Name of the workspace' }).fill('Aims');
    await page.goto(`${site.url}#/analyse`);
    await page.getByRole('button', { name: 'Columns and targets' }).click({ timeout: 60_000 });
    const csat = page.getByRole('spinbutton', { name: /^Target for .*CSAT/ });
    await csat.fill('250');
    await csat.blur();
    await page.getByText(/must be between 0% and 100%/).waitFor();
    await csat.fill('60');
    await csat.blur();
    await expect.poll(() => page.getByRole('row', { name: /^APP/ }).textContent()).toContain('Act');
    await page.goto(`${site.url}#/start`);
    await page.getByRole('button', { name: 'Aims', exact: true }).waitFor({ timeout: 20_000 });
    await expect.poll(async () => JSON.stringify(await kept(page))).toContain('"metric":"csat","target":0.6');
    await page.reload();
    await page.getByRole('button', { name: 'Aims', exact: true }).click();
    await page.getByText('This workspace needs its files again').waitFor({ timeout: 60_000 });
    await drop(page, { 'survey.csv': bytes(survey) });
    await page.getByText(/This looks like/).waitFor({ timeout: 60_000 });
    await page.goto(`${site.url}#/analyse`);
    await page.getByRole('button', { name: 'Columns and targets' }).click({ timeout: 60_000 });
    await expect.poll(() => csat.inputValue()).toBe('60');
    expect(faults).toEqual([]);
    await end();
  });
});

describe('the meaning of columns', () => {
  it('can be a fixed value, and columns can be made answers of a kind', async () => {
    const { page, faults, end } = await visit(site);
    const wide = `id,Check-in,Wifi,Food\n${Array.from({ length: 60 }, (_, at) => `${String(at)},${String(1 + (at % 5))},${String(at % 6)},${String(1 + ((at * 3) % 5))}`).join('\n')}\n`;
    await drop(page, { 'marks.csv': bytes('response_id,score\n1,9\n2,3\n3,10\n'), 'wide.csv': bytes(wide) });
    const tables = page.getByRole('navigation', { name: 'Tables' });
    await tables.getByText('marks', { exact: true }).click({ timeout: 60_000 });
    await page.getByText('This looks like Responses').waitFor();
    await page.getByRole('combobox', { name: 'Kind of question', exact: true }).waitFor();
    await page.getByRole('combobox', { name: 'Fixed value of Kind of question' }).selectOption('nps');
    await page.getByRole('spinbutton', { name: 'Fixed value of Scale to' }).waitFor();
    expect(await page.getByRole('spinbutton', { name: 'Fixed value of Scale to' }).inputValue()).toBe('10');

    await tables.getByText('wide', { exact: true }).click();
    await page.getByText('This looks like Responses').waitFor();
    await page.locator('summary', { hasText: 'Make answers of further columns' }).click();
    await page.getByRole('checkbox', { name: 'id' }).check();
    await page.getByRole('button', { name: 'Make answers (1)' }).click();
    await page.getByRole('button', { name: 'Take id out' }).waitFor();
    await page.locator('summary', { hasText: 'Two columns are ids' }).click();
    await page.getByRole('combobox', { name: 'This id' }).selectOption('id');
    await page.getByRole('combobox', { name: 'belongs to the customer' }).selectOption('Wifi');
    await page.getByRole('button', { name: 'Join these ids' }).click();
    await page.getByText('This looks like Identities').waitFor();
    expect(faults).toEqual([]);
    await end();
  });
});
