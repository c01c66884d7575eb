import type { Engine, Row } from '../engine/engine';
import { WorkbenchError } from '../engine/errors';
import type { Decisions, Imported, ImportedColumn } from '../engine/intake/imported';
import { identifier, sql } from '../engine/sql';
import { decided, type Decided } from './decided';
import type { Spread } from './distribution';
import { isDeath, type EngineRoom } from './engine-room.svelte';
import { fingerprint, type FilePrint } from './fingerprint';
import { lookAgain, type Refreshed, type Reread } from './look-again';
import type { OpenedFile } from './opened-file';
import type { Failure, ImportAll } from './rooms';
import { alikeTo, containerOf, filesOf, inPlaceOf } from './table-files';
import { hasTimes, timesOf } from './table-times';

/** The person's files and the tables they became. */
export class Files {
  tables = $state.raw<readonly Imported[]>([]);
  failures = $state.raw<readonly Failure[]>([]);
  /** The file being read and how far, 0 to 1. */
  busy = $state.raw<{ readonly file: string; readonly share: number } | null>(null);
  /** How each file is read where a person said so; saved with the workspace. */
  decisions = $state.raw<Decided>({});
  prints = $state.raw<readonly FilePrint[]>([]);
  readonly #room: EngineRoom;
  readonly #intake: () => Promise<ImportAll>;
  readonly #zone: () => string;
  #files: readonly OpenedFile[] = [];
  #stop: AbortController | null = null;
  #opening = 0;
  /** What is to be read once the engine is there. */
  readonly #waiting = new Set<AbortController>();

  constructor(room: EngineRoom, intake: () => Promise<ImportAll>, zone: () => string) {
    this.#room = room;
    this.#intake = intake;
    this.#zone = zone;
  }

  get opened(): readonly OpenedFile[] {
    return this.#files;
  }

  /** Reads files into tables; a file of a name that is open already takes its place, and files of one shape become one table. Folders are refused. */
  async open(given: readonly OpenedFile[]): Promise<void> {
    const [folders, files] = [given.filter(({ folder }) => folder), given.filter(({ folder }) => !folder)];
    this.#fail(folders.map(({ name: file }) => ({ file, error: new WorkbenchError('file-directory', { file }) })));
    if (!files.length) return;
    const names = new Set(files.map(({ name }) => name));
    const touched = this.tables.filter((table) => filesOf(table).some((name) => names.has(name)));
    const mates = this.#of(touched).filter(({ name }) => !names.has(name));
    this.#files = [...this.#files.filter(({ name }) => !names.has(name)), ...files];
    this.failures = this.failures.filter(({ file }) => !names.has(containerOf(file)));
    this.#opening += 1;
    this.busy = { file: files[0]?.name ?? '', share: 0 };
    const waiting = new AbortController();
    this.#waiting.add(waiting);
    try {
      await this.#room.use(async (engine) => {
        this.#waiting.delete(waiting);
        if (waiting.signal.aborted) this.#forget([...names]);
        waiting.signal.throwIfAborted();
        await this.#import(engine, [...mates, ...files], touched);
        const alike = alikeTo(
          this.tables.filter((table) => filesOf(table).some((name) => names.has(name))),
          this.tables,
        );
        if (alike.length) await this.#import(engine, this.#of(alike), alike);
      });
    } finally {
      this.#waiting.delete(waiting);
      this.#opening -= 1;
      if (this.#opening === 0) this.busy = null;
    }
    void this.#print(files);
  }

  cancel(): void {
    for (const waiting of this.#waiting) waiting.abort();
    this.#stop?.abort();
  }

  /** Reads the files of a table again as the person says; which sheets are read is said of the whole workbook. */
  async decide(table: Imported, decisions: Decisions): Promise<void> {
    this.decisions = decided(this.decisions, table, decisions);
    const names = filesOf(table);
    await this.open(this.#files.filter(({ name }) => names.includes(name)));
  }

  /** All sheets of the workbooks that a table is from, and those of them that are read. */
  sheetsOf({ sheets = {} }: Imported): { readonly all: readonly string[]; readonly read: readonly string[] } {
    const read = Object.entries(sheets).flatMap(([book, names]) =>
      names.filter((name) => this.decisions[book]?.sheets?.includes(name) ?? true),
    );
    return { all: [...new Set(Object.values(sheets).flat())], read: [...new Set(read)] };
  }

  /** The table that files were read into, the one with most of them. */
  madeOf(files: readonly string[]): Imported | undefined {
    const shared = (table: Imported) => table.files.filter((file) => files.includes(file)).length;
    return this.tables.filter((table) => shared(table) > 0).sort((a, b) => shared(b) - shared(a))[0];
  }

  /** Forgets a table and the files that only it was made of. */
  async remove(table: string): Promise<void> {
    const gone = this.tables.filter((one) => one.table === table);
    const kept = this.tables.filter((one) => one.table !== table);
    const needed = new Set(kept.flatMap(filesOf));
    const names = new Set(gone.flatMap(filesOf).filter((name) => !needed.has(name)));
    await this.#room.use((engine) => drop(engine, gone));
    this.tables = kept;
    this.#files = this.#files.filter(({ name }) => !names.has(name));
    this.prints = this.prints.filter(({ name }) => !names.has(name));
  }

  async clear(): Promise<void> {
    await this.#room.use((engine) => drop(engine, this.tables));
    this.tables = [];
    this.failures = [];
    this.prints = [];
    this.#files = [];
  }

  dismiss(failure: Failure): void {
    this.failures = this.failures.filter((one) => one !== failure);
    this.#files = this.#files.filter(({ name }) => name !== failure.file);
  }

  /** Looks at every file again and reads those that changed. */
  async refresh(): Promise<Refreshed> {
    const looked = await Promise.all(this.#files.map(lookAgain));
    const fresh = looked.flatMap(({ fresh: file }) => (file ? [file] : []));
    const rows = (name: string) =>
      this.tables.filter((table) => filesOf(table).includes(name)).reduce((sum, table) => sum + table.rows, 0);
    const before = new Map(fresh.map(({ name }) => [name, rows(name)]));
    if (fresh.length) await this.open(fresh);
    return {
      changed: fresh.map(({ name }) => ({ file: name, before: before.get(name) ?? 0, after: rows(name) })),
      same: looked.filter(({ kind }) => kind === 'same').map(({ name }) => name),
      lost: looked.filter(({ kind }) => kind === 'lost').map(({ name }) => name),
    };
  }

  /** Reads every file again whose tables hold times, by the clock as it is now. */
  async readTimesAgain(): Promise<Reread> {
    const before = new Map(this.tables.map((table) => [table.table, timesOf(table)]));
    const dated = this.#of(this.tables.filter(hasTimes));
    if (dated.length) await this.open(dated);
    const moved = this.tables.filter((table) => before.get(table.table) !== timesOf(table));
    return { read: dated.map(({ name }) => name), moved: [...new Set(moved.flatMap(filesOf))] };
  }

  /** Makes all tables anew in an engine that has none. */
  async rebuild(engine: Engine): Promise<void> {
    if (this.#files.length) await this.#import(engine, this.#files, this.tables);
  }

  preview(table: string, from: number, count: number, signal?: AbortSignal): Promise<readonly Row[]> {
    return this.#room.use((engine) =>
      engine.query(sql`SELECT * FROM ${identifier('raw', table)} LIMIT ${count} OFFSET ${from}`, { signal }),
    );
  }

  async distribution(table: Imported, column: ImportedColumn): Promise<Spread> {
    const { distribution } = await import('./distribution');
    return this.#room.use((engine) => distribution(engine, table, column));
  }

  /** Rows that did not fit: file, line, reason, text. */
  rejected(table: string, count: number, signal?: AbortSignal): Promise<readonly Row[]> {
    return this.#room.use((engine) =>
      engine.query(sql`SELECT * FROM ${identifier('store', `${table}#rejected`)} LIMIT ${count}`, { signal }),
    );
  }

  async #import(engine: Engine, files: readonly OpenedFile[], replaced: readonly Imported[]): Promise<void> {
    this.#stop?.abort();
    const stop = new AbortController();
    this.#stop = stop;
    this.busy = { file: files[0]?.name ?? '', share: 0 };
    const standing = this.tables.filter((table) => !replaced.includes(table));
    try {
      const importAll = await this.#intake();
      await drop(engine, replaced);
      const { tables, failures } = await importAll(engine, files, {
        decisions: this.decisions,
        zone: this.#zone(),
        standing,
        signal: stop.signal,
        progress: (file, share) => {
          this.busy = { file, share };
        },
      });
      this.tables = inPlaceOf(replaced, this.tables, tables);
      this.#fail(failures);
      const death = failures.find(({ error }) => isDeath(error));
      if (death) throw death.error;
    } catch (error) {
      this.tables = this.tables.filter((table) => !replaced.includes(table));
      if (!stop.signal.aborted && !isDeath(error)) this.#fail(files.map(({ name }) => ({ file: name, error })));
      if (stop.signal.aborted) this.#forget(files.map(({ name }) => name));
      throw error;
    } finally {
      if (this.#stop === stop && this.#opening === 0) this.busy = null;
    }
  }

  /** What could not be read is shown, and not read again when the engine is replaced. */
  #fail(failures: readonly Failure[]): void {
    const fresh = new Set(failures.map(({ file }) => file));
    this.failures = [...this.failures.filter(({ file }) => !fresh.has(file)), ...failures];
    this.#forget(failures.flatMap(({ file }) => file.split(', ')));
  }

  #forget(names: readonly string[]): void {
    const needed = new Set(this.tables.flatMap(filesOf));
    const gone = new Set(names.filter((name) => !needed.has(name)));
    this.#files = this.#files.filter(({ name }) => !gone.has(name));
  }

  #of(tables: readonly Imported[]): readonly OpenedFile[] {
    const names = new Set(tables.flatMap(filesOf));
    return this.#files.filter(({ name }) => names.has(name));
  }

  async #print(files: readonly OpenedFile[]): Promise<void> {
    const names = new Set(files.map(({ name }) => name));
    const fresh = (await Promise.all(files.map((file) => fingerprint(file).catch(() => null)))).filter(
      (print) => print !== null,
    );
    this.prints = [...this.prints.filter(({ name }) => !names.has(name)), ...fresh];
  }
}

async function drop(engine: Engine, tables: readonly Imported[]): Promise<void> {
  for (const { table } of tables) {
    await engine.run(
      sql`DROP TABLE IF EXISTS ${identifier('raw', table)} CASCADE`,
      sql`DROP TABLE IF EXISTS ${identifier('store', `${table}#rejected`)}`,
    );
  }
}
