import { bootstrap } from './bootstrap';
import type { BootstrapOptions } from './bootstrap-several';
import { partialOf } from './partial-spearman';
import { rankCorrelations } from './rank-correlations';
import type { Interval } from './wilson';

/**
 * Percentile bootstrap interval of Spearman's correlation of `x` and `y`, the ranks of `controls` (one array each; none)
 * held fixed. Place i stands for `multiplicities[i]` persons (one without), who are what is drawn.
 *
 * Ranks are taken anew in each sample. Null where the correlation does not exist or does not vary. Sources: Efron &
 * Tibshirani (1993), An Introduction to the Bootstrap; correlation as in `partialSpearman`.
 */
export function spearmanBootstrap(
  x: readonly number[],
  y: readonly number[],
  controls: readonly (readonly number[])[],
  options: BootstrapOptions,
): Interval | null {
  const correlations = rankCorrelations([...controls, x, y]);
  const found = bootstrap(x.length, (counts) => partialOf(correlations(counts))?.r ?? null, options);
  return found && { low: found.low, high: found.high };
}
