import type { ResultRow } from './metric';

/** How a metric's row is read for a test: as counts of hits among trials, as parts of NPS, or as a value with its interval. */
export type Reading =
  | { readonly kind: 'share'; readonly value: string; readonly hits: string; readonly n: readonly string[] }
  | { readonly kind: 'nps' }
  | {
      readonly kind: 'interval';
      readonly value: string;
      readonly n: string;
      readonly low: string;
      readonly high: string;
    };

const share = (value: string, hits: string, ...n: string[]): Reading => ({ kind: 'share', value, hits, n });

/** The reading of each metric whose rates rest on independent trials, by its headline value. */
const readings: Readonly<Record<string, Reading>> = {
  csat: share('csat', 'satisfied', 'n'),
  nps: { kind: 'nps' },
  ces: { kind: 'interval', value: 'mean', n: 'n', low: 'low', high: 'high' },
  conversion: share('rate', 'converted', 'entered'),
  churn: share('rate', 'churned', 'customers'),
  repurchase: share('rate', 'repurchased', 'customers'),
  'closed-loop': share('recovered_rate', 'recovered', 'alerts'),
  'response-time': share('within_sla', 'met', 'n', 'open_overdue'),
  'first-contact-resolution': share('rate', 'resolved_first', 'n'),
  'response-rate': share('rate', 'responded', 'invited'),
  'touchpoint-exit': { kind: 'interval', value: 'rate', n: 'visits', low: 'low', high: 'high' },
  'clv-historic': { kind: 'interval', value: 'clv', n: 'customers', low: 'low', high: 'high' },
};

/** How `value` of `metric` is read; a mean or any other column through the interval beside it. */
export function readingOf(metric: string, value: string | null): Reading {
  const known = readings[metric];
  if (known && (value === null || value === (known.kind === 'nps' ? 'nps' : known.value))) return known;
  const column = value ?? 'rate';
  const own = column === 'mean' && metric === 'csat';
  return { kind: 'interval', value: column, n: 'n', low: own ? 'mean_low' : 'low', high: own ? 'mean_high' : 'high' };
}

/** The name of the value's column. */
export function columnOf(reading: Reading): string {
  return reading.kind === 'nps' ? 'nps' : reading.value;
}

/** A number of a row, or null. */
export function numberOf(row: ResultRow | undefined, column: string): number | null {
  const value = row?.[column];
  return typeof value === 'number' ? value : null;
}
