import type { Sql } from './sql';

/**
 * A value as every layer above engine/ sees it: no bigint, no Arrow, no driver classes.
 * Integers beyond 2^53 and wide decimals are digit strings; DATE and TIMESTAMP are `Date` (wall-clock time read as UTC);
 * TIME is text; lists are arrays and structs are plain objects.
 */
export type Cell = string | number | boolean | Date | null | readonly Cell[] | { readonly [name: string]: Cell };
export type Row = Readonly<Record<string, Cell>>;

export interface Column {
  readonly name: string;
  /** DuckDB's name of the type. */
  readonly type: string;
}

/** A column's cells, from the first row on. DOUBLE lies in one piece of memory, with NaN for what does not exist. */
export type Cells = Float64Array | readonly Cell[];

/** A result that remembers its columns, also when it has no rows. */
export interface Result {
  readonly columns: readonly Column[];
  /** Of each column. */
  readonly cells: readonly Cells[];
  /** How many rows there are. */
  readonly length: number;
  /** Made when first asked for: of very many rows the cells alone take a fraction of the time and the memory. */
  readonly rows: readonly Row[];
}

export interface Asking {
  readonly signal?: AbortSignal | undefined;
  /** Which schema answers an unqualified name that both hold: metrics ask canonical tables, people ask their files. */
  readonly first?: 'canonical' | 'raw';
  /** Called with 0 to 1 while a long query runs. */
  readonly progress?: ((share: number) => void) | undefined;
}

/** A file as intake reads it: lazily, by slices. In Node it comes from `fs.openAsBlob`. */
export interface LocalFile {
  readonly name: string;
  readonly blob: Blob;
  /** Where the file lies, if the engine can open it from there (native only). */
  readonly path?: string | undefined;
}

/** The one door to a database. The page opens a WASM engine in a worker, the terminal a native one. */
export interface Engine {
  readonly kind: 'wasm' | 'native';
  /** DuckDB's version, e.g. `v1.4.3`. */
  version(): Promise<string>;
  /** Rows of one statement. Throws WorkbenchError; an aborted signal throws its reason. */
  query(sql: Sql, asking?: Asking): Promise<readonly Row[]>;
  /** The same with the columns' names and types. */
  ask(sql: Sql, asking?: Asking): Promise<Result>;
  /** Statements without a result, one after the other. */
  run(...statements: readonly Sql[]): Promise<void>;
  /** Makes a file readable to `read_csv` under the name that is returned. */
  open(file: LocalFile): Promise<string>;
  /** Forgets a name that `open` returned. */
  shut(name: string): Promise<void>;
  /** Appends Arrow IPC batches (each a whole stream with schema) to a table in schema raw, made by the first. */
  append(table: string, batches: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<void>;
  /** A query's result as one Arrow IPC stream. */
  arrow(sql: Sql, asking?: Asking): Promise<Uint8Array>;
  /** Bytes that DuckDB uses now, and at most may. */
  memory(): Promise<{ readonly used: number; readonly limit: number }>;
  close(): Promise<void>;
}

/** What every engine runs before its first query: three schemas, and nothing from outside. */
export const schemas = ['canonical', 'raw', 'store'] as const;
