import type { BgNbdParameters, PurchaseHistory } from './bg-nbd';
import { bgNbdSlopes, coarseHistories, distinctHistories } from './bg-nbd-likelihood';
import { fitsCoarseFirst } from './fit-coarse-first';
import { isDegenerate } from './fit-positive';

export interface BgNbdFitOptions {
  /** Weight of the squared parameters (time scaled to a mean age of 10), .001 to .1 where the data are thin; 0 unless given. */
  readonly penalty?: number;
  /** Customers with a repeat purchase below which nothing is fitted; 100 unless given. */
  readonly leastRepeaters?: number;
  /** Hears 0 to 1 while the search goes on. */
  readonly progress?: (share: number) => void;
}

interface Counted {
  readonly customers: number;
  readonly repeaters: number;
  /** Histories left out because they are not 0 ≤ recency ≤ age, or have repeats at age 0. */
  readonly excluded: number;
}

/** `refused` when too few bought again, the search did not converge, or the likelihood runs off to 0 or infinity. */
export type BgNbdFit =
  | (Counted & {
      readonly kind: 'fitted';
      readonly parameters: BgNbdParameters;
      readonly standardErrors: BgNbdParameters;
      readonly logLikelihood: number;
      readonly iterations: number;
      readonly starts: number;
      readonly agreeing: number;
    })
  | (Counted & { readonly kind: 'refused'; readonly reason: 'few-repeaters' | 'not-converged' | 'degenerate' });

/**
 * Maximum-likelihood fit of the BG/NBD model; `alpha` comes in the unit of the histories.
 *
 * Source: Fader, Hardie & Lee (2005), doi 10.1287/mksc.1040.0098.
 */
export function bgNbdFit(
  histories: readonly (PurchaseHistory & { readonly count?: number })[],
  options: BgNbdFitOptions = {},
): BgNbdFit {
  return bgNbdFits(histories, options.leastRepeaters)(options);
}

/** The same with several penalties: what they have in common is made once. */
export function bgNbdFits(
  histories: readonly (PurchaseHistory & { readonly count?: number })[],
  leastRepeaters = 100,
): (options: Pick<BgNbdFitOptions, 'penalty' | 'progress'>) => BgNbdFit {
  const sound = distinctHistories(histories.filter(isSound));
  const total = (some: readonly { readonly count?: number }[]): number =>
    some.reduce((n, { count = 1 }) => n + count, 0);
  const customers = total(sound);
  const repeaters = total(sound.filter(({ frequency }) => frequency > 0));
  const counted = { customers, repeaters, excluded: total(histories) - customers };
  const refused = (reason: (BgNbdFit & { kind: 'refused' })['reason']) =>
    ({ kind: 'refused', reason, ...counted }) as const;
  if (repeaters < leastRepeaters || repeaters === 0) return () => refused('few-repeaters');
  const repeats = sound.reduce((sum, { frequency, count }) => sum + frequency * count, 0);
  const unit = sound.reduce((sum, { age, count }) => sum + age * count, 0) / customers / 10;
  const fits = fitsCoarseFirst(sound, {
    merged: (all) => coarseHistories(all, unit),
    slopesOf: (some) => {
      const slopes = bgNbdSlopes(some, unit);
      return (values) => slopes(named(values, 1));
    },
    starts,
  });
  return (options) => {
    const fit = fits({ ...options, n: customers });
    if (!fit?.converged) return refused('not-converged');
    if (!fit.standardErrors || isDegenerate(fit)) return refused('degenerate');
    return {
      kind: 'fitted',
      parameters: named(fit.parameters, unit),
      standardErrors: named(fit.standardErrors, unit),
      logLikelihood: fit.logLikelihood - repeats * Math.log(unit),
      iterations: fit.iterations,
      starts: fit.starts,
      agreeing: fit.agreeing,
      ...counted,
    };
  };
}

const starts = [
  [1, 1, 1, 1],
  [0.3, 2, 0.5, 3],
  [3, 10, 2, 2],
];

function named([r = NaN, alpha = NaN, a = NaN, b = NaN]: readonly number[], unit: number): BgNbdParameters {
  return { r, alpha: alpha * unit, a, b };
}

function isSound({ frequency, recency, age }: PurchaseHistory): boolean {
  return frequency === 0
    ? recency === 0 && age >= 0 && age < Infinity
    : frequency > 0 && frequency < Infinity && recency > 0 && recency <= age && age < Infinity;
}
