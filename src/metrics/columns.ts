import type { Cell, Result } from '../engine/engine';
import { cellsOf, resultOf } from '../engine/result';

interface Kinds {
  text: string;
  number: number;
  flag: boolean;
  time: Date;
  numbers: readonly number[];
  texts: readonly string[];
}
type Kind = keyof Kinds | `${keyof Kinds}?`;
type CellOf<K extends Kind> = K extends `${infer B extends keyof Kinds}?`
  ? Kinds[B] | null
  : K extends keyof Kinds
    ? Kinds[K]
    : never;

type Columns = Readonly<Record<string, Kind>>;
/** A table that is read by its columns and not row by row: for very many rows. */
interface ByColumn {
  readonly byColumn: Columns;
}
/** What a metric's SQL must return: table → column → kind, `?` where it may be null. */
export type Tables = Readonly<Record<string, Columns | ByColumn>>;
export type RowsOf<T extends Tables> = {
  readonly [N in keyof T]: T[N] extends ByColumn
    ? Result
    : readonly { readonly [C in keyof T[N]]: T[N][C] extends Kind ? CellOf<T[N][C]> : never }[];
};

/** Turns the declared columns from a promise into a fact, tables not asked for being empty; TypeError where the SQL breaks it. */
export function rowsOf<T extends Tables>(
  metric: string,
  tables: T,
  results: Readonly<Record<string, Result>>,
): RowsOf<T> {
  const read = Object.entries(tables).map(([table, declared]) => {
    const result = results[table] ?? resultOf([], [], 0);
    const byColumn = isByColumn(declared);
    check(`${metric}: ${table}`, byColumn ? declared.byColumn : declared, result);
    return [table, byColumn ? result : result.rows];
  });
  return Object.fromEntries(read) as unknown as RowsOf<T>;
}

/** A DOUBLE column of a table that is read by its columns; empty where the table is. */
export function numbersOf(result: Result, column: string): Float64Array {
  const held = cellsOf(result, column);
  return held instanceof Float64Array ? held : new Float64Array(0);
}

/** A text column of such a table. */
export function textsOf(result: Result, column: string): readonly string[] {
  return Array.from<Cell, string>(cellsOf(result, column) ?? [], String);
}

function isByColumn(declared: Columns | ByColumn): declared is ByColumn {
  return typeof declared.byColumn === 'object';
}

function check(table: string, declared: Columns, result: Result): void {
  if (!result.length) return;
  for (const [column, kind] of Object.entries(declared)) {
    const held: ArrayLike<Cell | undefined> = cellsOf(result, column) ?? [undefined];
    const fits = fitting(kind);
    for (let at = 0; at < held.length; at++)
      if (!fits(held[at])) throw new TypeError(`${table}.${column} is ${String(held[at])}, not ${kind}`);
  }
}

function fitting(kind: Kind): (cell: Cell | undefined) => boolean {
  const optional = kind.endsWith('?');
  const isKind = checks[kind.replace('?', '') as keyof Kinds];
  return (cell) => (cell === null || Number.isNaN(cell) ? optional : isKind(cell));
}

const checks: Readonly<Record<keyof Kinds, (cell: Cell | undefined) => boolean>> = {
  text: (cell) => typeof cell === 'string',
  number: (cell) => typeof cell === 'number',
  flag: (cell) => typeof cell === 'boolean',
  time: (cell) => cell instanceof Date,
  numbers: (cell) => Array.isArray(cell) && cell.every((item) => typeof item === 'number'),
  texts: (cell) => Array.isArray(cell) && cell.every((item) => typeof item === 'string'),
};
