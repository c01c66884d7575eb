import type { Interval } from './wilson';
import { zOf } from './z-of';

export interface LifetimeCounts {
  readonly time: number;
  readonly events: number;
  readonly censored: number;
}

export interface SurvivalPoint extends LifetimeCounts {
  readonly atRisk: number;
  readonly survival: number;
  readonly se: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface Survival {
  readonly points: readonly SurvivalPoint[];
  readonly median: number | null;
  readonly medianLow: number | null;
  readonly medianHigh: number | null;
}

export type SurvivalInterval = 'log-log' | 'log' | 'plain';

/**
 * Kaplan–Meier survival (0 to 1) from counts of ends and of cases still open at each time; null without cases.
 *
 * `se` is Greenwood's. `log` is the default interval of R's `survfit`, `log-log` the one that keeps within 0 and 1;
 * while nobody has ended `low` and
 * `high` are null, once everybody has `se` too. The median and its ends, in the unit of
 * time, are null where the curve does not fall to ½. Source: Kaplan & Meier (1958), doi 10.1080/01621459.1958.10501452.
 */
export function kaplanMeier(
  rows: readonly LifetimeCounts[],
  { confidence = 0.95, interval = 'log-log' }: { confidence?: number; interval?: SurvivalInterval } = {},
): Survival | null {
  const sorted = merged(rows);
  let atRisk = sorted.reduce((total, row) => total + row.events + row.censored, 0);
  if (!(atRisk > 0)) return null;
  const z = zOf(confidence);
  const points: SurvivalPoint[] = [];
  let [survival, hazardVariance] = [1, 0];
  for (const row of sorted) {
    survival *= (atRisk - row.events) / atRisk;
    hazardVariance += row.events === 0 ? 0 : row.events / (atRisk * (atRisk - row.events));
    const se = survival > 0 ? survival * Math.sqrt(hazardVariance) : null;
    points.push({ ...row, atRisk, survival, se, ...limits(survival, hazardVariance, z, interval) });
    atRisk -= row.events + row.censored;
  }
  return {
    points,
    median: crossing(points, (point) => point.survival),
    medianLow: crossing(points, (point) => point.low),
    medianHigh: crossing(points, (point) => point.high),
  };
}

function merged(rows: readonly LifetimeCounts[]): LifetimeCounts[] {
  const byTime = new Map<number, LifetimeCounts>();
  for (const { time, events, censored } of rows) {
    const same = byTime.get(time);
    byTime.set(time, { time, events: events + (same?.events ?? 0), censored: censored + (same?.censored ?? 0) });
  }
  return [...byTime.values()].filter((row) => row.events + row.censored > 0).sort((a, b) => a.time - b.time);
}

function limits(
  survival: number,
  hazardVariance: number,
  z: number,
  kind: SurvivalInterval,
): Interval | { low: null; high: null } {
  if (!(survival > 0 && hazardVariance > 0)) return { low: null, high: null };
  const half = z * Math.sqrt(hazardVariance);
  switch (kind) {
    case 'plain':
      return { low: Math.max(0, survival - survival * half), high: Math.min(1, survival + survival * half) };
    case 'log':
      return { low: survival * Math.exp(-half), high: Math.min(1, survival * Math.exp(half)) };
    case 'log-log': {
      const spread = half / -Math.log(survival);
      return { low: survival ** Math.exp(spread), high: survival ** Math.exp(-spread) };
    }
  }
}

const rounding = 1e-9;

/** The first time at ½ or below; where the curve rests on ½ itself, the middle of that rest, as in R. */
function crossing(points: readonly SurvivalPoint[], at: (point: SurvivalPoint) => number | null): number | null {
  const reached = points.findIndex((point) => (at(point) ?? 1) <= 0.5 + rounding);
  const first = points[reached];
  if (first === undefined) return null;
  const resting = Math.abs((at(first) ?? 0) - 0.5) < rounding;
  const next = resting ? points.slice(reached).find((point) => (at(point) ?? 1) < 0.5 - rounding) : undefined;
  return next ? (first.time + next.time) / 2 : first.time;
}
