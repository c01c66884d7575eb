import type { Text } from '../i18n/text';
import { columnWords, tableWords } from '../i18n/words/shell';
import type { TableName } from './schema';

/** A canonical table as a sentence calls it. */
export function tableWord(table: TableName): Text {
  const { en, zh } = tableWords[table];
  return { en: `“${en}”`, zh: `“${zh}”` };
}

/** A canonical column as a sentence calls it. */
export function roleWord(table: TableName, column: string): Text {
  const of = tableWords[table];
  const name = columnWords[column] ?? { en: column, zh: column };
  return { en: `“${name.en}” of ${of.en}`, zh: `${of.zh}的“${name.zh}”` };
}

/** Several canonical columns as a sentence lists them. */
export function columnList(columns: readonly string[]): Text {
  const names = columns.map((column) => columnWords[column] ?? { en: column, zh: column });
  return { en: names.map(({ en }) => en).join(', '), zh: names.map(({ zh }) => zh).join('、') };
}
