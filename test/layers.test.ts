import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, it } from 'vitest';

/** Who may import whom. A layer may always import itself; `types` may be imported as types only. */
const may: Readonly<Record<string, { readonly layers: readonly string[]; readonly types?: readonly string[] }>> = {
  stats: { layers: [] },
  i18n: { layers: [] },
  engine: { layers: [] },
  model: { layers: ['engine', 'i18n'] },
  charts: { layers: ['i18n'] },
  metrics: { layers: ['stats', 'engine', 'model', 'charts', 'i18n'] },
  exercises: { layers: ['metrics', 'model', 'i18n', 'stats'] },
  workspace: { layers: ['stats', 'i18n', 'engine', 'model', 'charts', 'metrics', 'exercises'] },
  headless: { layers: ['stats', 'i18n', 'engine', 'model', 'charts', 'metrics', 'exercises', 'workspace'] },
  ui: { layers: ['workspace', 'charts', 'i18n'], types: ['metrics', 'model', 'engine', 'exercises'] },
};

const files = Object.keys(import.meta.glob(['../src/**/*.{ts,svelte,mjs}', '!../src/**/*.test.ts']));

it('sees the source', () => {
  expect(files.length).toBeGreaterThan(20);
});

it.each(files.filter((path) => path.split('/').length > 3))('%s keeps to its layer', (path) => {
  const layer = path.split('/')[2]!;
  const rule = may[layer];
  expect(rule, `a room for ${layer}`).toBeDefined();
  for (const { to, isType } of importsOf(path)) {
    if (to === layer || to === '..') continue;
    const allowed = rule!.layers.includes(to) || (isType && rule!.types?.includes(to));
    expect(allowed, `${path} imports ${isType ? 'types of ' : ''}${to}`).toBe(true);
  }
});

it.each(files.filter((path) => path.endsWith('.metric.ts')))('%s imports no other metric', (path) => {
  expect(source(path)).not.toMatch(/from '\.\/[^']+\.metric'/);
});

it('keeps Node out of the page', () => {
  for (const path of files.filter((file) => !file.includes('/headless/')))
    expect(source(path), path).not.toMatch(/from 'node:/);
});

it('imports nothing in circles', () => {
  const reached = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, above: readonly string[]) => {
    if (above.includes(path)) circles.push([...above.slice(above.indexOf(path)), path].join(' → '));
    if (reached.has(path)) return;
    reached.add(path);
    for (const { target } of importsOf(path)) {
      const file = [target, `${target}.ts`, `${target}/index.ts`].find((name) => files.includes(name));
      if (file !== undefined) visit(file, [...above, path]);
    }
  };
  for (const path of files) visit(path, []);
  expect(circles).toEqual([]);
});

function importsOf(path: string): { target: string; to: string; isType: boolean }[] {
  const statements = [
    ...source(path).matchAll(
      /(import|export)\s+(type\s)?[^'"]*?from\s*['"](\.[^'"]+)['"]|import\(\s*['"](\.[^'"]+)['"]\)|new URL\(\s*['"](\.[^'"]+)['"]/g,
    ),
  ];
  return statements.map((match) => {
    const target = posix.normalize(posix.join(posix.dirname(path), match[3] ?? match[4] ?? match[5] ?? ''));
    const to = target.startsWith('../src/') ? (target.split('/')[2] ?? '') : '..';
    return { target, to, isType: match[2] !== undefined };
  });
}

function source(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}
