import type { Remark, Text } from '../i18n/text';
import type { TableName } from './schema';

/** What a number was measured in; canonical durations are seconds. */
export type Unit = 'ms' | 's' | 'min' | 'h' | 'd';

/**
 * How the words of a source column become canonical values: order status (paid, unpaid, closed, refunded),
 * yes or no, satisfied or not (1 or 0).
 */
export type Words = 'order-status' | 'flag' | 'satisfied';

/** A row counts only where this source column has one of these values (compared as text). */
export interface When {
  readonly column: string;
  readonly is: readonly string[];
}

/** One step to another raw table: `by` is the column here, `key` the column there. */
export interface Step {
  readonly by: string;
  readonly table: string;
  readonly key: string;
}

/** Where the values of a canonical column come from. Plain data, saved as it stands. */
export type Supply =
  | {
      readonly kind: 'column';
      readonly column: string;
      readonly unit?: Unit;
      readonly words?: Words;
      /** Values (as text) that mean "not applicable", e.g. `0` on a scale of 1 to 5. */
      readonly missing?: readonly string[];
      readonly when?: When;
    }
  | { readonly kind: 'constant'; readonly value: string | number | boolean }
  /** The columns multiplied, e.g. quantity by unit price. */
  | { readonly kind: 'product'; readonly columns: readonly string[] }
  /** A day in one column and a time of day in another. */
  | { readonly kind: 'moment'; readonly date: string; readonly time: string }
  /** Year, month (number or name) and day in three columns. */
  | { readonly kind: 'day'; readonly year: string; readonly month: string; readonly day: string }
  /** `paid` where the column has a value, `unpaid` where it has none. */
  | { readonly kind: 'paid-when'; readonly column: string }
  /** File and row number. */
  | { readonly kind: 'row' }
  /** The file's id column together with the file, where ids restart in each file. */
  | { readonly kind: 'id-in-file'; readonly column: string }
  /** A column of another raw table, reached by shared ids; the first match, or the sum of all. */
  | {
      readonly kind: 'through';
      readonly path: readonly Step[];
      readonly column: string;
      readonly fold: 'first' | 'sum';
    };

/** Kinds of `responses.kind`. */
export const answerKinds = [
  'nps',
  'csat',
  'ces',
  'attribute',
  'importance',
  'overall',
  'brand',
  'emotion',
  'referral',
  'kano_functional',
  'kano_dysfunctional',
  'verbatim',
] as const;
export type AnswerKind = (typeof answerKinds)[number];

/** Columns of a survey that become one response each. */
export interface Answers {
  readonly columns: readonly string[];
  readonly kind: AnswerKind;
  /** The touchpoint is the column's name (wide survey), that of the row, or none (the whole experience). */
  readonly touchpoint: 'name' | 'row' | 'none';
  /** Item by source column, where it is not the column's name (kano pairs share one). */
  readonly items?: Readonly<Record<string, string>>;
  readonly missing?: readonly string[];
  readonly words?: Words;
  readonly scale?: readonly [number, number];
  readonly when?: When;
}

/** Why a column was taken, for the person who checks it. */
export type Reason = Text;

/** One raw table feeding one canonical table. */
export interface Feed {
  readonly table: TableName;
  /** The table's name in schema raw. */
  readonly source: string;
  readonly columns: Readonly<Record<string, Supply>>;
  /** Only for `responses`: columns that become rows. */
  readonly answers?: readonly Answers[];
  /** Rows that count at all. */
  readonly only?: readonly When[];
  /** Several rows make one order (or ticket): its amounts repeat on each, or are summed. */
  readonly once?: 'repeat' | 'sum';
  /** Only for `customers`: the source columns that are kept as attributes; all, unless said. */
  readonly attributes?: readonly string[];
  /** 0 to 1. */
  readonly confidence: number;
  /** Reason by canonical column. */
  readonly reasons: Readonly<Record<string, Reason>>;
  /** The export preset that was recognised. */
  readonly preset?: string;
}

/** What the columns of all files mean: saved with the workspace, never rows. */
export interface Mapping {
  readonly feeds: readonly Feed[];
  /** Confirmed names of one touchpoint: name in the files → name to show. */
  readonly aliases: Readonly<Record<string, string>>;
}

export const noMapping: Mapping = { feeds: [], aliases: {} };

/** Columns that fit a role equally well: a person must say which. Nothing was mapped for this role. */
export interface Tie {
  readonly table: TableName;
  readonly column: string;
  readonly source: string;
  readonly candidates: readonly string[];
  readonly reason: Reason;
}

/** What was read out of headers and values. */
export interface Guess {
  readonly feeds: readonly Feed[];
  readonly ties: readonly Tie[];
  readonly remarks: readonly Remark[];
}

/** One row of the person's own catalogue; it overrides what files say of the same touchpoint. */
export type CatalogueEntry = { readonly touchpoint: string } & Readonly<
  Record<string, string | number | boolean | null>
>;
