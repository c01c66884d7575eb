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
  return {
    ...headingOf(metric, name),
    values: all.map((one) =>
      typeof one === 'number' ? one : typeof one === 'boolean' ? flag(one) : word(metric, name, String(one), metrics),
    ),
  };
}

/** Parts of the summary that stand for alike things (one model and another), side by side. */
export interface SummaryTable {
  readonly columns: readonly { readonly label: Text; readonly format: Format }[];
  readonly rows: readonly { readonly label: Text; readonly values: readonly (number | null)[] }[];
}

/** The parts of the summary that have a name of their own and figures in them; null: there are none. */
export function summaryTable(metric: Metric, summary: Readonly<Record<string, Value>>): SummaryTable | null {
  const parts = Object.entries(summary).flatMap(([name, part]) =>
    Object.hasOwn(summaryWords, `${metric.id}.${name}`) && isFigures(part) ? [{ name, part }] : [],
  );
  const columns = [...new Set(parts.flatMap(({ part }) => Object.keys(part)))];
  if (!parts.some(({ part }) => Object.values(part).some((one) => one !== null))) return null;
  return {
    columns: columns.map((column) => headingOf(metric, column)),
    rows: parts.map(({ name, part }) => ({
      label: headingOf(metric, name).label,
      values: columns.map((column) => part[column] ?? null),
    })),
  };
}

function isFigures(value: Value): value is Readonly<Record<string, number | null>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((one) => one === null || typeof one === 'number')
  );
}

function headingOf(metric: Metric, name: string): { readonly label: Text; readonly format: Format } {
  const own = metric.headings[name];
  const [exact, shared] = [summaryWords[`${metric.id}.${name}`], summaryWords[name]];
  const asIs = name.replaceAll('_', ' ');
  return {
    label: exact?.label ?? own?.label ?? metric.params[name]?.label ?? shared?.label ?? { en: asIs, zh: asIs },
    format: exact?.format ?? own?.format ?? shared?.format ?? 'number',
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
