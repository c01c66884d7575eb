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
    for (const row of rows[table] ?? []) {
      for (const column in columns) {
        const kind = columns[column] as Kind;
        if (!fits(row[column], kind))
          throw new TypeError(`${metric}: ${table}.${column} is ${String(row[column])}, not ${kind}`);
      }
    }
  }
  return Object.fromEntries(Object.keys(tables).map((table) => [table, rows[table] ?? []])) as unknown as RowsOf<T>;
}

function fits(cell: Cell | undefined, kind: Kind): boolean {
  if (cell === null) return kind.endsWith('?');
  switch (kind.replace('?', '')) {
    case 'time':
      return cell instanceof Date;
    case 'numbers':
      return Array.isArray(cell) && cell.every((item) => typeof item === 'number');
    case 'texts':
      return Array.isArray(cell) && cell.every((item) => typeof item === 'string');
    case 'flag':
      return typeof cell === 'boolean';
    case 'number':
      return typeof cell === 'number';
    default:
      return typeof cell === 'string';
  }
}
