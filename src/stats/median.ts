import { quantile } from './quantile';

/** The middle of numbers in any order, in their unit; of an even number the mean of the two middle ones. Null of none. */
export function median(values: readonly number[]): number | null {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}
