import { controlLimits, type ChartOptions, type ControlChart } from './control-limits';
import { laneySigma } from './laney-sigma';

/** Events of one period in `size` chances: hits of trials, or incidents of units; null for a missing period. */
export type Period = { readonly events: number; readonly size: number } | null;

export interface RateChart extends ControlChart {
  readonly sigmaZ: number;
}

/**
 * A chart of rates with limits stepped by size: `error` gives the standard error of a period of that size.
 *
 * With `laney` the errors are stretched (or shrunk) by what the periods vary more (or less) than chance: `sigmaZ`, else 1.
 * Null without events, without chance, or for Laney without two neighbouring periods. Source: Laney (2002), doi
 * 10.1081/QEN-120006708.
 */
export function rateChart(
  periods: readonly Period[],
  error: (centre: number, size: number) => number,
  { width = 3, baseline, laney = false, highest = Infinity }: ChartOptions & { laney?: boolean; highest?: number } = {},
): RateChart | null {
  const centre = centreOf(periods, baseline);
  if (centre === null || !(error(centre, 1) > 0)) return null;
  const values = periods.map((period) => (period !== null && period.size > 0 ? period.events / period.size : null));
  const plain = values.map((value, i) => (value === null ? null : error(centre, periods[i]?.size ?? 0)));
  const sigmaZ = laney ? laneySigma(values, plain, centre, baseline) : 1;
  if (sigmaZ === null) return null;
  const errors = plain.map((value) => (value === null ? null : value * sigmaZ));
  return { ...controlLimits({ values, errors, centre, width, lowest: 0, highest }), sigmaZ };
}

/** Σ events / Σ size over the baseline. */
function centreOf(periods: readonly Period[], baseline?: readonly boolean[]): number | null {
  let [events, size] = [0, 0];
  periods.forEach((period, i) => {
    if (period === null || !(baseline?.[i] ?? true)) return;
    events += period.events;
    size += period.size;
  });
  return size > 0 ? events / size : null;
}
