/**
 * Mean absolute step between neighbouring periods, both present and both in the baseline (all, unless said otherwise).
 *
 * In the unit of the values; never across a missing period. Null without two neighbours.
 */
export function meanMovingRange(values: readonly (number | null)[], baseline?: readonly boolean[]): number | null {
  const steps = values.flatMap((value, i) => {
    const before = values[i - 1] ?? null;
    const counted = baseline === undefined || (baseline[i] === true && baseline[i - 1] === true);
    return i > 0 && counted && value !== null && before !== null ? [Math.abs(value - before)] : [];
  });
  return steps.length === 0 ? null : steps.reduce((sum, step) => sum + step, 0) / steps.length;
}
