import type { Format } from '../i18n/say';
import type { Text } from '../i18n/text';

/** A value of a result: what JSON can say. Times are ISO text. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };
/** One row of a result. The group's value stands in the first column. */
export type ResultRow = Readonly<Record<string, Value>>;

/** What a metric found: rows and summary as the catalogue names them, all plain data. */
export interface Found<R extends object = ResultRow, S extends object = Readonly<Record<string, Value>>, M = unknown> {
  readonly rows: readonly R[];
  readonly summary: S;
  /** Further tables that charts and remarks need (histograms, curves); not in the headless output. */
  readonly more?: M;
  /** How columns are written whose unit is that of what was asked for; the others as their headings say. */
  readonly formats?: Readonly<Record<string, Format>>;
}

/** Columns that are all written the same way. */
export function allAs(format: Format, columns: readonly string[]): Readonly<Record<string, Format>> {
  return Object.fromEntries(columns.map((column) => [column, format]));
}

/** How a column is headed and written. Unlisted columns are shown under their own name, as numbers. */
export interface Heading {
  readonly label: Text;
  readonly format?: Format;
  /** Words for values that are no names, such as `other`: the screen says them in the reader's language. */
  readonly values?: Readonly<Record<string, Text>>;
  /** The same for values that are made of names of the data, and so are not known beforehand. */
  readonly worded?: (value: string) => Text;
}

/** The one number that stands for the metric in a scorecard's cell. */
export interface Headline {
  /** The column of `rows` (and of the summary) that holds it. */
  readonly value: string;
  readonly format: Format;
  readonly better: 'more' | 'less';
  /** The ends of its scale; null: those of the data. */
  readonly scale: readonly [number, number] | null;
  /** The column that holds its base, `n` unless said. */
  readonly base?: string;
}
