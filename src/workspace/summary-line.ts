import { analyseWords } from '../i18n/words/analyse';
import { answerKindWords } from '../i18n/words/data';
import { columnWords } from '../i18n/words/shell';
import { summaryValues, summaryWords } from '../i18n/words/summary';
import type { Format } from '../i18n/say';
import type { Text } from '../i18n/text';
import type { Value } from '../metrics/found';
import type { Metric } from '../metrics/metric';

/** A figure for the whole as a reader sees it. */
export interface SummaryLine {
  readonly label: Text;
  readonly format: Format;
  /** One, or several of a list. */
  readonly values: readonly (number | Text)[];
}

/**
 * What a figure of the summary is called and what it says: by the metric's own heading, else its setting of that name,
 * else the words that all metrics share. Null: it is not for this place (no value, parts of their own, the grouping).
 */
export function summaryLine(
  metric: Metric,
  name: string,
  value: Value,
  metrics: ReadonlyMap<string, Metric>,
): SummaryLine | null {
  if (name === 'by' || value === null) return null;
  const all = Array.isArray(value) ? (value as readonly Value[]) : [value];
  if (!all.length || all.some((one) => typeof one === 'object')) return null;
  const own = metric.headings[name];
  const shared = summaryWords[`${metric.id}.${name}`] ?? summaryWords[name];
  const label =
    own?.label ?? summaryWords[`${metric.id}.${name}`]?.label ?? metric.params[name]?.label ?? shared?.label;
  const asIs = name.replaceAll('_', ' ');
  return {
    label: label ?? { en: asIs, zh: asIs },
    format: own?.format ?? shared?.format ?? 'number',
    values: all.map((one) =>
      typeof one === 'number' ? one : typeof one === 'boolean' ? flag(one) : word(metric, name, String(one), metrics),
    ),
  };
}

function flag(value: boolean): Text {
  return value ? analyseWords.yes : analyseWords.no;
}

function word(metric: Metric, name: string, value: string, metrics: ReadonlyMap<string, Metric>): Text {
  const param = metric.params[name];
  const choices = param?.kind === 'choice' ? param.of : {};
  const words = [metric.headings[name]?.values, choices, answerKindWords, columnWords].map((one) =>
    one && Object.hasOwn(one, value) ? one[value] : undefined,
  );
  return (
    words[0] ??
    words[1] ??
    summaryValues[`${metric.id}.${name}.${value}`] ??
    summaryValues[`${name}.${value}`] ??
    (name === 'metric' ? metrics.get(value)?.title : undefined) ??
    words[2] ??
    words[3] ?? { en: value, zh: value }
  );
}
