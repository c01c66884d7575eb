import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly homepage?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Writes `THIRD-PARTY.txt`: every package that the page may carry, with its licence's text. */
export function notices(root: string): Plugin {
  return {
    name: 'notices',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY.txt', source: textOf(root) });
    },
  };
}

function textOf(root: string): string {
  const own = packageAt(root);
  const found = new Map<string, Notice>();
  for (const name of Object.keys(own.dependencies ?? {})) collect(name, root, root, found);
  const byText = new Map<string, Notice[]>();
  for (const notice of [...found.values()].sort((a, b) => a.heading.localeCompare(b.heading)))
    byText.set(notice.text, [...(byText.get(notice.text) ?? []), notice]);
  const parts = [...byText].map(([text, all]) => [...all.map(({ heading }) => heading), '', text].join('\n'));
  const head = `${own.name} ${own.version} carries or may carry the following packages.`;
  return [head, ...parts].join(`\n\n${'-'.repeat(80)}\n\n`);
}

interface Notice {
  readonly heading: string;
  readonly text: string;
}

function collect(name: string, from: string, root: string, found: Map<string, Notice>): void {
  const folder = [join(from, 'node_modules', name), join(root, 'node_modules', name)].find((path) =>
    existsSync(join(path, 'package.json')),
  );
  if (folder === undefined || found.has(folder) || name.startsWith('@types/')) return;
  const one = packageAt(folder);
  found.set(folder, noticeOf(one, folder));
  for (const next of Object.keys(one.dependencies ?? {})) collect(next, folder, root, found);
}

function noticeOf({ name, version, license, homepage }: Package, folder: string): Notice {
  const texts = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  const heading = [`${name} ${version}`, license === undefined ? '' : ` (${license})`, homepage ? `, ${homepage}` : ''];
  return {
    heading: heading.join(''),
    text: texts.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n'),
  };
}

function packageAt(folder: string): Package {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Package;
}
