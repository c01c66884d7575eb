import { DuckDBDataProtocol, VoidLogger } from '@duckdb/duckdb-wasm';
import workerUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import moduleUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import { tableFromIPC } from 'apache-arrow';
import type { Asking, Engine, LocalFile } from './engine';
import { WorkbenchError } from './errors';
import { startWasm, type Wire } from './wasm-engine';
import { WorkerDatabase } from './worker-database';

export interface WasmOptions {
  /** Called with 0 to 1 while the engine's code arrives. */
  readonly onProgress?: ((share: number) => void) | undefined;
  /** Called once when the worker has ended without being asked to: a crash, or a query that did not let itself be cancelled. */
  readonly onDeath?: ((error: WorkbenchError) => void) | undefined;
  /** Where the worker's script and the module lie; the app's own copies by default. */
  readonly bundleUrls?: { readonly worker: string; readonly module: string } | undefined;
}

/** DuckDB-WASM in a worker of its own. Throws `engine-unavailable` where it cannot start. */
export async function openWasm({ onProgress, onDeath, bundleUrls }: WasmOptions = {}): Promise<Engine> {
  const urls = bundleUrls ?? { worker: workerUrl, module: moduleUrl };
  try {
    const database = new WorkerDatabase(new VoidLogger(), await startWorker(urls.worker), onDeath);
    await database.instantiate(absolute(urls.module), null, ({ bytesLoaded, bytesTotal }) =>
      onProgress?.(bytesTotal ? Math.min(1, bytesLoaded / bytesTotal) : 0),
    );
    await database.open({ query: { queryPollingInterval: 50 } });
    return await startWasm(new WorkerWire(database));
  } catch (error) {
    throw new WorkbenchError('engine-unavailable', { message: String(error) }, error);
  }
}

/** From a blob the worker inherits the page's content policy; from its own address it would not. */
async function startWorker(url: string): Promise<Worker> {
  const response = await fetch(absolute(url));
  if (!response.ok) throw new Error(`${url}: ${String(response.status)}`);
  const source = URL.createObjectURL(new Blob([await response.text()], { type: 'text/javascript' }));
  try {
    return new Worker(source);
  } finally {
    setTimeout(() => {
      URL.revokeObjectURL(source);
    }, 10_000);
  }
}

function absolute(url: string): string {
  return new URL(url, document.baseURI).href;
}

const grace = 150;

class WorkerWire implements Wire {
  readonly #database: WorkerDatabase;
  readonly #busy = new Map<number, Promise<unknown>>();

  constructor(database: WorkerDatabase) {
    this.#database = database;
  }

  connect(): Promise<number> {
    return this.#database.connectInternal();
  }

  /** One query after the other on each connection: a second would end the first. */
  query(connection: number, text: string, asking: Asking): Promise<Uint8Array> {
    return this.#inTurn(connection, () => this.#send(connection, text, asking));
  }

  insert(connection: number, table: string, batch: Uint8Array, create: boolean): Promise<void> {
    const options = { name: table, schema: 'raw', create };
    return this.#inTurn(connection, () => this.#database.insertArrowFromIPCStream(connection, batch.slice(), options));
  }

  async register(name: string, { blob }: LocalFile): Promise<void> {
    const handle = blob instanceof File ? blob : new File([blob], name);
    await this.#database.registerFileHandle(name, handle, DuckDBDataProtocol.BROWSER_FILEREADER, true);
  }

  async drop(name: string): Promise<void> {
    await this.#database.dropFile(name);
  }

  close(): Promise<void> {
    return this.#database.end();
  }

  async #inTurn<T>(connection: number, act: () => Promise<T>): Promise<T> {
    const before = this.#busy.get(connection) ?? Promise.resolve();
    const mine = before.catch(() => undefined).then(act);
    this.#busy.set(connection, mine);
    return mine;
  }

  async #send(connection: number, text: string, { signal, progress }: Asking): Promise<Uint8Array> {
    signal?.throwIfAborted();
    let deadline: ReturnType<typeof setTimeout> | undefined;
    const stop = () => {
      deadline = setTimeout(() => {
        this.#database.die('cancelled');
      }, grace);
      void this.#database.cancelPendingQuery(connection).catch(() => undefined);
    };
    signal?.addEventListener('abort', stop);
    const unwatch = progress && this.#database.watch(progress);
    try {
      return await this.#gather(connection, text, signal);
    } finally {
      clearTimeout(deadline);
      signal?.removeEventListener('abort', stop);
      unwatch?.();
    }
  }

  async #gather(connection: number, text: string, signal?: AbortSignal): Promise<Uint8Array> {
    let header = await this.#database.startPendingQuery(connection, text, false);
    while (header === null) {
      signal?.throwIfAborted();
      header = await this.#database.pollPendingQuery(connection);
    }
    if (hasDictionaries(header) && !/\breturning\b/i.test(text)) return this.#atOnce(connection, text);
    const pieces = [header];
    for (;;) {
      signal?.throwIfAborted();
      const piece = await this.#database.fetchQueryResults(connection);
      if (piece?.length === 0) return joined(pieces);
      if (piece) pieces.push(piece);
    }
  }

  async #atOnce(connection: number, text: string): Promise<Uint8Array> {
    await this.#database.cancelPendingQuery(connection);
    return this.#database.runQuery(connection, text);
  }
}

/** Whether the schema holds ENUMs, whose words a streamed result leaves out. */
function hasDictionaries(header: Uint8Array): boolean {
  return tableFromIPC(header).schema.dictionaries.size > 0;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
