import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { drop, openSite, visit, type Site } from '../harness';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** Customers over 39 weeks, about three orders each, from a linear congruence: the same on every machine. */
function orders(customers: number): string {
  let state = 1;
  const next = () => (state = (state * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
  const lines = ['order_id,customer_id,order_date,amount'];
  for (let who = 0; who < customers; who++) {
    const [rate, gone] = [0.02 - 0.02 * Math.log(1 - 0.99 * next()), 30 - 250 * Math.log(1 - 0.99 * next())];
    let day = Math.floor(next() * 84);
    for (let nth = 0; day < 273 && (nth === 0 || day < gone); nth++) {
      const date = new Date(Date.UTC(2025, 0, 1) + day * 86_400_000).toISOString().slice(0, 10);
      lines.push(`${String(who)}-${String(nth)},C${String(who)},${date},${(5 + 60 * next()).toFixed(2)}`);
      day += 1 + Math.floor((-Math.log(1 - 0.99 * next()) / rate) * 1.5);
    }
  }
  return lines.join('\n');
}

interface Traced {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  /** Microseconds that the processor spent on it: on a busy machine the clock on the wall says more. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Milliseconds of each task of the page's own thread between two marks that took the processor longer than 50. */
function longTasks(trace: readonly Traced[], from: string, to: string): readonly number[] {
  const mark = (wanted: string) => trace.find(({ name }) => name === wanted);
  const [begin, end] = [mark(from), mark(to)];
  if (!begin || !end) throw new Error('no marks in the trace');
  const tasks = trace
    .filter(
      ({ name, pid, tid, ts }) =>
        name.endsWith('RunTask') && pid === begin.pid && tid === begin.tid && ts > begin.ts && ts < end.ts,
    )
    .map(({ tdur = 0 }) => Math.round(tdur / 1000));
  if (!tasks.some((duration) => duration > 0)) throw new Error('the trace holds no tasks of the page');
  return tasks.filter((duration) => duration > 50);
}

/** Marks when the page first says that it is asking, when it has stopped to, and when a chart stands. */
async function markAsking(page: Page): Promise<void> {
  await page.evaluate(() => {
    const marked = new Set<string>();
    const mark = (name: string) => {
      if (!marked.has(name)) performance.mark(name);
      marked.add(name);
    };
    const look = () => {
      const asking = document.querySelector('.asking') !== null;
      if (asking)
        setTimeout(() => {
          mark('asked');
        });
      if (!asking && marked.has('asked')) mark('answered');
      if (marked.has('answered') && document.querySelector('canvas, svg.marks'))
        setTimeout(() => {
          mark('drawn');
        }, 500);
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  });
}

const telco = '../shared/data/churn_ibm_telco/Telco-Customer-Churn.csv';

describe('a slow computation', () => {
  it.skipIf(!existsSync(telco))('shows how far it has come, and ends within 300 ms of Cancel', async () => {
    const { page, faults, end } = await visit(site);
    await page.setInputFiles('input[type=file]', telco);
    await page.getByRole('navigation', { name: 'Tables' }).getByRole('link').first().waitFor();
    await page.goto(`${site.url}#/analyse/risk`);
    const bar = page.locator('.asking progress');
    await page.waitForFunction(
      () => Number(document.querySelector<HTMLProgressElement>('.asking progress')?.getAttribute('value') ?? 0) > 0.02,
      null,
      { timeout: 120_000 },
    );
    const early = Number(await bar.getAttribute('value'));
    await page.waitForFunction(
      (before) => Number(document.querySelector('.asking progress')?.getAttribute('value') ?? 0) > before,
      early,
      { timeout: 120_000 },
    );
    const spent = await page.evaluate(async () => {
      const button = [...document.querySelectorAll('button')].find(
        ({ textContent }) => textContent.trim() === 'Cancel',
      );
      const begun = performance.now();
      button?.click();
      while (document.querySelector('.asking')) await new Promise((resolve) => setTimeout(resolve, 5));
      return performance.now() - begun;
    });
    expect(spent).toBeLessThan(300);
    await page.getByText('Stopped. Nothing was lost.').waitFor();
    expect(faults).toEqual([]);
    await end();
  });

  it('keeps the page free: no task over 50 ms while customer value is computed', async () => {
    const { page, end } = await visit(site);
    await drop(page, { 'orders.csv': new TextEncoder().encode(orders(25_000)) });
    await page.getByRole('navigation', { name: 'Tables' }).getByRole('link').first().waitFor();
    await page.goto(`${site.url}#/analyse/rfm`);
    await page.getByRole('table').first().waitFor({ timeout: 120_000 });
    await markAsking(page);
    await site.browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] });
    await page.goto(`${site.url}#/analyse/clv-predicted`);
    await page.waitForFunction(() => performance.getEntriesByName('drawn').length > 0, null, { timeout: 180_000 });
    const { traceEvents } = JSON.parse((await site.browser.stopTracing()).toString()) as { traceEvents: Traced[] };
    const [computing, drawing] = [
      longTasks(traceEvents, 'asked', 'answered'),
      longTasks(traceEvents, 'answered', 'drawn'),
    ];
    console.info(`tasks over 50 ms: computing ${JSON.stringify(computing)}, drawing ${JSON.stringify(drawing)}`);
    expect(computing).toEqual([]);
    await end();
  });
});
