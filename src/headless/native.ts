import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import { copyFile, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath, resolve } from 'node:path';
import { Table, readParquet, writeParquet } from 'parquet-wasm';
import { schemas, type Asking, type Cells, type Engine, type LocalFile, type Result } from '../engine/engine';
import { fromDuckdb } from '../engine/errors';
import { unique } from '../engine/plain';
import { resultOf } from '../engine/result';
import { identifier, sql, type Sql } from '../engine/sql';
import { bytesOf } from '../engine/wasm-engine';
import { plainValue } from './plain-value';

/**
 * Native DuckDB in this process, speaking the same plain values as the page's engine.
 * It reads and writes nowhere but in a folder of its own, which `open` links the user's files into.
 */
export async function openNative(): Promise<Engine> {
  const folder = await mkdtemp(joinPath(tmpdir(), 'touchpoint-'));
  const instance = await DuckDBInstance.create(':memory:');
  const raw = await instance.connect();
  const canonical = await instance.connect();
  for (const setting of settings(folder)) await raw.run(setting.text);
  for (const schema of schemas) await raw.run(sql`CREATE SCHEMA ${identifier(schema)}`.text);
  await raw.run("SET search_path = 'raw,canonical'");
  await canonical.run("SET search_path = 'canonical,raw'");
  return new Native(instance, { raw, canonical }, folder);
}

function settings(folder: string): readonly Sql[] {
  return [
    sql`SET autoinstall_known_extensions=false`,
    sql`SET autoload_known_extensions=false`,
    sql`SET TimeZone='UTC'`,
    sql`SET temp_directory=${joinPath(folder, 'spill')}`,
    sql`SET allowed_directories=[${`${folder}/`}]`,
    sql`SET enable_external_access=false`,
  ];
}

class Native implements Engine {
  readonly kind = 'native';
  readonly #instance: DuckDBInstance;
  readonly #connections: Readonly<Record<'raw' | 'canonical', DuckDBConnection>>;
  readonly #folder: string;
  readonly #running = new Set<Promise<unknown>>();
  #opened = 0;

  constructor(
    instance: DuckDBInstance,
    connections: Readonly<Record<'raw' | 'canonical', DuckDBConnection>>,
    folder: string,
  ) {
    this.#instance = instance;
    this.#connections = connections;
    this.#folder = folder;
  }

  async version(): Promise<string> {
    return String((await this.query(sql`SELECT version() AS v`))[0]?.v);
  }

  async query(query: Sql, asking?: Asking) {
    return (await this.ask(query, asking)).rows;
  }

  async ask(query: Sql, { signal, first = 'canonical', progress }: Asking = {}): Promise<Result> {
    signal?.throwIfAborted();
    const connection = this.#connections[first];
    const stop = () => {
      connection.interrupt();
    };
    const watch = progress && setInterval(() => progress(Math.max(0, connection.progress.percentage) / 100), 100);
    signal?.addEventListener('abort', stop);
    try {
      return read(await this.#until(connection.runAndReadAll(query.text)));
    } catch (error) {
      signal?.throwIfAborted();
      throw fromDuckdb(error, query.text);
    } finally {
      clearInterval(watch);
      signal?.removeEventListener('abort', stop);
    }
  }

  async run(...statements: readonly Sql[]): Promise<void> {
    for (const statement of statements) {
      await this.#until(this.#connections.canonical.run(statement.text)).catch((error: unknown) => {
        throw fromDuckdb(error, statement.text);
      });
    }
  }

  async open(file: LocalFile): Promise<string> {
    const place = this.#place(file.name);
    if (file.path === undefined) await writeFile(place, file.blob.stream());
    else await symlink(resolve(file.path), place).catch(() => copyFile(file.path ?? '', place));
    return place;
  }

  async shut(name: string): Promise<void> {
    if (name.startsWith(this.#folder)) await rm(name, { force: true });
  }

  /** The driver knows no Arrow: batches pass through Parquet files, which keep every type. */
  async append(table: string, batches: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<void> {
    const into = identifier('raw', table);
    let create = true;
    for await (const batch of batches) {
      signal?.throwIfAborted();
      const place = this.#place('batch.parquet');
      await writeFile(place, writeParquet(Table.fromIPCStream(batch)));
      const source = sql`SELECT * FROM read_parquet(${place})`;
      await this.run(create ? sql`CREATE TABLE ${into} AS ${source}` : sql`INSERT INTO ${into} ${source}`);
      await rm(place);
      create = false;
    }
  }

  async arrow(query: Sql, asking: Asking = {}): Promise<Uint8Array> {
    const place = this.#place('result.parquet');
    await this.ask(sql`COPY (${query}) TO ${place} (FORMAT parquet)`, asking);
    const bytes = readParquet(await readFile(place)).intoIPCStream();
    await rm(place);
    return bytes;
  }

  async memory() {
    const [row] = await this.query(
      sql`SELECT sum(memory_usage_bytes)::DOUBLE AS used, current_setting('memory_limit') AS held FROM duckdb_memory()`,
    );
    return { used: Number(row?.used ?? 0), limit: bytesOf(String(row?.held)) };
  }

  /** Waits for what still runs: a connection must not be closed under a statement. */
  async close(): Promise<void> {
    for (const connection of Object.values(this.#connections)) connection.interrupt();
    await Promise.allSettled(this.#running);
    this.#connections.raw.closeSync();
    this.#connections.canonical.closeSync();
    this.#instance.closeSync();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #until<T>(running: Promise<T>): Promise<T> {
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  #place(name: string): string {
    return joinPath(this.#folder, `${String(++this.#opened)}-${name.replaceAll(/[^\w.-]/g, '_')}`);
  }
}

function read(reader: Awaited<ReturnType<DuckDBConnection['runAndReadAll']>>): Result {
  const names = unique(reader.columnNames());
  const types = reader.columnTypes();
  const columns = names.map((name, at) => ({ name, type: arriving(String(types[at])) }));
  const cells = reader.getColumns().map((values, at) => cellsOf(values, columns[at]?.type));
  return resultOf(columns, cells, reader.currentRowCount);
}

function cellsOf(values: readonly DuckDBValue[], type: string | undefined): Cells {
  if (type !== 'DOUBLE') return values.map(plainValue);
  const numbers = new Float64Array(values.length);
  values.forEach((value, at) => {
    numbers[at] = typeof value === 'number' && Number.isFinite(value) ? value : NaN;
  });
  return numbers;
}

/** The type's name as the page's engine can tell it: enums without their words, UUIDs as the text they arrive as. */
function arriving(type: string): string {
  if (type.startsWith('ENUM')) return 'ENUM';
  return { UUID: 'VARCHAR', BIT: 'BLOB', SQLNULL: 'INTEGER', '"NULL"': 'INTEGER' }[type] ?? type;
}
