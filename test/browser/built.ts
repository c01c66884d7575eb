import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { inject, vi } from 'vitest';
import type {} from './builds';

/**
 * The folder of a page as `npm run build` makes it, built by the first test of a run that asks for it; others wait for it.
 * SITE_DIST names one that stands already in the place of the project's own page.
 */
export async function built(page?: string): Promise<string> {
  if (page === undefined && process.env.SITE_DIST !== undefined) return process.env.SITE_DIST;
  const folder = join(inject('builds'), page?.replaceAll('/', '-') ?? 'own');
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.unfinished`;
  const first = await mkdir(unfinished).then(
    () => true,
    () => false,
  );
  if (!first) {
    await vi.waitUntil(() => existsSync(folder), { timeout: 110_000, interval: 200 });
    return folder;
  }
  vi.stubEnv('NODE_ENV', 'production');
  await build({
    logLevel: 'error',
    build: { outDir: unfinished, emptyOutDir: true, rolldownOptions: page === undefined ? {} : { input: page } },
  });
  vi.unstubAllEnvs();
  await rename(unfinished, folder);
  return folder;
}
