import { controlLimits, type ChartOptions, type ControlChart } from './control-limits';
import { d2 } from './d2';
import { meanMovingRange } from './mean-moving-range';

export interface XmrChart extends ControlChart {
  readonly sigma: number;
  readonly meanMovingRange: number;
  readonly movingRangeUpper: number;
}

/**
 * Individuals chart: mean ± 3 · mean moving range / 1.128, in the unit of the values; null stands for a missing period.
 *
 * Null without two neighbouring values or when none moves. Source: NIST/SEMATECH e-Handbook 6.3.2.2.
 */
export function xmrChart(
  values: readonly (number | null)[],
  { width = 3, baseline }: ChartOptions = {},
): XmrChart | null {
  const range = meanMovingRange(values, baseline);
  if (range === null || !(range > 0)) return null;
  const counted = values.filter((value, i) => value !== null && (baseline?.[i] ?? true)).map((value) => value ?? NaN);
  const centre = counted.reduce((sum, value) => sum + value, 0) / counted.length;
  const sigma = range / d2;
  const chart = controlLimits({ values, errors: values.map(() => sigma), centre, width });
  return { ...chart, sigma, meanMovingRange: range, movingRangeUpper: 3.267 * range };
}
