export interface EwmaPoint {
  readonly value: number | null;
  readonly ewma: number | null;
  readonly lower: number;
  readonly upper: number;
  readonly signal: boolean;
}

export interface EwmaOptions {
  readonly target: number;
  readonly sigma: number;
  readonly lambda?: number;
  readonly width?: number;
  readonly limits?: 'exact' | 'asymptotic';
}

/**
 * Exponentially weighted moving average from `target`, with limits at `width` (3) standard errors, in the values' unit.
 *
 * `lambda` in (0, 1] (0.2) is the weight of the newest value; `exact` limits start narrow. A missing period has none and
 * changes nothing. Source: Lucas & Saccucci (1990), doi 10.2307/1269835; NIST/SEMATECH e-Handbook 6.3.2.4.
 */
export function ewma(
  values: readonly (number | null)[],
  { target, sigma, lambda = 0.2, width = 3, limits = 'exact' }: EwmaOptions,
): EwmaPoint[] {
  let [level, seen] = [target, 0];
  return values.map((value) => {
    if (value !== null) {
      level = lambda * value + (1 - lambda) * level;
      seen++;
    }
    const start = limits === 'exact' ? 1 - (1 - lambda) ** (2 * seen) : 1;
    const half = width * sigma * Math.sqrt((lambda / (2 - lambda)) * start);
    const [lower, upper] = [target - half, target + half];
    const signal = value !== null && (level > upper || level < lower);
    return { value, ewma: value === null ? null : level, lower, upper, signal };
  });
}
