import { bootstrapSeveral, type Bootstrapped, type BootstrapOptions } from './bootstrap-several';

/** A number of a sample in which unit i occurs `counts[i]` times; null where it does not exist. `counts` is reused. */
export type Statistic = (counts: ArrayLike<number>) => number | null;

/**
 * Bootstrap interval of one statistic, in its unit: percentile, basic or bias-corrected and accelerated.
 *
 * `size` units are resampled with replacement; a unit is a customer with the sums their answers need, or a distinct
 * answer pattern with `multiplicities`. Equal seeds give equal intervals. Null when the statistic does not exist or does
 * not vary. Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap.
 */
export function bootstrap(size: number, statistic: Statistic, options: BootstrapOptions): Bootstrapped | null {
  const single = (counts: ArrayLike<number>): readonly number[] | null => {
    const value = statistic(counts);
    return value === null ? null : [value];
  };
  return bootstrapSeveral(size, single, options)?.[0] ?? null;
}
