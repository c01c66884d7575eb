import type { ChartOptions } from './control-limits';
import type { RateChart } from './rate-chart';
import { uChart } from './u-chart';

/** Shewhart chart of incidents a period, all periods being equally large; null stands for a missing one. See `uChart`. */
export function cChart(counts: readonly (number | null)[], options: ChartOptions = {}): RateChart | null {
  return uChart(
    counts.map((count) => (count === null ? null : { events: count, size: 1 })),
    options,
  );
}
