import type { Text } from '../i18n/text';
import type { Heading, ResultRow } from '../metrics/found';

const and = ' + ';

/** What a value of a metric's own vocabulary is called, several joined by ` + ` too; null for a name or any other text. */
export function valueWord(heading: Heading | undefined, value: string): Text | null {
  if (heading?.worded) return heading.worded(value);
  const own = heading?.values;
  if (!own) return null;
  const parts = value.split(and).flatMap((one) => (Object.hasOwn(own, one) && own[one] ? [own[one]] : []));
  if (parts.length !== value.split(and).length) return null;
  return { en: parts.map(({ en }) => en).join(and), zh: parts.map(({ zh }) => zh).join(and) };
}

/** Rows with the metric's own vocabulary in words of one language. */
export function rowsInWords<R extends ResultRow>(
  rows: readonly R[],
  headings: Readonly<Record<string, Heading>>,
  locale: keyof Text,
): readonly R[] {
  const spoken = Object.entries(headings).filter(([, { values, worded }]) => values ?? worded);
  if (!spoken.length) return rows;
  return rows.map((row) => {
    const words = spoken.flatMap(([column, heading]) => {
      const value = row[column];
      const word = typeof value === 'string' ? valueWord(heading, value) : null;
      return word ? [[column, word[locale]]] : [];
    });
    return { ...row, ...(Object.fromEntries(words) as Partial<R>) };
  });
}
