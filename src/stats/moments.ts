/**
 * Sufficient statistics of linear models: `n` rows (a sum of weights may stand in), the mean of each column, and the
 * sums of products of deviations from the means (`comoment[i][j]`, symmetric).
 */
export interface Moments {
  readonly n: number;
  readonly mean: readonly number[];
  readonly comoment: readonly (readonly number[])[];
}

/** Moments of rows of equal length without gaps; with weights ≥ 0 when given. Null without rows or weight. */
export function moments(rows: readonly (readonly number[])[], weights?: readonly number[]): Moments | null {
  const width = rows[0]?.length ?? 0;
  const mean = new Array<number>(width).fill(0);
  const comoment = mean.map(() => new Array<number>(width).fill(0));
  let n = 0;
  rows.forEach((row, index) => {
    const weight = weights?.[index] ?? 1;
    if (!(weight > 0)) return;
    n += weight;
    const before = row.map((x, i) => x - (mean[i] ?? 0));
    before.forEach((difference, i) => (mean[i] = (mean[i] ?? 0) + (difference * weight) / n));
    comoment.forEach((sums, i) => {
      for (let j = 0; j < width; j++)
        sums[j] = (sums[j] ?? 0) + weight * (before[i] ?? 0) * ((row[j] ?? 0) - (mean[j] ?? 0));
    });
  });
  return n > 0 ? { n, mean, comoment } : null;
}

/** Moments from n, the sums of the columns and the sums of their products XᵀX, as SQL gives them. Null when n is 0. */
export function momentsOfSums(
  n: number,
  sums: readonly number[],
  products: readonly (readonly number[])[],
): Moments | null {
  if (!(n > 0)) return null;
  const mean = sums.map((sum) => sum / n);
  const comoment = products.map((row, i) => row.map((sum, j) => sum - n * (mean[i] ?? 0) * (mean[j] ?? 0)));
  return { n, mean, comoment };
}

/**
 * Moments of the rows of all parts together, in whatever way they were split; null without parts.
 *
 * Source: Chan, Golub & LeVeque (1983), doi 10.1080/00031305.1983.10483115.
 */
export function mergeMoments(parts: readonly Moments[]): Moments | null {
  const [first, ...others] = parts;
  return first ? others.reduce(merged, first) : null;
}

/** The same moments as of `size` rows (> 0): weights brought to sum to the effective number of rows. */
export function ofSize({ n, mean, comoment }: Moments, size: number): Moments {
  return { n: size, mean, comoment: comoment.map((row) => row.map((sum) => (sum * size) / n)) };
}

/** Pearson correlations of all columns; null when one of them does not vary. */
export function correlations({ comoment }: Moments): number[][] | null {
  const spread = comoment.map((row, i) => Math.sqrt(row[i] ?? 0));
  if (!spread.every((s) => s > 0)) return null;
  return comoment.map((row, i) => row.map((sum, j) => (i === j ? 1 : sum / ((spread[i] ?? 1) * (spread[j] ?? 1)))));
}

function merged(one: Moments, other: Moments): Moments {
  const n = one.n + other.n;
  const apart = one.mean.map((mean, i) => (other.mean[i] ?? 0) - mean);
  const weight = (one.n * other.n) / n;
  return {
    n,
    mean: one.mean.map((mean, i) => mean + ((apart[i] ?? 0) * other.n) / n),
    comoment: one.comoment.map((row, i) =>
      row.map((sum, j) => sum + (other.comoment[i]?.[j] ?? 0) + weight * (apart[i] ?? 0) * (apart[j] ?? 0)),
    ),
  };
}
