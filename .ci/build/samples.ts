import { cp, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Copies the files that each sample's manifest names beside the built page. */
export function samples(folder: string): Plugin {
  let out = '';
  return {
    name: 'samples',
    apply: 'build',
    configResolved(config) {
      out = join(config.root, config.build.outDir, 'sample-data');
      if (config.build.outDir.startsWith('/')) out = join(config.build.outDir, 'sample-data');
    },
    async closeBundle() {
      for (const entry of await readdir(folder, { withFileTypes: true })) {
        if (!entry.isDirectory()) continue;
        const from = join(folder, entry.name);
        const { files } = JSON.parse(await readFile(join(from, 'sample.json'), 'utf8')) as { files: string[] };
        await mkdir(join(out, entry.name), { recursive: true });
        for (const file of files) await cp(join(from, file), join(out, entry.name, file));
      }
    },
  };
}
