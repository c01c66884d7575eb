import type { LocalFile } from '../engine';
import type { Sql } from '../sql';
import type { Dialect } from './imported';
import type { RowForm } from './row-form';

/** A text on its way into the staging table. */
export interface TextSource {
  readonly file: LocalFile;
  /** The name that rejected rows and the column `file` bear. */
  readonly label: string;
  readonly dialect: Dialect;
  readonly above: number;
  readonly padded: boolean;
  /** The line, from 1, on which the first row of data begins. */
  readonly begins: number;
  /** Whether quotes are out of place in the lines above the data. */
  readonly opened: boolean;
  /** Numbers or times stand in these columns. */
  readonly valued: readonly number[];
}

/** What became of one text; `padded` of its source: short rows were filled up. */
export interface Loaded {
  readonly source: TextSource;
  /** How many rows of the staging table are of texts before it, and how many of this one. */
  readonly before: number;
  readonly rows: number;
  /** The line of each row, where they were counted. */
  readonly lines: readonly number[] | null;
}

/** Where the rows of a text go. */
export interface Into {
  readonly cells: Sql;
  readonly rejected: Sql;
  readonly names: readonly string[];
  readonly fileColumn: string | null;
  readonly label: string;
}

/** What a row of the text looks like. */
export function formOf({ dialect, padded, valued }: TextSource, names: readonly string[]): RowForm {
  return { cut: dialect, width: names.length, padded, valued };
}
