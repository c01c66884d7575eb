import { readFile } from 'node:fs/promises';
import type { Download, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { survey, type Answer } from '../engines/branches';
import { drop, openSite, visit, type Site, type Visit } from './harness';
import { barriers, shot } from './look';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const names = ['North', 'East', 'South'];
const parts = names.map((name, at) => survey(name, at + 1, { people: 170 + 20 * at }));

/** A branch's survey as it comes from a survey tool: one row a person, one column a question. */
function wide(answers: readonly Answer[]): string {
  const columns = ['App', 'Bar', 'Check-in', 'Hotline', 'Room', 'overall'];
  const rows = new Map<string, Map<string, string>>();
  for (const { customer_id: id, item, score } of answers)
    rows.set(String(id), (rows.get(String(id)) ?? new Map<string, string>()).set(String(item), String(score)));
  const heads = ['客户号', ...columns.slice(0, -1).map((name) => `${name}满意度`), '总体满意度'];
  return [heads, ...[...rows].map(([id, row]) => [id, ...columns.map((name) => row.get(name) ?? '')])]
    .map((row) => row.join(','))
    .join('\n');
}

async function saved(page: Page, button: RegExp): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return { name: download.suggestedFilename(), text: await textOf(download) };
}

async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}

const bytes = (text: string) => new TextEncoder().encode(text);
const tab = (page: Page, name: RegExp) => page.getByRole('tab', { name }).click();

async function atBranch(at: number, options: Parameters<typeof visit>[1] = {}): Promise<Visit> {
  const seen = await visit(site, { hash: '#/data', ...options });
  await drop(seen.page, { [`survey-${names[at]!}.csv`]: bytes(wide(parts[at]!)) });
  await seen.page.getByRole('tab').first().waitFor({ timeout: 60_000 });
  await seen.page.evaluate(() => {
    location.hash = '#/branches';
  });
  await tab(seen.page, /This branch|本分支机构/);
  return seen;
}

it('walks from three branches’ files to the pooled figures, and through the rounds of a regression', async () => {
  const files: Record<string, Uint8Array> = {};
  const branches: Visit[] = [];
  for (const [at, name] of names.entries()) {
    const seen = await atBranch(at, at === 1 ? { locale: 'zh-CN', scheme: 'dark' } : {});
    const { page } = seen;
    await page.getByLabel(/Name of the branch|分支机构名称/).fill(name);
    await page.getByRole('button', { name: /^(Make the file|生成文件)/ }).click();
    const text = await page.locator('pre').textContent();
    const file = await saved(page, /Save the file|保存文件/);
    expect(file.name).toBe(`${name}.touchpoint-branch.json`);
    // What was shown is what left, and no person is in it.
    expect(file.text).toBe(text);
    expect(file.text).not.toContain(`${name}-c`);
    expect(await barriers(page)).toEqual([]);
    await shot(page, `branch-${name}`);
    files[file.name] = bytes(file.text);
    branches.push(seen);
  }

  const head = await visit(site, { hash: '#/branches' });
  const { page } = head;
  await page.getByText('Drop the branches’ files here').waitFor();
  await shot(page, 'head-empty');
  await drop(page, files);
  const whole = page.locator('tr.whole').first();
  await whole.waitFor({ timeout: 30_000 });
  const asked = parts.flat().filter(({ kind, score }) => kind === 'csat' && score !== null);
  expect(await whole.textContent()).toContain(asked.length.toLocaleString('en-GB'));
  const share = asked.filter(({ score }) => Number(score) >= 4).length / asked.length;
  expect(await whole.textContent()).toContain(`${String(Math.round(100 * share))}%`);
  expect(await page.getByText(/Together the items explain/).count()).toBe(1);
  expect(await barriers(page)).toEqual([]);
  await shot(page, 'head-merged');

  await tab(page, /Regression by rounds/);
  await page.getByRole('button', { name: 'Make round 1' }).click();
  let round = await saved(page, /Save round 1/);
  let rounds = 0;
  for (;;) {
    rounds++;
    const answers: Record<string, Uint8Array> = {};
    for (const branch of branches) {
      await drop(branch.page, { [round.name]: bytes(round.text) });
      await branch.page.getByRole('heading', { name: new RegExp(`(Round|第) ${String(rounds)}( 轮)?$`) }).waitFor();
      await branch.page.getByRole('button', { name: /^(Answer|生成回答)$/ }).click();
      const answer = await saved(branch.page, /Save the answer|保存回答/);
      answers[answer.name] = bytes(answer.text);
      if (rounds === 2) await shot(branch.page, `round-${answer.name}`);
    }
    await drop(page, answers);
    const done = page.getByText(/Done after/);
    const next = page.getByRole('button', { name: `Save round ${String(rounds + 1)}` });
    await done.or(next).waitFor();
    if (await done.count()) break;
    expect(rounds).toBeLessThan(20);
    round = await saved(page, new RegExp(`Save round ${String(rounds + 1)}`));
  }
  expect(await page.getByText(/Done after/).textContent()).toContain(`${String(rounds)} rounds`);
  expect(await barriers(page)).toEqual([]);
  await shot(page, 'rounds-done');

  await tab(page, /Head office/);
  const other = (await readText(files[`North.touchpoint-branch.json`]!))
    .replace('"branch": "North"', '"branch": "West"')
    .replace('"kind": "csat"', '"kind": "overall"');
  await drop(page, {
    'West.touchpoint-branch.json': bytes(other),
    'broken.touchpoint-branch.json': bytes('{"kind": "touchpoint-branch"'),
  });
  await page.getByText('csat.kind: “North” has csat, “West” has overall').waitFor();
  expect(await page.locator('main').textContent()).toContain('broken.touchpoint-branch.json');
  await shot(page, 'head-disagree');
  for (const seen of [...branches, head]) {
    expect(seen.faults).toEqual([]);
    await seen.end();
  }
}, 300_000);

it('keeps account of the noise that it gave out, and shows it in the merged figures', async () => {
  const seen = await atBranch(0, { width: 420, locale: 'zh-CN' });
  const { page } = seen;
  await page.getByLabel('分支机构名称').fill('North');
  await page.getByLabel('加入噪声（差分隐私）').check();
  const make = page.getByRole('button', { name: /生成文件/ });
  for (const spent of [1, 2]) {
    await make.click();
    await page.getByText(`本工作区已用去的 ε：${String(spent)}。`).waitFor();
  }
  // Satisfaction and drivers share ε; the index follows; what the noise does is told beside the file.
  await page.getByText('以下各项各用 ε = 0.5：满意度、关键驱动因素。').waitFor();
  await page.getByText('指数由加噪后的满意度得出，不另耗 ε。').waitFor();
  await page.getByRole('heading', { name: '噪声的影响' }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await shot(page, 'branch-noisy-narrow-zh');
  const file = await saved(page, /保存文件/);
  expect(JSON.parse(file.text)).toMatchObject({ privacy: { epsilon: 0.5, spent: 2 }, index: null, persons: null });
  await drop(page, { [file.name]: bytes(file.text) });
  await page.getByText(/含噪声：North（?\s?\(?ε = 0.5/).waitFor();
  expect(await barriers(page)).toEqual([]);
  await shot(page, 'head-noisy-narrow-zh');
  expect(seen.faults).toEqual([]);
  await seen.end();
}, 180_000);

function readText(of: Uint8Array): Promise<string> {
  return Promise.resolve(new TextDecoder().decode(of));
}
