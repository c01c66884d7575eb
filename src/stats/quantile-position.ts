export type QuantileType = 1 | 6 | 7 | 8;

export interface QuantilePosition {
  readonly below: number;
  readonly above: number;
  readonly fraction: number;
}

/**
 * Where the quantile `p` of n > 0 sorted values lies: `fraction` (0 to 1) of the way between two zero-based places.
 *
 * Types as numbered by Hyndman & Fan (1996), doi 10.2307/2684934: 1 inverts the empirical distribution (DuckDB's
 * `quantile_disc`), 6 is Minitab's, 7 the default of R, NumPy and DuckDB's `quantile_cont`, 8 the median-unbiased one.
 */
export function quantilePosition(n: number, p: number, type: QuantileType): QuantilePosition {
  const place = Math.min(n, Math.max(1, rank(n, p, type)));
  const below = Math.floor(place + rounding);
  const fraction = Math.max(0, place - below);
  return { below: below - 1, above: Math.min(n, below + 1) - 1, fraction };
}

const rounding = 1e-9;

function rank(n: number, p: number, type: QuantileType): number {
  switch (type) {
    case 1:
      return Math.ceil(n * p - rounding);
    case 6:
      return (n + 1) * p;
    case 7:
      return (n - 1) * p + 1;
    case 8:
      return (n + 1 / 3) * p + 1 / 3;
  }
}
