import { colon, comma, semicolon } from '../i18n/punctuation';
import type { Locale } from '../i18n/text';
import { reportWords as words } from '../i18n/words/report';
import { columnWords, tableWords } from '../i18n/words/shell';
import { catalogueWord } from '../i18n/words/touchpoints';
import type { Metric } from '../metrics/metric';
import type { Param } from '../metrics/params';
import type { Filters } from '../model/filters';

/** Filters as a reader knows them, one text each; empty where nothing is filtered. */
export function filtersTold({ from, to, where = [] }: Filters, locale: Locale): readonly string[] {
  return [
    ...(from === undefined ? [] : [`≥ ${from}`]),
    ...(to === undefined ? [] : [`≤ ${to}`]),
    ...where.map(({ table, column, value }) => {
      const name = columnWords[column]?.[locale] ?? column;
      return `${tableWords[table][locale]} · ${name}${colon[locale]}${catalogueWord(column, String(value))[locale]}`;
    }),
  ];
}

/** A metric's settings in words: all of them, or only those that a person chose. What the metric does not know stays as it was written. */
export function settingsTold(
  metric: Pick<Metric, 'params'>,
  params: Readonly<Record<string, unknown>>,
  locale: Locale,
  which: 'all' | 'chosen',
): string {
  const known = Object.entries(metric.params)
    .filter(([name]) => which === 'all' || name in params)
    .map(([name, param]) => [param.label[locale], settingText(param, params[name] ?? param.default, locale)] as const);
  const unknown = Object.entries(params)
    .filter(([name]) => which === 'chosen' && !Object.hasOwn(metric.params, name))
    .map(([name, value]) => [name, JSON.stringify(value)] as const);
  return [...known, ...unknown]
    .flatMap(([name, text]) => (text === '' ? [] : [name + colon[locale] + text]))
    .join(semicolon[locale]);
}

/** A setting in words; empty where nothing is set. */
function settingText(param: Param, value: unknown, locale: Locale): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return words[value ? 'yes' : 'no'][locale];
  if (param.kind === 'group') return columnWords[String(value)]?.[locale] ?? String(value);
  if (param.kind === 'choice') return param.of[String(value)]?.[locale] ?? String(value);
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(comma[locale]);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
