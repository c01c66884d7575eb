import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/duckdb-wasm/blocking';
import type { Asking, Engine, LocalFile } from '../../src/engine/engine';
import { startWasm, type Wire } from '../../src/engine/wasm-engine';

/** DuckDB-WASM without a worker: it blocks, and cannot be cancelled; else it is the page's engine. */
export async function openWasmInNode(): Promise<Engine> {
  const require = createRequire(import.meta.url);
  const duckdb = require('@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs');
  const dist = dirname(require.resolve('@duckdb/duckdb-wasm'));
  const bundle = (kind: string) => ({
    mainModule: join(dist, `duckdb-${kind}.wasm`),
    mainWorker: join(dist, `duckdb-node-${kind}.worker.cjs`),
  });
  const bundles = { mvp: bundle('mvp'), eh: bundle('eh') };
  const db = await duckdb.createDuckDB(bundles, new duckdb.VoidLogger(), duckdb.NODE_RUNTIME);
  await db.instantiate(() => undefined);
  db.open({});
  return startWasm(new Blocking(db));
}

class Blocking implements Wire {
  readonly #db: any;
  readonly #open: DuckDBConnection[] = [];
  constructor(db: any) {
    this.#db = db;
  }

  async connect() {
    return this.#open.push(this.#db.connect()) - 1;
  }
  async query(connection: number, text: string, { progress }: Asking): Promise<Uint8Array> {
    const found = this.#open[connection]!.useUnsafe((bindings, id) => bindings.runQuery(id, text));
    progress?.(1);
    return found;
  }
  async insert(connection: number, table: string, batch: Uint8Array, create: boolean) {
    this.#open[connection]!.insertArrowFromIPCStream(batch, { name: table, schema: 'raw', create });
  }
  async register(name: string, file: LocalFile) {
    this.#db.registerFileBuffer(name, new Uint8Array(await file.blob.arrayBuffer()));
  }
  async drop(name: string) {
    this.#db.dropFile(name);
  }
  async close() {
    for (const connection of this.#open) connection.close();
    this.#db.reset();
  }
}
