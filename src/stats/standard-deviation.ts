import { sum } from './sum';

/** The sample's standard deviation (divisor n − 1), in the unit of the values; null below two values. */
export function standardDeviation(values: ArrayLike<number>): number | null {
  if (values.length < 2) return null;
  const mean = sum(values) / values.length;
  const squares = Array.from(values, (value) => (value - mean) ** 2);
  return Math.sqrt(sum(squares) / (values.length - 1));
}
