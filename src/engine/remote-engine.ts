import { decode } from './decode';
import type { Asking, Engine, LocalFile, Result } from './engine';
import type { Line } from './line';
import { sql, type Sql } from './sql';

/** What the thread that has an engine offers to one that has none. */
export interface EngineActs {
  arrow(text: string, asking: RemoteAsking): Promise<Uint8Array>;
  run(texts: readonly string[]): Promise<void>;
  open(file: LocalFile): Promise<string>;
  shut(name: string): Promise<void>;
  append(table: string, source: number, stoppable: boolean): Promise<void>;
  memory(): ReturnType<Engine['memory']>;
}

/** How a query is asked from afar. Those with a signal end with the work they belong to; `watched` names who is told of progress. */
interface RemoteAsking {
  readonly first?: 'canonical' | 'raw' | undefined;
  readonly stoppable: boolean;
  readonly watched: number | null;
}

/** What the thread without an engine offers in return. */
export interface RemoteActs {
  progressed(watcher: number, share: number): void;
  /** The next batch of a source; null at its end. */
  batch(source: number): Promise<Uint8Array | null>;
}

/** The engine of another thread; results are decoded here, not there. */
export class RemoteEngine implements Engine {
  readonly kind: Engine['kind'];
  readonly #line: Line<EngineActs>;
  readonly #watchers = new Map<number, (share: number) => void>();
  readonly #sources = new Map<number, AsyncIterator<Uint8Array>>();
  #asked = 0;

  constructor(kind: Engine['kind'], line: Line<EngineActs>) {
    this.kind = kind;
    this.#line = line;
    line.offer<RemoteActs>({
      progressed: (watcher, share) => {
        this.#watchers.get(watcher)?.(share);
      },
      batch: async (source) => {
        const { done, value } = (await this.#sources.get(source)?.next()) ?? { done: true, value: null };
        return done ? null : value;
      },
    });
  }

  async version(): Promise<string> {
    return String((await this.query(sql`SELECT version() AS v`))[0]?.v);
  }

  async query(query: Sql, asking?: Asking) {
    return (await this.ask(query, asking)).rows;
  }

  async ask(query: Sql, asking?: Asking): Promise<Result> {
    return decode(await this.arrow(query, asking));
  }

  async arrow(query: Sql, { signal, first, progress }: Asking = {}): Promise<Uint8Array> {
    signal?.throwIfAborted();
    const id = ++this.#asked;
    if (progress) this.#watchers.set(id, progress);
    try {
      return await this.#line.call('arrow', query.text, {
        first,
        stoppable: signal !== undefined,
        watched: progress ? id : null,
      });
    } finally {
      this.#watchers.delete(id);
    }
  }

  run(...statements: readonly Sql[]): Promise<void> {
    return this.#line.call(
      'run',
      statements.map(({ text }) => text),
    );
  }

  open({ name, blob }: LocalFile): Promise<string> {
    return this.#line.call('open', { name, blob });
  }

  shut(name: string): Promise<void> {
    return this.#line.call('shut', name);
  }

  async append(table: string, batches: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const source = ++this.#asked;
    const iterator = batches[Symbol.asyncIterator]();
    this.#sources.set(source, iterator);
    try {
      await this.#line.call('append', table, source, signal !== undefined);
    } finally {
      this.#sources.delete(source);
      await iterator.return?.();
    }
  }

  memory() {
    return this.#line.call('memory');
  }

  /** The thread that has the engine closes it. */
  close(): Promise<void> {
    return Promise.resolve();
  }
}
