import type { Engine } from '../engine';
import { identifier, join, sql } from '../sql';
import { cell, readCells } from './cell-sql';
import { decodedDialect, decodeText, readsAsIs } from './decode-text';
import { describeTable } from './describe-table';
import { fileComment } from './file-comment';
import type { ImportOptions } from './import-options';
import type { Imported } from './imported';
import { listFailed } from './list-failed';
import { loadText, stagingOf } from './load-text';
import type { TextPart } from './part';
import { valuedColumns } from './row-form';
import type { Scratch } from './scratch';
import type { TextSource } from './text-source';
import { planColumns } from './type-columns';

/** Texts of one shape as one typed table; with a column `file` where they are several. */
export async function importTexts(
  engine: Engine,
  table: string,
  parts: readonly TextPart[],
  { decisions = {}, zone, signal, progress, scratch }: ImportOptions & { readonly scratch: Scratch },
): Promise<Imported> {
  const [first] = parts;
  if (!first) throw new TypeError('no text to import');
  const tell = (share: number) => {
    for (const { label } of parts) progress?.(label, share);
  };
  const { cells, rejected } = stagingOf(table);
  const { names } = first.sniffed;
  const sources = await Promise.all(parts.map((part) => sourceOf(part, scratch)));
  const fileColumn = parts.length > 1 ? freeName('file', names) : null;
  const loaded = await loadText(engine, table, names, sources, {
    fileColumn,
    signal,
    progress: (share) => tell(0.4 * share),
    scratch,
  });
  const { plans, failed, nearly, notes } = await planColumns(engine, cells, names, {
    decisions: decisions[first.label] ?? {},
    zone,
    signal,
    progress: (share) => tell(0.4 + 0.3 * share),
  });
  const file = fileColumn === null ? null : identifier(fileColumn);
  const columns = [
    ...(file ? [sql`"#file" AS ${file}`] : []),
    ...plans.map(({ name }, at) => sql`${cell('v', at)} AS ${identifier(name)}`),
  ];
  await engine.query(
    sql`CREATE OR REPLACE TABLE ${identifier('raw', table)} AS SELECT ${join(columns)} FROM ${readCells(cells, plans, file)}`,
    { signal, progress: (share) => tell(0.7 + 0.25 * share) },
  );
  if (file) await engine.run(sql`COMMENT ON COLUMN ${identifier('raw', table)}.${file} IS ${fileComment}`);
  await listFailed(engine, table, plans, failed, loaded, first.format);
  await engine.run(sql`DROP TABLE ${cells}`);
  const { rows, columns: described } = await describeTable(
    engine,
    table,
    plans.map((plan, at) => ({ plan, failed: failed[at] ?? 0, nearly: nearly[plan.name] })),
  );
  const [counted] = await engine.query(sql`SELECT count(*) AS n FROM ${rejected} WHERE reason NOT LIKE 'cell%'`);
  const filledUp = loaded.filter(({ source }) => source.padded).map(({ source }) => source.label);
  const blank = await blankRows(engine, table, names);
  tell(1);
  return {
    table,
    files: parts.map(({ label }) => label),
    format: first.format,
    encoding: first.sniffed.encoding,
    dialect: first.sniffed.dialect,
    ...readOtherwise(parts),
    columns: described,
    rows,
    rejected: Number(counted?.n ?? 0),
    notes: [
      ...headerNotes(parts),
      ...notes,
      ...(filledUp.length ? [{ code: 'rows-short', details: { files: filledUp.join(', ') } }] : []),
      ...(blank ? [{ code: 'rows-blank', details: { rows: blank } }] : []),
      ...(rows === 0 ? [{ code: 'no-rows', details: {} }] : []),
    ],
  };
}

/** What the headers show: names are the same in all files, quotes out of place are each file's own. */
function headerNotes(parts: readonly TextPart[]): Imported['notes'] {
  const quotes = parts.flatMap(({ label, sniffed }) =>
    sniffed.notes.filter(isQuotes).map(({ code, details }) => ({ code, details: { ...details, file: label } })),
  );
  return [...(parts[0]?.sniffed.notes.filter((note) => !isQuotes(note)) ?? []), ...quotes];
}

function isQuotes({ code }: Imported['notes'][number]): boolean {
  return code === 'names-quotes';
}

/** The files that are read in another way than the first. */
function readOtherwise([first, ...others]: readonly TextPart[]): Pick<Imported, 'otherwise'> {
  const way = (part?: TextPart) => JSON.stringify([part?.sniffed.encoding, part?.sniffed.dialect]);
  const otherwise = others
    .filter((part) => way(part) !== way(first))
    .map(({ label, sniffed: { encoding, dialect } }) => ({ file: label, encoding, dialect }));
  return otherwise.length ? { otherwise } : {};
}

async function sourceOf({ file, label, sniffed }: TextPart, scratch: Scratch): Promise<TextSource> {
  const { above, padded, begins, opened, names, preview, dialect } = sniffed;
  const rows = preview.slice(dialect.headerLines).filter(({ length }) => length === names.length);
  const told = { label, above, padded, begins, opened, valued: valuedColumns(rows, names.length) };
  if (readsAsIs(sniffed)) return { file, dialect, ...told };
  const kept = await scratch.keep(label, decodeText(file.blob.stream(), sniffed));
  return { file: { name: label, ...kept }, dialect: decodedDialect(dialect), ...told };
}

function freeName(wanted: string, names: readonly string[]): string {
  const taken = new Set(names.map((name) => name.toLowerCase()));
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}_${String(count)}`;
  return name;
}

/** Rows in which every cell is empty; they stay, since a file's rows are its rows, and are told. */
async function blankRows(engine: Engine, table: string, names: readonly string[]): Promise<number> {
  if (names.length < 2) return 0;
  const [row] = await engine.query(
    sql`SELECT count(*) AS n FROM ${identifier('raw', table)} WHERE ${join(
      names.map((name) => sql`${identifier(name)} IS NULL`),
      ' AND ',
    )}`,
  );
  return Number(row?.n ?? 0);
}
