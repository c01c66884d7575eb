import { discreteLaplaceVariance } from '../../stats/discrete-laplace-variance';
import { zOf } from '../../stats/z-of';
import type { BranchFile } from './branch-file';
import { correlationError, figuresOf } from './drivers-noise';

export interface NoiseErrors {
  /** Half-width that holds 95 % of the noise of a count; null where no counts leave. */
  readonly count: number | null;
  /** Of drivers: standard deviation of a correlation by noise alone (null where noise hides an item), and how many figures share ε. */
  readonly drivers: { readonly correlation: number | null; readonly figures: number } | null;
}

/** What the noise in a file does to its figures; null where they are exact. */
export function noiseErrors({ privacy, csat, nps, index, drivers }: BranchFile): NoiseErrors | null {
  if (!privacy) return null;
  const { epsilon } = privacy;
  return {
    count: csat || nps || index ? zOf(0.95) * Math.sqrt(discreteLaplaceVariance(epsilon, privacy.sensitivity)) : null,
    drivers: drivers && {
      correlation: correlationError(drivers, epsilon),
      figures: figuresOf(drivers.items.length + 1),
    },
  };
}
