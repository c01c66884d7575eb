import { controlLimits, type ChartOptions, type ControlChart } from './control-limits';
import { laneySigma } from './laney-sigma';
import type { Sample } from './mean-interval';

export interface XbarChart extends ControlChart {
  readonly sigma: number;
  readonly sigmaZ: number;
}

/**
 * Chart of means (or NPS) of periods of different size: centre ± 3 · s/√nᵢ · σz, in the unit of the values.
 *
 * The centre is the mean of all answers and `sigma` their pooled deviation within periods, both of the baseline; σz is
 * what the means vary more than chance (Laney), 1 when `laney` is off. Null when answers do not vary within periods or,
 * for Laney, without two neighbouring periods.
 */
export function xbarChart(
  periods: readonly (Sample | null)[],
  { width = 3, baseline, laney = true }: ChartOptions & { laney?: boolean } = {},
): XbarChart | null {
  const counted = periods.filter((period, i) => period !== null && period.n > 0 && (baseline?.[i] ?? true));
  const sum = (part: (period: Sample) => number): number =>
    counted.reduce((total, period) => total + (period ? part(period) : 0), 0);
  const centre = sum(({ n, mean }) => n * mean) / sum(({ n }) => n);
  const inside = (n: number): number => Math.max(0, n - 1);
  const sigma = Math.sqrt(sum(({ n, variance }) => inside(n) * variance) / sum(({ n }) => inside(n)));
  if (!(sigma > 0 && Number.isFinite(centre))) return null;
  const values = periods.map((period) => (period !== null && period.n > 0 ? period.mean : null));
  const plain = periods.map((period) => (period !== null && period.n > 0 ? sigma / Math.sqrt(period.n) : null));
  const sigmaZ = laney ? laneySigma(values, plain, centre, baseline) : 1;
  if (sigmaZ === null) return null;
  const errors = plain.map((error) => (error === null ? null : error * sigmaZ));
  return { ...controlLimits({ values, errors, centre, width }), sigma, sigmaZ };
}
