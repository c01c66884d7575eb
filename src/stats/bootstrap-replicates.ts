import type { Random } from './random';
import { resampler } from './resample';

/** Numbers of a sample in which unit i occurs `counts[i]` times; null where they do not exist. `counts` is reused. */
export type Statistics = (counts: ArrayLike<number>) => readonly number[] | null;

export interface Resampling {
  readonly random: Random;
  readonly resamples?: number;
  readonly multiplicities?: ArrayLike<number>;
  /** Hears 0 to 1, sample by sample. */
  readonly progress?: (share: number) => void;
}

/**
 * The statistics of 2,000 (or `resamples`) samples of as many units, drawn with replacement: one array a sample.
 *
 * A unit is what was drawn independently: a customer with all their answers, not an answer. `multiplicities` says how
 * many customers share a pattern. Samples for which the statistics do not exist are left out.
 */
export function bootstrapReplicates(
  size: number,
  statistics: Statistics,
  resampling: Resampling,
): (readonly number[])[] {
  const draw = resampler(size, resampling.random, resampling.multiplicities);
  const replicates: (readonly number[])[] = [];
  const resamples = resampling.resamples ?? 2000;
  for (let i = 0; i < resamples; i++) {
    resampling.progress?.(i / resamples);
    const values = statistics(draw());
    if (values?.every(Number.isFinite)) replicates.push(values);
  }
  return replicates;
}
