/** How the text of a delimited file is cut into cells. Every decision is shown and can be changed. */
export interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
  /** Lines above the header that are no data (titles). */
  readonly skipped: number;
  /** How many lines make the header; 0: none, columns are named column0, column1, … */
  readonly headerLines: number;
  /** Cut by runs of blanks (`blanks`), by column positions (`fixed`), or by the delimiter (`delimiter`). */
  readonly cut: 'delimiter' | 'blanks' | 'fixed';
  readonly comment: string | null;
}

/** How the cells of a column were read. */
export type Reading =
  | { readonly kind: 'text' }
  | { readonly kind: 'number'; readonly decimal: '.' | ','; readonly percent: boolean }
  | { readonly kind: 'flag' }
  /** `format` is e.g. `%d-%m-%Y %H:%M`, `iso`, `chinese`, `excel-serial`, `epoch-ms`; `order` says how day and month were told apart. */
  | {
      readonly kind: 'time';
      readonly format: string;
      readonly order: 'evidence' | 'other-columns' | 'assumed' | 'unambiguous' | 'told';
    }
  | { readonly kind: 'duration' }
  /** Words in the order of their numbers, e.g. 非常不满意 … 非常满意 → 1 … 5. */
  | { readonly kind: 'likert'; readonly labels: Readonly<Record<string, number>> };

export interface ImportedColumn {
  readonly name: string;
  /** DuckDB's type in schema raw. */
  readonly type: string;
  readonly reading: Reading;
  /** Texts that were read as missing, e.g. `NULL`, `?`. */
  readonly missing: readonly string[];
  /** What it would be but for a few of its cells, where it stays text. */
  readonly nearly?: Reading;
  readonly nulls: number;
  /** Cells with text that could not be read as the column's type (they are null, and listed among the rejected cells). */
  readonly failed: number;
  readonly distinct: number;
  readonly min: string | number | null;
  readonly max: string | number | null;
  readonly examples: readonly string[];
}

/** How one file of several is read. */
export interface ReadOtherwise {
  readonly file: string;
  readonly encoding: string;
  readonly dialect: Dialect;
}

/** What a file (or a member of an archive, or a sheet) became. */
export interface Imported {
  /** The table's name in schema raw: the file's stem; `_2`, `_3` … where taken. */
  readonly table: string;
  /** The file's name; `archive.zip/member.csv` or `book.xlsx/Sheet1` for members. Several for a union of one shape. */
  readonly files: readonly string[];
  readonly format: 'csv' | 'parquet' | 'xlsx' | 'json' | 'ndjson' | 'arrow';
  /** All sheets of the workbook that the table is from, by the workbook's name, those that were left out too. */
  readonly sheets?: Readonly<Record<string, readonly string[]>>;
  readonly encoding: string | null;
  readonly dialect: Dialect | null;
  /** The files of a union that are read in another way than the first one, of which encoding and dialect stand above. */
  readonly otherwise?: readonly ReadOtherwise[];
  readonly columns: readonly ImportedColumn[];
  readonly rows: number;
  /** Rows that did not fit: in `store."<table>#rejected"` (file, line, reason, text). */
  readonly rejected: number;
  /** What was decided without being sure, in words by code. */
  readonly notes: readonly { readonly code: string; readonly details: Readonly<Record<string, string | number>> }[];
}

/** What a person changed about how a file is read; what is absent is detected. */
export interface Decisions {
  readonly encoding?: string;
  readonly dialect?: Partial<Dialect>;
  readonly readings?: Readonly<Record<string, Reading>>;
  readonly missing?: readonly string[];
  readonly sheets?: readonly string[];
}
