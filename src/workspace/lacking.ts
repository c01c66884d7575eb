import type { Metric } from '../metrics/metric';

export interface Lacking {
  readonly metric: Metric;
  /** The roles that are not mapped; empty: nothing could be counted by touchpoint. */
  readonly roles: readonly string[];
}

/** Roles that a metric still needs: of alternatives, all are named. */
export function lackingOf(metric: Metric, roles: ReadonlySet<string>): readonly string[] {
  return metric.needs.flatMap((need) => {
    const anyOf: readonly string[] = typeof need === 'string' ? [need] : need;
    return anyOf.some((role) => roles.has(role)) ? [] : [anyOf.join(' | ')];
  });
}
