/**
 * q values: p values adjusted for the expected share of false rejections, in the order given, step-up and monotone.
 *
 * A null (a test that does not exist) stays null and is not counted. Source: Benjamini & Hochberg (1995), as `p.adjust`
 * of R.
 */
export function benjaminiHochberg(p: readonly (number | null)[]): (number | null)[] {
  const tests = p
    .flatMap((value, index) => (value === null ? [] : [{ value, index }]))
    .sort((a, b) => b.value - a.value);
  const adjusted: (number | null)[] = p.map(() => null);
  let lowest = 1;
  tests.forEach(({ value, index }, place) => {
    lowest = Math.min(lowest, (value * tests.length) / (tests.length - place));
    adjusted[index] = lowest;
  });
  return adjusted;
}
