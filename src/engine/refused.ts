/** What DuckDB does not find in a statement, or does not take. */
export type Refusal =
  | 'no-table'
  | 'no-column'
  | 'no-table-after-from'
  | 'no-function'
  | 'unfinished'
  | 'not-understood'
  | 'not-grouped'
  | 'not-convertible';

const forms: readonly (readonly [Refusal, RegExp])[] = [
  ['no-table', /Table with name (.+?) does not exist/],
  ['no-column', /(?:Referenced column|column named) "(.+?)"/],
  ['no-table-after-from', /Referenced table "(.+?)" not found/],
  ['no-function', /Function with name "?([^"\s]+?)"? does not exist/],
  ['unfinished', /syntax error at end of input/],
  ['not-understood', /syntax error at or near "(.+?)"/],
  ['not-grouped', /column "?(.+?)"? must appear in the GROUP BY clause/],
  ['not-convertible', /Could not convert string '(.+?)' to/],
];

/** Why DuckDB refused a statement, read from its words, and the name or text that it tells; null where it says something else. */
export function refusedFor(message: string): { readonly refusal: Refusal; readonly name: string } | null {
  for (const [refusal, form] of forms) {
    const found = form.exec(message);
    if (found) return { refusal, name: found[1] ?? '' };
  }
  return null;
}
