/** Correlations of mid-ranks among several columns, in a sample in which place i occurs `counts[i]` times. */
export type RankCorrelations = (counts: ArrayLike<number>) => number[][];

/**
 * Sorts the columns once, so that many samples of the same places cost one pass each: what a bootstrap of Spearman's
 * correlation needs. 0 where a column does not vary in the sample; 1 on the diagonal of those that do.
 */
export function rankCorrelations(columns: readonly (readonly number[])[]): RankCorrelations {
  const levels = columns.map(levelsOf);
  const size = columns[0]?.length ?? 0;
  const ranked = columns.map(() => new Float64Array(size));
  return (counts) => {
    levels.forEach((own, column) => rankInto(ranked[column] ?? new Float64Array(), own, counts));
    let n = 0;
    for (let place = 0; place < size; place++) n += counts[place] ?? 0;
    const sums = ranked.map((a, row) => ranked.slice(0, row + 1).map((b) => product(a, b, counts)));
    return normed(sums, n);
  };
}

interface Levels {
  /** Which of the distinct values each place has, from the lowest. */
  readonly at: Uint32Array;
  readonly distinct: number;
}

function levelsOf(values: readonly number[]): Levels {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? NaN) - (values[b] ?? NaN));
  const at = new Uint32Array(values.length);
  let level = -1;
  let last: number | undefined;
  for (const place of order) {
    if (values[place] !== last) level++;
    last = values[place];
    at[place] = level;
  }
  return { at, distinct: level + 1 };
}

/** Writes the mid-rank of each place, less the mean of all ranks. */
function rankInto(ranks: Float64Array, { at, distinct }: Levels, counts: ArrayLike<number>): void {
  const tied = new Float64Array(distinct);
  let n = 0;
  for (let place = 0; place < at.length; place++) {
    const [level, count] = [at[place] ?? 0, counts[place] ?? 0];
    tied[level] = (tied[level] ?? 0) + count;
    n += count;
  }
  let seen = 0;
  for (let level = 0; level < distinct; level++) {
    const own = tied[level] ?? 0;
    tied[level] = seen + (own - n) / 2;
    seen += own;
  }
  for (let place = 0; place < at.length; place++) ranks[place] = tied[at[place] ?? 0] ?? 0;
}

function product(a: Float64Array, b: Float64Array, counts: ArrayLike<number>): number {
  let sum = 0;
  for (let place = 0; place < a.length; place++) sum += (counts[place] ?? 0) * (a[place] ?? 0) * (b[place] ?? 0);
  return sum;
}

function normed(sums: readonly (readonly number[])[], n: number): number[][] {
  const varies = sums.map((row, a) => (row[a] ?? 0) > 1e-9 * n);
  return sums.map((_, a) =>
    sums.map((__, b) => {
      if (!varies[a] || !varies[b]) return 0;
      const product = (a >= b ? sums[a]?.[b] : sums[b]?.[a]) ?? 0;
      return a === b ? 1 : product / Math.sqrt((sums[a]?.[a] ?? 0) * (sums[b]?.[b] ?? 0));
    }),
  );
}
