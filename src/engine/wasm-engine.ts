import { asStream } from './arrow-stream';
import { decode } from './decode';
import { schemas, type Asking, type Engine, type LocalFile, type Result } from './engine';
import { fromDuckdb, WorkbenchError } from './errors';
import { identifier, sql, type Sql } from './sql';

/** What one build of DuckDB-WASM must be able to do; texts in, Arrow IPC out. */
export interface Wire {
  connect(): Promise<number>;
  /** Whole result as one IPC stream. Must end soon after the signal is aborted, or break. */
  query(connection: number, text: string, asking: Asking): Promise<Uint8Array>;
  insert(connection: number, table: string, batch: Uint8Array, create: boolean): Promise<void>;
  register(name: string, file: LocalFile): Promise<void>;
  drop(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Nothing comes from outside, and only registered files are read. In this order, before anything else. */
const settings = [
  sql`SET autoinstall_known_extensions=false`,
  sql`SET autoload_known_extensions=false`,
  sql`SET allowed_directories=['local/']`,
  sql`SET enable_external_access=false`,
];

/** The engine over a wire that was just opened: settings, schemas, and one connection for each search order. */
export async function startWasm(wire: Wire): Promise<Engine> {
  const raw = await wire.connect();
  for (const setting of settings) await wire.query(raw, setting.text, {});
  for (const schema of schemas) await wire.query(raw, sql`CREATE SCHEMA ${identifier(schema)}`.text, {});
  const canonical = await wire.connect();
  await wire.query(raw, sql`SET search_path = 'raw,canonical'`.text, {});
  await wire.query(canonical, sql`SET search_path = 'canonical,raw'`.text, {});
  return new WasmEngine(wire, { raw, canonical });
}

class WasmEngine implements Engine {
  readonly kind = 'wasm';
  readonly #wire: Wire;
  readonly #connections: Readonly<Record<'raw' | 'canonical', number>>;
  #opened = 0;

  constructor(wire: Wire, connections: Readonly<Record<'raw' | 'canonical', number>>) {
    this.#wire = wire;
    this.#connections = connections;
  }

  async version(): Promise<string> {
    return String((await this.query(sql`SELECT version() AS v`))[0]?.v);
  }

  async query(query: Sql, asking?: Asking) {
    return (await this.ask(query, asking)).rows;
  }

  async ask(query: Sql, asking?: Asking): Promise<Result> {
    return decode(await this.#send(query, asking));
  }

  async run(...statements: readonly Sql[]): Promise<void> {
    for (const statement of statements) await this.#send(statement);
  }

  async arrow(query: Sql, asking?: Asking): Promise<Uint8Array> {
    return asStream(await this.#send(query, asking));
  }

  async #send(query: Sql, asking: Asking = {}): Promise<Uint8Array> {
    asking.signal?.throwIfAborted();
    try {
      return await this.#wire.query(this.#connections[asking.first ?? 'canonical'], query.text, asking);
    } catch (error) {
      if (error instanceof WorkbenchError) throw error;
      asking.signal?.throwIfAborted();
      throw fromDuckdb(readable(error), query.text);
    }
  }

  async open(file: LocalFile): Promise<string> {
    const name = `local/${String(++this.#opened)}-${file.name.replaceAll(/[^\w.-]/g, '_')}`;
    await this.#wire.register(name, file);
    return name;
  }

  shut(name: string): Promise<void> {
    return this.#wire.drop(name);
  }

  async append(table: string, batches: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<void> {
    let create = true;
    for await (const batch of batches) {
      signal?.throwIfAborted();
      await this.#insert(table, batch, create);
      create = false;
    }
  }

  async #insert(table: string, batch: Uint8Array, create: boolean): Promise<void> {
    try {
      await this.#wire.insert(this.#connections.raw, table, asStream(batch), create);
    } catch (error) {
      if (error instanceof WorkbenchError) throw error;
      throw fromDuckdb(readable(error), '');
    }
  }

  async memory() {
    const [row] = await this.query(
      sql`SELECT sum(memory_usage_bytes)::DOUBLE AS used, (SELECT value FROM duckdb_settings() WHERE name = 'memory_limit') AS held FROM duckdb_memory()`,
    );
    return { used: Number(row?.used ?? 0), limit: bytesOf(String(row?.held)) };
  }

  close(): Promise<void> {
    return this.#wire.close();
  }
}

const units: Readonly<Record<string, number>> = { bytes: 0, KiB: 1, MiB: 2, GiB: 3, TiB: 4 };

/** `3.1 GiB` in bytes. */
export function bytesOf(text: string): number {
  const [, amount, unit] = /^([\d.]+) (\w+)$/.exec(text) ?? [];
  return amount === undefined ? Number.MAX_SAFE_INTEGER : Number(amount) * 1024 ** (units[unit ?? ''] ?? 0);
}

/** DuckDB-WASM hands over some messages as JSON of the exception. */
function readable(error: unknown): unknown {
  const text = error instanceof Error ? error.message : String(error);
  const [, kind, message] = /^\{"exception_type":"([^"]*)","exception_message":"((?:[^"\\]|\\.)*)"/.exec(text) ?? [];
  return message === undefined ? error : new Error(`${kind ?? ''} Error: ${String(JSON.parse(`"${message}"`))}`);
}
