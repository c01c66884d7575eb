import type { ChartOptions } from './control-limits';
import { rateChart, type Period, type RateChart } from './rate-chart';

/**
 * Shewhart chart of shares, limits within 0 and 1 and stepped by size; with `laney` the p′ chart.
 *
 * Null without trials and when all of them, or none, are hits. Source: Montgomery, Statistical Quality Control, §7.2.
 */
export function pChart(periods: readonly Period[], options: ChartOptions & { laney?: boolean } = {}): RateChart | null {
  return rateChart(periods, (share, n) => Math.sqrt((share * (1 - share)) / n), { ...options, highest: 1 });
}
