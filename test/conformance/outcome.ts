import { existsSync, openAsBlob, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'vitest';
import type { Engine } from '../../src/engine/engine';
import { WorkbenchError } from '../../src/engine/errors';
import { importFiles } from '../../src/engine/intake/import-files';
import { identifier, sql } from '../../src/engine/sql';

export const data = join(process.cwd(), '../shared/data');

/** What native DuckDB 1.5 made of a file: rows and columns, or an error. */
export interface Known {
  readonly file: string;
  readonly rows?: number;
  readonly columns?: readonly unknown[];
  readonly error?: string;
  readonly scan_error?: string;
}

/** What native DuckDB made of every file of a suite that is there. */
export function baseline(suite: string): readonly Known[] {
  const path = join(data, suite, '_native_duckdb_baseline.json');
  if (!existsSync(path)) return [];
  const { files } = JSON.parse(readFileSync(path, 'utf8')) as { readonly files: readonly Known[] };
  return files.filter(({ file }) => existsSync(join(data, suite, file)));
}

/** What intake makes of a file, as `shapeOf` says it, or `refused: CODE`. A refusal names its file. */
export async function outcomeOf(engine: Engine, path: string): Promise<string> {
  const name = basename(path);
  const { imported, failed } = await importFiles(engine, [{ name, path, blob: await openAsBlob(path) }], {
    zone: 'UTC',
  });
  for (const { error } of failed) {
    expect(error, name).toBeInstanceOf(WorkbenchError);
    expect([error.details.file, error.code === 'sql'], name).toEqual([name, false]);
  }
  for (const { table } of imported)
    await engine.run(
      sql`DROP TABLE ${identifier('raw', table)}`,
      sql`DROP TABLE ${identifier('store', `${table}#rejected`)}`,
    );
  const [made] = imported;
  return made ? shapeOf(made) : `refused: ${failed[0]?.error.code ?? 'nothing'}`;
}

/** `ROWS x COLUMNS`, with rejected rows where there are any. */
function shapeOf({
  rows,
  columns,
  rejected,
}: {
  readonly rows: number;
  readonly columns: readonly unknown[];
  readonly rejected: number;
}): string {
  return `${String(rows)} x ${String(columns.length)}${rejected ? `, ${String(rejected)} rejected` : ''}`;
}

/** What native DuckDB made of it, in the same words. */
export function shapeKnown({ rows = 0, columns = [], error, scan_error: broken }: Known): string {
  return error === undefined && broken === undefined ? shapeOf({ rows, columns, rejected: 0 }) : 'refused';
}
