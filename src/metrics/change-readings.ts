import type { Format } from '../i18n/say';
import type { Headline, ResultRow } from './metric';
import { oneOf, refused } from './params';

/** How a metric's row is read for a test: hits among trials, the parts of NPS, a mean with its spread, or a value with its interval. */
export type Reading =
  | { readonly kind: 'share'; readonly value: string; readonly hits: string | null; readonly n: readonly string[] }
  | { readonly kind: 'nps'; readonly value: 'nps' }
  | {
      readonly kind: 'mean';
      readonly value: string;
      readonly n: string;
      /** The column of the standard deviation of one answer; without it the interval tells it. */
      readonly sd: string | null;
      readonly low: string | null;
      readonly high: string | null;
    };

const share = (value: string, hits: string | null, ...n: string[]): Reading => ({ kind: 'share', value, hits, n });
const mean = (value: string, n = 'n', sd: string | null = 'sd', low = 'low', high = 'high'): Reading => ({
  kind: 'mean',
  value,
  n,
  sd,
  low,
  high,
});

/** What metrics' columns are, the followed one first. What is not here is read through the interval beside it. */
const readings: Readonly<Record<string, readonly Reading[]>> = {
  csat: [
    share('csat', 'satisfied', 'n'),
    mean('mean', 'n', 'sd', 'mean_low', 'mean_high'),
    mean('score', 'n', null, 'score_low', 'score_high'),
  ],
  nps: [{ kind: 'nps', value: 'nps' }],
  ces: [mean('mean'), share('easy', null, 'n')],
  'satisfaction-index': [mean('score'), mean('index', 'respondents', null)],
  'importance-performance': [mean('performance')],
  consistency: [mean('mean'), share('agreement', null, 'facts')],
  sentiment: [mean('mean', 'n', null)],
  conversion: [share('rate', 'converted', 'entered')],
  churn: [share('rate', 'churned', 'customers')],
  repurchase: [share('rate', 'repurchased', 'customers')],
  'closed-loop': [share('recovered_rate', 'recovered', 'alerts')],
  'response-time': [share('within_sla', 'met', 'n', 'open_overdue')],
  'first-contact-resolution': [share('rate', 'resolved_first', 'n')],
  'response-rate': [share('rate', 'responded', 'n')],
  'touchpoint-exit': [share('rate', 'exits', 'visits')],
  'clv-historic': [mean('clv', 'customers', null)],
};

/**
 * How `value` (a column; null: the metric's own) is read. `row` is one that the metric gave. A column that is none is
 * refused by name.
 */
export function readingOf(
  metric: string,
  value: string | null,
  row: ResultRow | undefined,
  headline: Headline | undefined,
): Reading {
  const known = readings[metric] ?? [];
  const [first] = known;
  if (value === null && first) return first;
  const column = value ?? headline?.value ?? 'rate';
  const numbers = Object.keys(row ?? {}).filter((name) => typeof row?.[name] === 'number' || row?.[name] === null);
  if (row && !numbers.includes(column))
    throw refused('value', value ?? '', oneOf(numbers.filter((name) => typeof row[name] === 'number')));
  const said = known.find((reading) => reading.value === column);
  if (said) return said;
  if (numbers.includes(`${column}_low`))
    return mean(column, headline?.base ?? 'n', null, `${column}_low`, `${column}_high`);
  const own = column === headline?.value;
  return {
    kind: 'mean',
    value: column,
    n: headline?.base ?? 'n',
    sd: null,
    low: own ? 'low' : null,
    high: own ? 'high' : null,
  };
}

/** The reading of the summary, where its value has another name than that of the rows. */
export function readingOfWhole(metric: string, reading: Reading): Reading {
  if (metric !== 'satisfaction-index' || reading.value !== 'score') return reading;
  return readings[metric]?.find(({ value }) => value === 'index') ?? reading;
}

/** A number of a row, or null. */
export function numberOf(row: ResultRow | undefined, column: string | null): number | null {
  const value = column === null ? null : row?.[column];
  return typeof value === 'number' ? value : null;
}

/** Shares are written as per cent; a column that is not the headline is a plain number unless it is read as a share. */
export function formatOf(reading: Reading, headline: Headline | undefined): Format {
  if (reading.value === headline?.value) return headline.format;
  return reading.kind === 'share' ? 'percent' : 'number';
}
