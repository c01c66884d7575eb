import { krippendorffInterval, type RatingTotals } from './krippendorff-interval';

/**
 * Krippendorff's α of units (one array of ratings each, null where a coder gave none): 1 agreement, 0 chance.
 *
 * `nominal` takes any codes; `interval` takes numbers. Units with fewer than two ratings are left out. Null when none
 * remain or all ratings are equal. Source: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability.
 */
export function krippendorff(
  units: readonly (readonly (number | null)[])[],
  metric: 'nominal' | 'interval',
): number | null {
  const paired = units.map((unit) => unit.filter((rating) => rating !== null)).filter((ratings) => ratings.length >= 2);
  return metric === 'nominal' ? nominal(paired) : krippendorffInterval(totals(paired));
}

function nominal(units: readonly (readonly number[])[]): number | null {
  const all = units.flat();
  const expected = unequalPairs(all) / (all.length - 1);
  if (!(expected > 0)) return null;
  const observed = units.reduce((total, unit) => total + unequalPairs(unit) / (unit.length - 1), 0);
  return 1 - observed / expected;
}

function unequalPairs(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.values()].reduce((pairs, count) => pairs - count * count, values.length ** 2);
}

function totals(units: readonly (readonly number[])[]): RatingTotals {
  let [n, sum, squares, within] = [0, 0, 0, 0];
  for (const unit of units) {
    const mean = unit.reduce((total, value) => total + value, 0) / unit.length;
    n += unit.length;
    for (const value of unit) {
      sum += value;
      squares += value * value;
      within += ((value - mean) ** 2 * unit.length) / (unit.length - 1);
    }
  }
  return { n, sum, squares, within };
}
