import { driversOfMoments, type Driver } from '../../metrics/driver-shares';
import { kishOfSums } from '../../stats/kish';
import { lmgLimit } from '../../stats/lmg';
import { mergeMoments, momentsOfSums, type Moments } from '../../stats/moments';
import type { Random } from '../../stats/random';
import type { BranchFile, DriverSums } from './branch-file';
import { noisedAgain } from './drivers-noise';

export interface DriversMerged {
  /** Null where there are too few complete forms, or the regression does not exist. */
  readonly drivers: readonly (Driver & { readonly driver: string })[] | null;
  readonly r2: number | null;
  readonly adjusted_r2: number | null;
  readonly n: number;
  readonly needed: number;
  readonly overall: 'overall' | 'nps';
  readonly method: 'lmg' | 'johnson';
  /** Items that some branch held back, and that are therefore in no sum. */
  readonly without: readonly string[];
  /** Noise of branches, if any: they are in the intervals, or hide what there is to see (no drivers then). */
  readonly noise: 'none' | 'allowed-for' | 'hides';
}

/** Pooled key drivers from the branches' moments; null without a file that has them. */
export function mergeDrivers(files: readonly BranchFile[], confidence: number, random: Random): DriversMerged | null {
  const given = files.flatMap(({ drivers, privacy }) => (drivers ? [{ drivers, privacy }] : []));
  const parts = given.map(({ drivers }) => drivers);
  const [first] = parts;
  if (!first) return null;
  const all = [...new Set(parts.flatMap(({ items }) => items.map(({ name }) => name)))].sort();
  const items = all.filter((item) => parts.every((part) => part.items.some(({ name }) => name === item)));
  const without = [
    ...new Set([...all.filter((item) => !items.includes(item)), ...parts.flatMap(({ held }) => held)]),
  ].sort();
  const n = parts.reduce((sum, { forms }) => sum + forms, 0);
  const needed = Math.max(100, 20 * items.length);
  const method = items.length > lmgLimit ? 'johnson' : 'lmg';
  const together = (of: readonly DriverSums[]) => mergeMoments(of.flatMap((part) => momentsOf(part, items) ?? []));
  const moments = together(parts);
  const noisy = given.some(({ privacy }) => privacy);
  const blurred = noisy
    ? (chance: Random) =>
        together(
          given.map(({ drivers, privacy }) => (privacy ? noisedAgain(drivers, privacy.epsilon, chance) : drivers)),
        )
    : null;
  const [w, w2] = [parts.reduce((sum, part) => sum + part.w, 0), parts.reduce((sum, part) => sum + part.w2, 0)];
  const size = kishOfSums({ n, sum: w, squares: w2 })?.effectiveN ?? 0;
  const found =
    moments && size > 0 && n >= needed
      ? driversOfMoments(moments, size, { method, confidence, random, blurred })
      : null;
  const hidden = noisy && n >= needed && found?.drivers[0]?.low == null;
  return {
    drivers: hidden
      ? null
      : (found?.drivers
          .map((driver, at) => ({ ...driver, driver: items[at] ?? '' }))
          .sort((a, b) => b.share - a.share) ?? null),
    r2: hidden ? null : (found?.r2 ?? null),
    adjusted_r2: hidden ? null : (found?.adjustedR2 ?? null),
    n,
    needed,
    overall: first.overall,
    method,
    without,
    noise: !noisy ? 'none' : hidden ? 'hides' : 'allowed-for',
  };
}

/** A branch's moments of these items, in this order, and of the overall score. */
export function momentsOf({ w, sums, products, items: own }: DriverSums, items: readonly string[]): Moments | null {
  const at = [...items.map((item) => own.findIndex(({ name }) => name === item)), own.length];
  return momentsOfSums(
    w,
    at.map((i) => sums[i] ?? NaN),
    at.map((i) => at.map((j) => products[i]?.[j] ?? NaN)),
  );
}
