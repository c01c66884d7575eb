import type { Cell, Row } from '../engine/engine';

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
/** What a metric's SQL must return: table → column → kind, `?` where it may be null. */
export type Tables = Readonly<Record<string, Columns>>;
export type RowsOf<T extends Tables> = {
  readonly [N in keyof T]: readonly { readonly [C in keyof T[N]]: CellOf<T[N][C]> }[];
};

/** Turns the declared columns from a promise into a fact, tables not asked for being empty; TypeError where the SQL breaks it. */
export function rowsOf<T extends Tables>(
  metric: string,
  tables: T,
  rows: Readonly<Record<string, readonly Row[]>>,
): RowsOf<T> {
  for (const [table, columns] of Object.entries(tables)) {
    for (const [column, kind] of Object.entries(columns)) {
      const fits = fitting(kind);
      for (const row of rows[table] ?? [])
        if (!fits(row[column]))
          throw new TypeError(`${metric}: ${table}.${column} is ${String(row[column])}, not ${kind}`);
    }
  }
  return Object.fromEntries(Object.keys(tables).map((table) => [table, rows[table] ?? []])) as unknown as RowsOf<T>;
}

function fitting(kind: Kind): (cell: Cell | undefined) => boolean {
  const optional = kind.endsWith('?');
  const isKind = checks[kind.replace('?', '') as keyof Kinds];
  return (cell) => (cell === null ? optional : isKind(cell));
}

const checks: Readonly<Record<keyof Kinds, (cell: Cell | undefined) => boolean>> = {
  text: (cell) => typeof cell === 'string',
  number: (cell) => typeof cell === 'number',
  flag: (cell) => typeof cell === 'boolean',
  time: (cell) => cell instanceof Date,
  numbers: (cell) => Array.isArray(cell) && cell.every((item) => typeof item === 'number'),
  texts: (cell) => Array.isArray(cell) && cell.every((item) => typeof item === 'string'),
};
