import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder where the pages that one run of the browser tests builds lie. */
    readonly builds: string;
  }
}

/** Makes the folder of a run's builds, one for all its projects, and returns what removes it after the last test. */
export default async function folderOfBuilds({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = join(tmpdir(), `touchpoint-site-${String(process.pid)}`);
  await mkdir(folder, { recursive: true });
  provide('builds', folder);
  return () => rm(folder, { recursive: true, force: true });
}
