import type { PositiveFit } from './fit-positive';

/** Above so many data every start is tried on merged ones alone. */
const mostTried = 5000;

interface CoarseFirst<T> {
  /** Fewer data that stand for all of these. */
  readonly merged: (data: readonly T[]) => readonly T[];
  readonly from: (data: readonly T[], starts: readonly (readonly number[])[]) => PositiveFit | null;
  readonly starts: readonly (readonly number[])[];
}

/**
 * A fit from all starts; with very many data all starts are tried on merged data, and the best end is where the search
 * over the data themselves begins, so that what it finds is theirs. Merged data without an end have none unmerged.
 */
export function fitCoarseFirst<T>(data: readonly T[], { merged, from, starts }: CoarseFirst<T>): PositiveFit | null {
  if (data.length <= mostTried) return from(data, starts);
  const coarse = from(merged(data), starts);
  if (!coarse?.converged) return coarse;
  const exact = from(data, [coarse.parameters]);
  return exact && { ...exact, starts: coarse.starts, agreeing: coarse.agreeing };
}
