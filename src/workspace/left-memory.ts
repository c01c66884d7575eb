import { finished } from './finished';
import type { DepartedQuery } from './leave-query';
import type { Departed } from './persons/departed';

/** Something that has left, of which files and of what was made of them. */
export interface Left {
  /** Names of the files, as JSON. */
  readonly files: string;
  /** A digest of the files, what their columns mean, and the clock. */
  readonly data: string;
  readonly departed: Departed | DepartedQuery;
}

/** Remembers what has left, so that a later result gives nothing away by its difference to an earlier one. */
export interface LeftMemory {
  /** All that has left of these files. */
  of(files: string): Promise<readonly Left[]>;
  /** `key` stands for the whole of it: the same once more is kept once. */
  add(left: Left, key: string): Promise<void>;
  forget(files: string): Promise<void>;
  forgetAll(): Promise<void>;
}

/** For as long as the page is open. */
export class LeftInPage implements LeftMemory {
  readonly #all = new Map<string, Left>();

  of(files: string): Promise<readonly Left[]> {
    return Promise.resolve([...this.#all.values()].filter((left) => left.files === files));
  }

  add(left: Left, key: string): Promise<void> {
    this.#all.set(key, left);
    return Promise.resolve();
  }

  forget(files: string): Promise<void> {
    for (const [key, left] of this.#all) if (left.files === files) this.#all.delete(key);
    return Promise.resolve();
  }

  forgetAll(): Promise<void> {
    this.#all.clear();
    return Promise.resolve();
  }
}

const name = 'touchpoint-left';
const store = 'left';

/** In this browser, for all tabs; where it keeps nothing, for as long as the page is open. */
export class LeftInBrowser implements LeftMemory {
  readonly #factory: IDBFactory;
  readonly #page = new LeftInPage();

  constructor(factory: IDBFactory) {
    this.#factory = factory;
  }

  async of(files: string): Promise<readonly Left[]> {
    const here = await this.#page.of(files);
    const kept = await this.#act<Left[]>('readonly', (objects) => objects.index('files').getAll(files)).catch(() => [
      ...here,
    ]);
    return kept.length >= here.length ? kept : here;
  }

  async add(left: Left, key: string): Promise<void> {
    await this.#page.add(left, key);
    await this.#act('readwrite', (objects) => objects.put(left, key)).catch(() => undefined);
  }

  async forget(files: string): Promise<void> {
    await this.#page.forget(files);
    const keys = await this.#act('readonly', (objects) => objects.index('files').getAllKeys(files)).catch(() => []);
    for (const key of keys) await this.#act('readwrite', (objects) => objects.delete(key));
  }

  async forgetAll(): Promise<void> {
    await this.#page.forgetAll();
    await finished(this.#factory.deleteDatabase(name));
  }

  /** Opened for each act, so that nothing keeps the database from being deleted. */
  async #act<T>(mode: IDBTransactionMode, act: (objects: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const opening = this.#factory.open(name, 1);
    opening.addEventListener('upgradeneeded', () => {
      opening.result.createObjectStore(store).createIndex('files', 'files');
    });
    const database = await finished(opening);
    try {
      return await finished(act(database.transaction(store, mode).objectStore(store)));
    } finally {
      database.close();
    }
  }
}
