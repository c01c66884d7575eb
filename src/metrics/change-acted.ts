import { differenceInDifferences, type UnitChange } from '../stats/difference-in-differences';
import type { Change } from './change-test';
import { oneOf, refused } from './params';

type Named = Change & { readonly touchpoint: string | null };

/** What the comparison with untouched touchpoints came to; all null where nothing was acted on or compared. */
export interface ActedSummary {
  readonly difference_in_differences: number | null;
  readonly difference_in_differences_low: number | null;
  readonly difference_in_differences_high: number | null;
  readonly difference_in_differences_p: number | null;
  /** Mean change of the touchpoints acted on, and of the untouched ones. */
  readonly acted_difference: number | null;
  readonly untouched_difference: number | null;
  /** How many untouched touchpoints stand for what would have happened anyway. */
  readonly untouched: number | null;
  /** p of the test that these all moved alike. */
  readonly untouched_unlike_p: number | null;
}

/**
 * Changes of the touchpoints in `acted` against those of all others (difference in differences): each touchpoint counts
 * by its answers on both sides, so that a shift of the mix is no change.
 */
export function actedAgainstRest(changes: readonly Named[], acted: readonly string[], confidence: number) {
  const names = changes.flatMap(({ touchpoint }) => touchpoint ?? []);
  const stranger = acted.find((name) => !names.includes(name));
  if (stranger !== undefined) throw refused('acted', stranger, oneOf(names));
  const isActed = ({ touchpoint }: Named) => touchpoint !== null && acted.includes(touchpoint);
  const others = changes.filter((change) => !isActed(change));
  const rest = others.flatMap(unitOf);
  const compare = (own: readonly Named[]) =>
    acted.length ? differenceInDifferences(own.flatMap(unitOf), rest, confidence) : null;
  const columns = (own: readonly Named[]) => {
    const found = compare(own);
    return {
      difference_in_differences: found?.estimate ?? null,
      difference_in_differences_low: found?.low ?? null,
      difference_in_differences_high: found?.high ?? null,
      difference_in_differences_p: found?.p ?? null,
    };
  };
  const all = changes.filter(isActed);
  const found = compare(all);
  const summary: ActedSummary = {
    ...columns(all),
    acted_difference: found?.acted ?? null,
    untouched_difference: found?.untouched ?? null,
    untouched: acted.length ? rest.length : null,
    untouched_unlike_p: found?.unlike ?? null,
  };
  return {
    summary,
    rowOf: (change: Named) =>
      acted.length ? { acted: isActed(change), ...columns(isActed(change) ? [change] : []) } : {},
  };
}

function unitOf({ difference, se, n_before, n_after }: Named): UnitChange[] {
  return difference === null || se === null ? [] : [{ difference, se, weight: (n_before ?? 0) + (n_after ?? 0) }];
}
