import { existsSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';

/** Megabytes that the largest page process ever held at once: its scripts, its workers and the engine. Null where the system does not tell. */
export async function peakOfProcess(browser: Browser): Promise<number | null> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const peaks = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => peakOf(id));
  return Math.max(0, ...peaks) || null;
}

function peakOf(process: number): number {
  const status = `/proc/${String(process)}/status`;
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(existsSync(status) ? readFileSync(status, 'utf8') : '') ?? [];
  return Math.round(Number(kilobytes ?? 0) / 1000);
}

/** Megabytes of the page's own objects, without workers. */
export async function scriptHeap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return Math.round(usedSize / 1e6);
}
