/** The ends of an answer scale, as people see it: 1 to 5, 0 to 10, 0 to 100. */
export interface Scale {
  readonly min: number;
  readonly max: number;
}

/** How often a value was given. */
export interface ValueTally {
  readonly value: number;
  readonly n: number;
}

/** From how many answers on a scale of 2, 3, 4 or 6 points is believed without being told. */
const enough = 100;

/**
 * The scale that values seem to be on, or null when they fit none of 0–1, 1–5, 1–7, 1–10, 0–10, 0–100.
 *
 * A few strays (an 11 among 0 to 10, a 0 for "not applicable" among 1 to 5) do not widen it: they are off the scale.
 * `fine` also allows 2, 3, 4 and 6 points, which only many answers can tell from a longer scale.
 */
export function inferScale(tallies: readonly ValueTally[], fine = true): Scale | null {
  const n = sum(tallies);
  if (n === 0) return null;
  const share = (from: number, to: number): number =>
    sum(tallies.filter(({ value }) => value > from && value <= to)) / n;
  if (share(-Infinity, -1e-9) > 0.05 || share(100, Infinity) > 0.05) return null;
  if (share(10, 100) >= (n < 30 ? 0.2 : 0.05)) return { min: 0, max: 100 };
  if (share(7, 10) >= 0.02) return { min: tallies.some(({ value }) => value === 0) ? 0 : 1, max: 10 };
  if (share(5, 7) >= 0.02) return { min: 1, max: fine && n >= enough && share(6, 7) === 0 ? 6 : 7 };
  const highest = Math.max(...tallies.map(({ value }) => value));
  const lowest = Math.min(...tallies.map(({ value }) => value));
  if (lowest >= 0 && highest <= 1 && lowest < 1) return { min: 0, max: 1 };
  if (fine && n >= enough && lowest >= 1 && [2, 3, 4].includes(highest)) return { min: 1, max: highest };
  return { min: 1, max: 5 };
}

/** Whether a value can have been given on the scale. */
export function isOn({ min, max }: Scale, value: number): boolean {
  return value >= min && value <= max;
}

/**
 * The lowest value that counts as satisfied: the top box of 2 and 3 points, the top two of 4 to 7, 8–10 of 1–10, 9–10 of
 * 0–10, 80 of 0–100, the upper quarter of any other. Source: the defaults of Formbricks' rating question.
 */
export function usualCut({ min, max }: Scale): number {
  const points = max - min + 1;
  if (points <= 3) return max;
  if (points <= 7) return max - 1;
  if (points === 10) return max - 2;
  if (points === 11) return max - 1;
  return max === 100 ? 80 : min + 0.75 * (max - min);
}

/** A value on 0 to 100: by the distance from the scale's lower end, or as share of its upper end. */
export function rescaled({ min, max }: Scale, value: number, how: 'minmax' | 'share-of-maximum'): number {
  return how === 'minmax' ? (100 * (value - min)) / (max - min) : (100 * value) / max;
}

function sum(tallies: readonly ValueTally[]): number {
  return tallies.reduce((total, { n }) => total + n, 0);
}
