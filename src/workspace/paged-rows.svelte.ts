import type { Row } from '../engine/engine';

/** Reads rows [from, from + count) of a result that lies elsewhere. */
export type ReadRows = (from: number, count: number, signal?: AbortSignal) => Promise<readonly Row[]>;

const pageSize = 250;
const mostPages = 24;

/** A window into a long result: holds only the pages that were looked at last, so a million rows cost no more than some thousands. */
export class PagedRows {
  /** Grows whenever a page has come. */
  version = $state(0);
  error = $state.raw<unknown>(null);
  readonly #read: ReadRows;
  readonly #pages = new Map<number, readonly Row[]>();
  readonly #asked = new Map<number, AbortController>();

  constructor(read: ReadRows) {
    this.#read = read;
  }

  /** The row, if its page is here. */
  row(at: number): Row | null {
    return this.#pages.get(Math.floor(at / pageSize))?.[at % pageSize] ?? null;
  }

  /** Fetches what is missing of rows [from, to); forgets requests for what is no longer looked at. */
  async look(from: number, to: number): Promise<void> {
    const [first, last] = [Math.floor(from / pageSize), Math.floor(Math.max(from, to - 1) / pageSize)];
    for (const [page, stop] of this.#asked)
      if (page < first - 1 || page > last + 1) {
        stop.abort();
        this.#asked.delete(page);
      }
    const missing = Array.from({ length: last - first + 1 }, (_, at) => first + at).filter(
      (page) => !this.#pages.has(page) && !this.#asked.has(page),
    );
    await Promise.all(missing.map((page) => this.#fetch(page)));
  }

  /** All rows are others now, as after sorting: fetches anew what is looked at. */
  forget(): void {
    this.end();
    this.#pages.clear();
    this.version += 1;
  }

  /** Stops what is under way. */
  end(): void {
    for (const stop of this.#asked.values()) stop.abort();
    this.#asked.clear();
  }

  get held(): number {
    return this.#pages.size * pageSize;
  }

  async #fetch(page: number): Promise<void> {
    const stop = new AbortController();
    this.#asked.set(page, stop);
    try {
      const rows = await this.#read(page * pageSize, pageSize, stop.signal);
      if (stop.signal.aborted) return;
      this.#pages.delete(page);
      this.#pages.set(page, rows);
      for (const old of [...this.#pages.keys()].slice(0, Math.max(0, this.#pages.size - mostPages)))
        this.#pages.delete(old);
      this.version += 1;
    } catch (error) {
      if (!stop.signal.aborted) this.error = error;
    } finally {
      if (this.#asked.get(page) === stop) this.#asked.delete(page);
    }
  }
}
