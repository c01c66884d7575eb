import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import type { Asking, Engine, LocalFile, Result } from '../engine/engine';
import { schemas } from '../engine/engine';
import { fromDuckdb } from '../engine/errors';
import { identifier, sql, type Sql } from '../engine/sql';

/** Native DuckDB in this process, speaking the same plain values as the page's engine. */
export async function openNative(): Promise<Engine> {
  const instance = await DuckDBInstance.create(':memory:');
  const raw = await instance.connect();
  const canonical = await instance.connect();
  for (const schema of schemas) await raw.run(sql`CREATE SCHEMA ${identifier(schema)}`.text);
  await raw.run("SET search_path = 'raw,canonical'");
  await canonical.run("SET search_path = 'canonical,raw'");
  return new Native(instance, raw, canonical);
}

class Native implements Engine {
  readonly kind = 'native';
  readonly #instance: DuckDBInstance;
  readonly #raw: DuckDBConnection;
  readonly #canonical: DuckDBConnection;
  #folder: string | null = null;
  #opened = 0;

  constructor(instance: DuckDBInstance, raw: DuckDBConnection, canonical: DuckDBConnection) {
    this.#instance = instance;
    this.#raw = raw;
    this.#canonical = canonical;
  }

  async version(): Promise<string> {
    return String((await this.query(sql`SELECT version() AS v`))[0]?.v);
  }

  async query(query: Sql, asking?: Asking) {
    return (await this.ask(query, asking)).rows;
  }

  async ask(query: Sql, { signal, first = 'canonical' }: Asking = {}): Promise<Result> {
    signal?.throwIfAborted();
    const connection = first === 'raw' ? this.#raw : this.#canonical;
    const stop = () => {
      connection.interrupt();
    };
    signal?.addEventListener('abort', stop);
    try {
      const reader = await connection.runAndReadAll(query.text);
      return read(reader);
    } catch (error) {
      signal?.throwIfAborted();
      throw fromDuckdb(error, query.text);
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  async run(...statements: readonly Sql[]): Promise<void> {
    for (const statement of statements) {
      await this.#canonical.run(statement.text).catch((error: unknown) => {
        throw fromDuckdb(error, statement.text);
      });
    }
  }

  async open(file: LocalFile): Promise<string> {
    if (file.path !== undefined) return file.path;
    this.#folder ??= await mkdtemp(joinPath(tmpdir(), 'touchpoint-'));
    const path = joinPath(this.#folder, `${String(++this.#opened)}-${file.name.replaceAll(/[^\w.-]/g, '_')}`);
    await writeFile(path, file.blob.stream());
    return path;
  }

  async shut(name: string): Promise<void> {
    if (this.#folder && name.startsWith(this.#folder)) await rm(name, { force: true });
  }

  append(): Promise<void> {
    return Promise.reject(new Error('not there yet'));
  }

  arrow(): Promise<Uint8Array> {
    return Promise.reject(new Error('not there yet'));
  }

  async memory() {
    const [row] = await this.query(sql`SELECT sum(memory_usage_bytes)::DOUBLE AS used FROM duckdb_memory()`);
    return { used: Number(row?.used ?? 0), limit: Number.MAX_SAFE_INTEGER };
  }

  async close(): Promise<void> {
    this.#raw.closeSync();
    this.#canonical.closeSync();
    this.#instance.closeSync();
    if (this.#folder) await rm(this.#folder, { recursive: true, force: true });
  }
}

function read(reader: Awaited<ReturnType<DuckDBConnection['runAndReadAll']>>): Result {
  const names = reader.deduplicatedColumnNames();
  const types = reader.columnTypes();
  const columns = names.map((name, at) => ({ name, type: String(types[at]) }));
  return {
    columns,
    rows: reader
      .getRowObjectsJS()
      .map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]))),
  };
}

function plain(value: unknown): never {
  if (typeof value === 'bigint')
    return (value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : String(value)) as never;
  if (Array.isArray(value)) return value.map(plain) as never;
  return value as never;
}
