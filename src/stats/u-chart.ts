import type { ChartOptions } from './control-limits';
import { rateChart, type Period, type RateChart } from './rate-chart';

/**
 * Shewhart chart of incidents a unit, limits from 0 and stepped by size; with `laney` the u′ chart.
 *
 * Null without units or incidents. Source: Montgomery, Statistical Quality Control, §7.3.
 */
export function uChart(periods: readonly Period[], options: ChartOptions & { laney?: boolean } = {}): RateChart | null {
  return rateChart(periods, (rate, size) => Math.sqrt(rate / size), options);
}
