/**
 * What a JSON parameter holds, so that a form can write it. `names` is the column of the result's rows that holds the
 * names to fill in; names that the value already speaks of stand with them.
 */
export type JsonShape =
  /** name → name → how many times as important; `ratio` is the summary's consistency ratio of the comparisons. */
  | { readonly kind: 'pairs'; readonly names: string; readonly ratio: string }
  /** name → number from 0. */
  | { readonly kind: 'numbers'; readonly names: string }
  /** name → edges of bands from worst to best, or one list of edges for all. */
  | { readonly kind: 'bands'; readonly names: string }
  /** A list of columns of customers, or column → category → population; `unset` are the columns that count unless given. */
  | { readonly kind: 'margins'; readonly unset: readonly string[] };

/** Which values another parameter must have for this one to count. */
export interface CountsWhen {
  readonly param: string;
  readonly is: readonly string[];
}
