import { afterAll, beforeAll } from 'vitest';
import type { Engine, LocalFile } from '../../src/engine/engine';
import { importFiles } from '../../src/engine/intake/import-files';
import type { ImportOptions } from '../../src/engine/intake/import-options';
import type { Decisions, Imported } from '../../src/engine/intake/imported';
import { identifier, sql } from '../../src/engine/sql';
import { openNative } from '../../src/headless/native';

/** The engine that takes the made files of one test file. */
export let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

let made = 0;
/** The table of one made file; what the file fails with is thrown. */
export async function taken(
  content: string | Uint8Array,
  decisions: Decisions = {},
  options: Partial<ImportOptions> = {},
): Promise<Imported> {
  const name = `case${String(++made)}.csv`;
  const { imported, failed } = await importFiles(engine, [fileOf(name, content)], {
    zone: 'UTC',
    decisions: { [name]: decisions },
    ...options,
  });
  if (failed[0]) throw failed[0].error;
  return imported[0]!;
}

export function fileOf(name: string, content: string | Uint8Array): LocalFile {
  return { name, blob: new Blob([content as BlobPart]) };
}

export async function rowsOf({ table }: Imported) {
  return engine.query(sql`SELECT * FROM ${identifier('raw', table)}`);
}

/** One column of cells as it is typed: its type and values. */
export async function column(
  header: string,
  cells: readonly string[],
  decisions: Decisions = {},
  options: Partial<ImportOptions> = {},
) {
  const text = [`n;${header}`, ...cells.map((cell, at) => `${String(at)};${cell}`)].join('\n');
  const imported = await taken(text, { ...decisions, dialect: { delimiter: ';', ...decisions.dialect } }, options);
  const found = imported.columns[1]!;
  return { ...found, values: (await rowsOf(imported)).map((row) => row[found.name] ?? null) };
}

/** A moment of UTC. */
export const at = (text: string) => new Date(`${text}Z`);
