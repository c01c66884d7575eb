import { logGamma } from './log-gamma';
import { quantile } from './quantile';

/**
 * How likely each bucket's count (or more) is by chance, 0 to 1: small ones are bursts. Adjust them for their number.
 *
 * Buckets are equally long and include empty ones; `expected` (any unit) says which are busier by nature, such as hours
 * of the day. Poisson, or negative binomial when counts vary more; mean and variance are of the counts cut at their 95th
 * percentile, so that a burst does not hide itself; where fewer than a twentieth have a count, Poisson. Null for a bucket without expectation, or all when none has a count.
 */
export function bursts(counts: readonly number[], expected?: readonly number[]): (number | null)[] {
  const share = shares(counts.length, expected);
  const relative = counts.flatMap((count, i) => (share[i] ? [count / share[i]] : []));
  const cap = quantile(
    relative.toSorted((a, b) => a - b),
    0.95,
    1,
  );
  const cut = relative.map((value) => Math.min(value, cap ?? 0));
  const sparse = !(average(cut) > 0);
  const mean = average(sparse ? relative : cut);
  if (!(mean > 0)) return counts.map(() => null);
  const excess = sparse ? 0 : average(cut.map((value) => (value - mean) ** 2)) - mean;
  const size = excess > 0 ? (mean * mean) / excess : Infinity;
  return counts.map((count, i) => (share[i] ? upperTail(count, mean * share[i], size) : null));
}

/** Expectations brought to a mean of 1. */
function shares(length: number, expected: readonly number[] | undefined): number[] {
  const given = Array.from({ length }, (_, i) => expected?.[i] ?? (expected ? 0 : 1));
  const mean = average(given);
  return given.map((value) => (mean > 0 ? value / mean : 0));
}

/** P(X ≥ count) of a negative binomial with this mean and size; of a Poisson when the size is infinite. */
function upperTail(count: number, mean: number, size: number): number {
  if (count <= 0) return 1;
  const odds = size === Infinity ? 0 : mean / (mean + size);
  let mass = Math.exp(size === Infinity ? poisson(count, mean) : negativeBinomial(count, size, odds));
  let total = 0;
  for (let k = count; mass > total * 1e-16 && k < count + 1e6; k++) {
    total += mass;
    mass *= size === Infinity ? mean / (k + 1) : (odds * (k + size)) / (k + 1);
  }
  return Math.min(1, total);
}

function poisson(k: number, mean: number): number {
  return k * Math.log(mean) - mean - logGamma(k + 1);
}

function negativeBinomial(k: number, size: number, odds: number): number {
  return logGamma(k + size) - logGamma(size) - logGamma(k + 1) + size * Math.log1p(-odds) + k * Math.log(odds);
}

function average(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
