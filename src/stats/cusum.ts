export interface CusumPoint {
  readonly value: number | null;
  readonly upperSum: number;
  readonly lowerSum: number;
  readonly signal: 'up' | 'down' | null;
  readonly changePoint: number | null;
}

export interface CusumOptions {
  readonly target: number;
  readonly slack: number;
  readonly limit: number;
  readonly reset?: boolean;
}

/**
 * Tabular cumulative sums of what exceeds `target` by more than `slack` (k), up and down, in the values' unit.
 *
 * A sum above `limit` (h) signals; with `reset` it then starts again. `changePoint` of a signal is the index of the last
 * period at which the sum was 0: the change set in after it; −1 means before the first. A missing period changes nothing.
 * Source: Page (1954); NIST/SEMATECH e-Handbook 6.3.2.3.
 */
export function cusum(
  values: readonly (number | null)[],
  { target, slack, limit, reset = false }: CusumOptions,
): CusumPoint[] {
  let [upperSum, lowerSum, upperZero, lowerZero] = [0, 0, -1, -1];
  return values.map((value, i) => {
    if (value === null) return { value, upperSum, lowerSum, signal: null, changePoint: null };
    upperSum = Math.max(0, upperSum + value - target - slack);
    lowerSum = Math.max(0, lowerSum + target - value - slack);
    if (upperSum === 0) upperZero = i;
    if (lowerSum === 0) lowerZero = i;
    const signal = upperSum > limit ? 'up' : lowerSum > limit ? 'down' : null;
    const changePoint = signal === null ? null : signal === 'up' ? upperZero : lowerZero;
    const point: CusumPoint = { value, upperSum, lowerSum, signal, changePoint };
    if (reset && signal !== null) [upperSum, lowerSum, upperZero, lowerZero] = [0, 0, i, i];
    return point;
  });
}
