export interface LoessOptions {
  readonly span: number;
  readonly degree: 0 | 1;
  readonly jump?: number;
  readonly weights?: readonly number[] | undefined;
}

/**
 * Local regression of evenly spaced values on their place, at places `from` to `to` (whole, default the values' own).
 *
 * Tricube weights over the `span` nearest places; a span above the number of values widens the window. With a `jump` only
 * every so manyth place is fitted and the rest joined by lines. Null where all neighbours have weight 0. Source: Cleveland
 * et al. (1990), STL: A Seasonal-Trend Decomposition Procedure Based on Loess.
 */
export function loess(
  values: readonly number[],
  { span, degree, jump = 1, weights }: LoessOptions,
  from = 0,
  to = values.length - 1,
): (number | null)[] {
  const fitted: (number | null)[] = [];
  const step = Math.max(1, Math.min(jump, values.length - 1));
  for (let place = from; place <= to; place += step) fitted[place - from] = fitAt(values, place, span, degree, weights);
  if (fitted.length < to - from + 1) fitted[to - from] = fitAt(values, to, span, degree, weights);
  return joined(fitted, step);
}

function fitAt(
  values: readonly number[],
  place: number,
  span: number,
  degree: 0 | 1,
  weights: readonly number[] | undefined,
): number | null {
  const n = values.length;
  const reach = Math.min(span, n);
  const first = Math.max(0, Math.min(n - reach, place - ((reach - 1) >> 1)));
  const last = first + reach - 1;
  const width = Math.max(place - first, last - place) + (span > n ? Math.floor((span - n) / 2) : 0);
  const local: number[] = [];
  let total = 0;
  for (let i = first; i <= last; i++) {
    const weight = tricube(Math.abs(i - place), width) * (weights?.[i] ?? 1);
    local.push(weight);
    total += weight;
  }
  if (!(total > 0)) return null;
  const slope = degree === 1 && width > 0 ? slopeWeights(local, first, place, total, n) : local.map(() => 1);
  return local.reduce((sum, weight, k) => sum + (weight / total) * (slope[k] ?? 1) * (values[first + k] ?? 0), 0);
}

/** 1 within a thousandth of the width, 0 beyond 0.999 of it, as in the authors' program. */
function tricube(distance: number, width: number): number {
  if (distance <= 0.001 * width) return 1;
  return distance <= 0.999 * width ? (1 - (distance / width) ** 3) ** 3 : 0;
}

/** What turns the local mean into the local line at `place`; places too close together leave the mean. */
function slopeWeights(local: readonly number[], first: number, place: number, total: number, n: number): number[] {
  const middle = local.reduce((sum, weight, k) => sum + (weight / total) * (first + k), 0);
  const square = local.reduce((sum, weight, k) => sum + (weight / total) * (first + k - middle) ** 2, 0);
  if (Math.sqrt(square) <= 0.001 * (n - 1)) return local.map(() => 1);
  return local.map((_, k) => 1 + ((place - middle) * (first + k - middle)) / square);
}

function joined(fitted: readonly (number | null | undefined)[], step: number): (number | null)[] {
  return Array.from(fitted, (value, i) => {
    if (value !== undefined) return value;
    const before = i - (i % step);
    const after = Math.min(before + step, fitted.length - 1);
    const [low, high] = [fitted[before] ?? null, fitted[after] ?? null];
    if (low === null || high === null) return null;
    return low + ((high - low) * (i - before)) / (after - before);
  });
}
