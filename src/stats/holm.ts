/**
 * Holm's step-down adjustment of p values for the chance of any false rejection, in the order given.
 *
 * A null (a test that does not exist) stays null and is not counted. Source: Holm (1979), as `p.adjust` of R.
 */
export function holm(p: readonly (number | null)[]): (number | null)[] {
  const tests = p
    .flatMap((value, index) => (value === null ? [] : [{ value, index }]))
    .sort((a, b) => a.value - b.value);
  const adjusted: (number | null)[] = p.map(() => null);
  let highest = 0;
  tests.forEach(({ value, index }, rank) => {
    highest = Math.max(highest, Math.min(1, value * (tests.length - rank)));
    adjusted[index] = highest;
  });
  return adjusted;
}
