import { RecordBatchReader, RecordBatchStreamWriter } from 'apache-arrow';
import type { Engine, LocalFile } from '../engine';
import { WorkbenchError } from '../errors';
import { identifier, join, sql } from '../sql';
import { describeTable } from './describe-table';
import { isTooMuch } from './expand';
import type { ImportOptions } from './import-options';
import type { Imported } from './imported';
import { parquetBatches } from './parquet';
import type { TypedPart } from './part';
import { shiftSql, zoneShifts } from './zone-shifts';

/** Files that bring their types along: Parquet and Arrow. */
export async function importTyped(
  engine: Engine,
  table: string,
  { kind, label, file }: TypedPart,
  { zone, signal, progress }: ImportOptions,
): Promise<Imported> {
  const told = (share: number) => progress?.(label, 0.9 * share);
  told(0);
  const made = identifier('raw', table);
  await engine.run(
    sql`DROP TABLE IF EXISTS ${made}`,
    sql`DROP TABLE IF EXISTS ${identifier('store', `${table}#rejected`)}`,
  );
  try {
    if (kind === 'parquet' && engine.kind === 'native') await readParquet(engine, table, file, signal);
    else await engine.append(table, kind === 'parquet' ? parquetBatches(file, told) : arrowBatches(file), signal);
    await localTimes(engine, table, zone);
  } catch (error) {
    await engine.run(sql`DROP TABLE IF EXISTS ${made}`);
    signal?.throwIfAborted();
    if (error instanceof WorkbenchError && error.code !== 'sql') throw error;
    throw new WorkbenchError(
      'file-unreadable',
      { file: label, message: error instanceof Error ? error.message : String(error) },
      error,
    );
  }
  await engine.run(
    sql`CREATE TABLE ${identifier('store', `${table}#rejected`)} (file VARCHAR, line BIGINT, reason VARCHAR, text VARCHAR)`,
  );
  const { rows, columns } = await describeTable(engine, table);
  progress?.(label, 1);
  return { table, files: [label], format: kind, encoding: null, dialect: null, columns, rows, rejected: 0, notes: [] };
}

/** The native engine reads Parquet where it lies. */
async function readParquet(engine: Engine, table: string, file: LocalFile, signal?: AbortSignal): Promise<void> {
  const name = await engine.open(file);
  try {
    const [row] = await engine.query(
      sql`SELECT coalesce(sum(total_uncompressed_size), 0)::DOUBLE AS bytes FROM parquet_metadata(${name})`,
    );
    const bytes = Number(row?.bytes ?? 0);
    if (isTooMuch(bytes, file.blob.size))
      throw new WorkbenchError('file-too-large', { file: file.name, bytes, compressed: file.blob.size });
    await engine.query(sql`CREATE TABLE ${identifier('raw', table)} AS SELECT * FROM read_parquet(${name})`, {
      signal,
    });
  } finally {
    await engine.shut(name);
  }
}

/** Instants become wall-clock times of the zone, since the page's engine knows no zones; other precisions become the usual one. */
async function localTimes(engine: Engine, table: string, zone: string): Promise<void> {
  const name = identifier('raw', table);
  const { columns } = await engine.ask(sql`SELECT * FROM ${name} LIMIT 0`);
  const instants = columns.filter(({ type }) => type === 'TIMESTAMP WITH TIME ZONE');
  const odd = columns.filter(({ type }) => /^TIMESTAMP_/.test(type));
  if (instants.length + odd.length === 0) return;
  const local = [];
  for (const { name: column } of instants) {
    const utc = sql`CAST(${identifier(column)} AS TIMESTAMP)`;
    const [range] = await engine.query(sql`SELECT min(${utc}) AS first, max(${utc}) AS last FROM ${name}`);
    const shifts =
      range?.first instanceof Date && range.last instanceof Date
        ? zoneShifts(zone, range.first.getTime(), range.last.getTime())
        : [];
    local.push(sql`${shifts.length ? shiftSql(utc, shifts) : utc} AS ${identifier(column)}`);
  }
  const usual = odd.map(({ name: column }) => sql`CAST(${identifier(column)} AS TIMESTAMP) AS ${identifier(column)}`);
  const kept = identifier('store', `${table}#instants`);
  await engine.run(
    sql`CREATE OR REPLACE TABLE ${kept} AS SELECT * REPLACE (${join([...local, ...usual])}) FROM ${name}`,
    sql`CREATE OR REPLACE TABLE ${name} AS SELECT * FROM ${kept}`,
    sql`DROP TABLE ${kept}`,
  );
}

/** An Arrow file's or stream's batches, each as a stream of its own. */
async function* arrowBatches(file: LocalFile): AsyncGenerator<Uint8Array> {
  try {
    const reader = await RecordBatchReader.from(new Uint8Array(await file.blob.arrayBuffer()));
    for (const batch of reader) yield RecordBatchStreamWriter.writeAll([batch]).toUint8Array(true);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/compression not implemented/.test(message))
      throw new WorkbenchError(
        'file-compressed',
        { file: file.name, message: 'Arrow with batches compressed by LZ4 or Zstandard' },
        error,
      );
    throw new WorkbenchError('file-unreadable', { file: file.name, message }, error);
  }
}
