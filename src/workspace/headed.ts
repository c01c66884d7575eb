import type { Found, Metric } from '../metrics/metric';

/** The metric with the headings that fit what it found. */
export function headedFor(metric: Metric, { formats = {} }: Pick<Found, 'formats'>): Metric {
  const own = Object.entries(formats).flatMap(([name, format]) => {
    const heading = metric.headings[name];
    return heading ? [[name, { ...heading, format }] as const] : [];
  });
  return { ...metric, headings: { ...metric.headings, ...Object.fromEntries(own) } };
}
