import type { Locale } from '../i18n/text';
import { catalogueWord, catalogueWords } from '../i18n/words/touchpoints';
import type { Found } from '../metrics/metric';

/**
 * What a metric found with the catalogue's values in words of one language: stages, classes, phases and so on wherever
 * they stand as groups, in rows and in all that charts are drawn from. Other groups stay as they are. Where `found` is
 * a part of something, `words` are those of the whole.
 */
export function inWords<F extends Pick<Found, 'rows' | 'summary' | 'more'>>(
  found: F,
  locale: Locale,
  words = wordsIn(found, locale),
): F {
  if (!words.size) return found;
  const rows = found.rows.map((row) => {
    const columns = Object.entries(row).map(([column, value], place) => [
      column,
      (place === 0 || Object.hasOwn(catalogueWords, column)) && typeof value === 'string'
        ? (words.get(value) ?? value)
        : value,
    ]);
    return Object.fromEntries(columns) as typeof row;
  });
  return { ...found, rows, ...('more' in found ? { more: replaced(found.more, words) } : {}) };
}

/** Canonical value → word, for the groups that stand in the rows. */
export function wordsIn(
  { rows, summary }: Pick<Found, 'rows' | 'summary'>,
  locale: Locale,
): ReadonlyMap<string, string> {
  const columns = Object.keys(rows[0] ?? {});
  const [first] = columns;
  const by = typeof summary.by === 'string' ? summary.by : first;
  const words = new Map<string, string>();
  // Of rows by the hundred thousand only the columns are read that may hold such values.
  for (const column of columns) {
    const of = column === first && !Object.hasOwn(catalogueWords, column) ? (by ?? '') : column;
    if (!Object.hasOwn(catalogueWords, of)) continue;
    for (const row of rows) {
      const value = row[column];
      if (typeof value !== 'string') continue;
      const word = catalogueWord(of, value)[locale];
      if (word !== value) words.set(value, word);
    }
  }
  return words;
}

function replaced(value: unknown, words: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return words.get(value) ?? value;
  if (Array.isArray(value)) return value.map((one) => replaced(one, words));
  if (value instanceof Map)
    return new Map([...value].map(([key, one]) => [replaced(key, words), replaced(one, words)]));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [words.get(key) ?? key, replaced(one, words)]));
}
