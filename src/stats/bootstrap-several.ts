import { bootstrapInterval, type BootstrapMethod, type Jackknife } from './bootstrap-interval';
import { bootstrapReplicates, type Resampling, type Statistics } from './bootstrap-replicates';
import { standardDeviation } from './standard-deviation';
import type { Interval } from './wilson';

export interface BootstrapOptions extends Resampling {
  readonly confidence?: number;
  readonly method?: BootstrapMethod;
}

export interface Bootstrapped extends Interval {
  readonly estimate: number;
  readonly se: number;
}

/**
 * Bootstrap intervals of several statistics of the same samples, in their order and units.
 *
 * Units and multiplicities as in `bootstrapReplicates`; `percentile` at 0.95 unless said otherwise; `bca` costs one more
 * evaluation a unit. Null for a statistic that does not vary; null as a whole when the statistics of the sample itself,
 * or of more than a tenth of the resamples, do not exist.
 */
export function bootstrapSeveral(
  size: number,
  statistics: Statistics,
  options: BootstrapOptions,
): (Bootstrapped | null)[] | null {
  const whole = Float64Array.from({ length: size }, (_, unit) => options.multiplicities?.[unit] ?? 1);
  const estimates = size > 0 ? [...(statistics(whole) ?? [NaN])] : [NaN];
  if (!estimates.every(Number.isFinite)) return null;
  const replicates = bootstrapReplicates(size, statistics, options);
  if (replicates.length < 0.9 * (options.resamples ?? 2000)) return null;
  const jackknives = options.method === 'bca' ? jackknife(whole, statistics) : null;
  return estimates.map((estimate, which) => {
    const values = Float64Array.from(replicates, (replicate) => replicate[which] ?? NaN).sort();
    const left = jackknives && { ...jackknives, values: jackknives.values.map((row) => row[which] ?? NaN) };
    return summarise(estimate, values, options, left ?? undefined);
  });
}

function summarise(
  estimate: number,
  sorted: Float64Array,
  { confidence = 0.95, method = 'percentile' }: BootstrapOptions,
  left?: Jackknife,
): Bootstrapped | null {
  const interval = bootstrapInterval(estimate, sorted, confidence, method, left);
  const se = standardDeviation(sorted);
  return interval && se !== null ? { estimate, se, ...interval } : null;
}

function jackknife(
  whole: Float64Array,
  statistics: Statistics,
): { values: (readonly number[])[]; multiplicities: number[] } | null {
  const counts = Float64Array.from(whole);
  const values: (readonly number[])[] = [];
  const multiplicities: number[] = [];
  for (const [unit, multiplicity] of whole.entries()) {
    if (!(multiplicity > 0)) continue;
    counts[unit] = multiplicity - 1;
    const row = statistics(counts);
    counts[unit] = multiplicity;
    if (!row?.every(Number.isFinite)) return null;
    values.push(row);
    multiplicities.push(multiplicity);
  }
  return { values, multiplicities };
}
