import type { Metric } from '../metrics/metric';

export interface Lacking {
  readonly metric: Metric;
  /** The roles that are not mapped. */
  readonly roles: readonly string[];
  /** It has all it needs and answers on its own page, though not by touchpoint. */
  readonly ready: boolean;
}

/** Roles that a metric still needs: of alternatives, all are named. */
export function lackingOf(metric: Metric, roles: ReadonlySet<string>): readonly string[] {
  return metric.needs.flatMap((need) => {
    const anyOf: readonly string[] = typeof need === 'string' ? [need] : need;
    return anyOf.some((role) => roles.has(role)) ? [] : [anyOf.join(' | ')];
  });
}

/** The metrics that can be followed over periods with the columns that are mapped. */
export function followable(metrics: Iterable<Metric>, roles: ReadonlySet<string>): readonly Metric[] {
  return [...metrics].filter(
    (metric) => metric.headline && 'by' in metric.params && lackingOf(metric, roles).length === 0,
  );
}
