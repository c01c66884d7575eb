import type { OpenedFile } from './opened-file';
import type { Intent } from './intent';
import { finished } from './finished';

/** A workspace that this browser remembers. */
export interface Remembered {
  readonly id: string;
  readonly name: string | null;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly intent: Intent;
  /** Handles of its files, where the browser can keep them: reopening then asks for permission, not for the files. */
  readonly handles: readonly { readonly name: string; readonly handle: NonNullable<OpenedFile['handle']> }[];
}

const database = 'touchpoint-workbench';
const store = 'workspaces';
const prefix = 'touchpoint-';

/** What this browser keeps of the person's work: intents and handles in IndexedDB, small choices in localStorage. */
export class BrowserMemory {
  readonly #factory: IDBFactory;
  #opened: Promise<IDBDatabase> | null = null;

  constructor(factory: IDBFactory) {
    this.#factory = factory;
  }

  async keep(remembered: Remembered): Promise<void> {
    await this.#act('readwrite', (objects) => objects.put(remembered));
  }

  /** The latest first. */
  async list(): Promise<readonly Remembered[]> {
    const all = await this.#act<Remembered[]>('readonly', (objects) => objects.getAll() as IDBRequest<Remembered[]>);
    return all.sort((a, b) => b.savedAt - a.savedAt);
  }

  async forget(id: string): Promise<void> {
    await this.#act('readwrite', (objects) => objects.delete(id));
  }

  /** Deletes everything that this app keeps in the browser: workspaces, choices, caches, files in OPFS. */
  async forgetEverything(local: Storage, caches: CacheStorage | undefined, files: StorageManager): Promise<void> {
    (await this.#opened)?.close();
    this.#opened = null;
    await finished(this.#factory.deleteDatabase(database));
    for (const key of Object.keys(local).filter((name) => name.startsWith(prefix))) local.removeItem(key);
    for (const name of (await caches?.keys()) ?? []) await caches?.delete(name);
    const root = await files.getDirectory().catch(() => null);
    if (root) for await (const name of root.keys()) await root.removeEntry(name, { recursive: true });
  }

  async #act<T>(mode: IDBTransactionMode, act: (objects: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    this.#opened ??= this.#open();
    return finished(act((await this.#opened).transaction(store, mode).objectStore(store)));
  }

  #open(): Promise<IDBDatabase> {
    const request = this.#factory.open(database, 1);
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore(store, { keyPath: 'id' });
    });
    return finished(request);
  }
}
