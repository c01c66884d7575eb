import type { Decisions, Imported } from '../engine/intake/imported';

/** By the file's name, how each is read where a person said so. */
export type Decided = Readonly<Record<string, Decisions>>;

/** The decisions with what is said now of a table's files; which sheets are read is said of the whole workbook. */
export function decided(before: Decided, table: Imported, { sheets, ...now }: Decisions): Decided {
  const books = sheets ? Object.keys(table.sheets ?? {}) : [];
  return {
    ...before,
    ...Object.fromEntries(table.files.map((name) => [name, merged(before[name], now)])),
    ...Object.fromEntries(books.map((name) => [name, { ...before[name], ...(sheets && { sheets }) }])),
  };
}

/** What was decided before stays, but for what is decided now. */
function merged(before: Decisions = {}, now: Decisions): Decisions {
  const dialect = { ...before.dialect, ...now.dialect };
  return { ...before, ...now, ...(Object.keys(dialect).length ? { dialect } : {}) };
}
