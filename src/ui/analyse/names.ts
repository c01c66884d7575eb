import { columnWords, tableWords } from '../../i18n/words/shell';
import type { Locale, Text } from '../../i18n/text';
import type { Metric } from '../../metrics/metric';

/** The short name of a metric where room is scarce: what its title has in brackets, else the title. */
export function shortTitle({ title }: Metric): Text {
  const short = (full: string) => /[（(]([A-Za-z][^）)]{1,7})[）)]/.exec(full)?.[1] ?? full;
  return { en: short(title.en), zh: short(title.zh) };
}

/** "Responses: Score", or several of which one is enough ("Orders: Amount or Interactions: Converted"). */
export function roleName(role: string, locale: Locale): string {
  const or = { en: ' or ', zh: ' 或 ' }[locale];
  return role
    .split(' | ')
    .map((one) => {
      const [table = '', column = ''] = one.split('.');
      const tableName = table in tableWords ? tableWords[table as keyof typeof tableWords][locale] : table;
      const name = columnName(column, locale);
      return locale === 'zh' ? `${tableName}·${name}` : `${tableName}: ${name}`;
    })
    .join(or);
}

/** "Score"; an attribute of the person's files as they write it. */
export function columnName(column: string, locale: Locale): string {
  return columnWords[column]?.[locale] ?? column;
}
