import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder where the pages that one run of the browser tests builds lie. */
    readonly builds: string;
  }
}

/** Makes the folder of a run's builds before its first test, and returns what removes it after the last. */
export default async function folderOfBuilds({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'touchpoint-site-'));
  provide('builds', folder);
  return () => rm(folder, { recursive: true, force: true });
}
