import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { evaluate } from '../src/headless/evaluate';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'headless-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

export interface Said {
  readonly status: number;
  readonly out: string;
  readonly error: string;
}

/** The command as a person types it, in a process of its own. */
export function spawned(...args: readonly string[]): Promise<Said> {
  return new Promise((done) => {
    execFile(
      'node',
      ['--no-warnings', 'src/headless/main.mjs', ...args],
      { maxBuffer: 1 << 28 },
      (failed, out, error) => {
        done({ status: failed ? Number(failed.code) : 0, out, error });
      },
    );
  });
}

/** The same in this process. */
export async function asked(...args: readonly string[]): Promise<Said> {
  let [out, error] = ['', ''];
  const status = await evaluate(args, {
    out: (text) => (out += text),
    error: (text) => (error += text),
    folders: [process.cwd()],
  });
  return { status, out, error };
}

export async function result(...args: readonly string[]): Promise<any> {
  const { status, out, error } = await asked(...args);
  expect(error).toBe('');
  expect(status).toBe(0);
  return JSON.parse(out);
}

export function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Four scores of two touchpoints in two months. */
export function survey(): string {
  return file(
    'survey.csv',
    'response_id,customer_id,touchpoint,nps,submitted_at\n1,a,web,10,2025-01-01\n2,b,web,9,2025-01-02\n3,c,shop,3,2025-02-01\n4,d,shop,7,2025-02-02\n',
  );
}
