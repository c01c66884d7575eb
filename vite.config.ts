import { svelte } from '@sveltejs/vite-plugin-svelte';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { notices } from './.ci/build/notices.ts';
import { policyAndVersion } from './.ci/build/policy.ts';
import { samples } from './.ci/build/samples.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { version: string };

const inNode = { environment: 'node', testTimeout: 60_000, hookTimeout: 120_000 } as const;

/** A browser on a busy machine can lose an event: a test that passes at its second try only is printed with "retry x1". */
const inBrowser = {
  ...inNode,
  globalSetup: 'test/browser/builds.ts',
  testTimeout: 240_000,
  expect: { poll: { timeout: 20_000 } },
  retry: 1,
} as const;

export default defineConfig({
  base: './',
  plugins: [svelte(), policyAndVersion(version), notices(root), samples(`${root}sample-data`)],
  // Assets stay files: a data: URL is no worker and no wasm under the policy.
  build: { target: 'es2022', chunkSizeWarningLimit: 1500, assetsInlineLimit: 0 },
  worker: { format: 'es' },
  resolve: { alias: { '@stdlib/assert-has-generator-support': `${root}.ci/build/has-generators.cjs` } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          ...inNode,
          name: 'node',
          maxWorkers: '100%',
          include: ['src/**/*.test.ts', 'test/*.test.ts'],
          exclude: ['**/*.slow.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          ...inBrowser,
          name: 'browser',
          maxWorkers: '100%',
          include: ['test/browser/*.test.ts'],
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          ...inBrowser,
          name: 'browser-timed',
          maxWorkers: 1,
          include: ['test/browser/timed/*.test.ts'],
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          ...inNode,
          name: 'slow',
          include: ['src/**/*.slow.test.ts', 'test/**/*.slow.test.ts'],
          testTimeout: 900_000,
        },
      },
      {
        extends: true,
        test: {
          ...inNode,
          name: 'bench',
          include: ['test/bench/*.ts'],
          globalSetup: 'test/browser/builds.ts',
          testTimeout: 900_000,
        },
      },
    ],
  },
});
