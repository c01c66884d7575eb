import { fitPositive, isDegenerate, type FitOptions, type PositiveFit, type Slopes } from './fit-positive';

/** Above so many data every start is tried on merged ones alone. */
const mostTried = 5000;

interface CoarseFirst<T> {
  /** Fewer data that stand for all of these. */
  readonly merged: (data: readonly T[]) => readonly T[];
  readonly slopesOf: (data: readonly T[]) => Slopes;
  readonly starts: readonly (readonly number[])[];
}

/**
 * Fits from all starts, with any penalty; with very many data all starts are tried on merged data, and the best end is
 * where the search over the data themselves begins, so that what it finds is theirs. Merged data whose fit does not hold
 * have none unmerged.
 */
export function fitsCoarseFirst<T>(
  data: readonly T[],
  { merged, slopesOf, starts }: CoarseFirst<T>,
): (options: FitOptions) => PositiveFit | null {
  const likelihood = slopesOf(data);
  if (data.length <= mostTried) return (options) => fitPositive(likelihood, starts, options);
  const coarsely = slopesOf(merged(data));
  return (options) => {
    const coarse = fitPositive(coarsely, starts, options);
    if (!coarse?.converged || isDegenerate(coarse)) return coarse;
    const exact = fitPositive(likelihood, [coarse.parameters], options);
    return exact && { ...exact, starts: coarse.starts, agreeing: coarse.agreeing };
  };
}
