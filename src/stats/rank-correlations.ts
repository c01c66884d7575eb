import { sum } from './sum';

/** Correlations of mid-ranks among several columns, in a sample in which place i occurs `counts[i]` times. */
export type RankCorrelations = (counts: ArrayLike<number>) => number[][];

/**
 * Sorts the columns once, so that many samples of the same places cost one pass each: what a bootstrap of Spearman's
 * correlation needs. 0 where a column does not vary in the sample; 1 on the diagonal of those that do.
 */
export function rankCorrelations(columns: readonly (readonly number[])[]): RankCorrelations {
  const levels = columns.map(levelsOf);
  return (counts) => {
    const n = sum(counts);
    const ranked = levels.map((own) => rankedIn(own, counts, n));
    const sums = ranked.map((a, row) => [...ranked.slice(0, row).map((b) => product(a, b, counts)), a.squares]);
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

interface Ranked extends Levels {
  /** The mid-rank of each distinct value, less the mean of all ranks. */
  readonly ranks: Float64Array;
  /** Their sum of squares over the sample. */
  readonly squares: number;
}

function rankedIn({ at, distinct }: Levels, counts: ArrayLike<number>, n: number): Ranked {
  const tied = new Float64Array(distinct);
  for (let place = 0; place < at.length; place++) {
    const level = at[place] ?? 0;
    tied[level] = (tied[level] ?? 0) + (counts[place] ?? 0);
  }
  const ranks = new Float64Array(distinct);
  let [seen, squares] = [0, 0];
  tied.forEach((own, level) => {
    const rank = seen + (own - n) / 2;
    ranks[level] = rank;
    squares += own * rank * rank;
    seen += own;
  });
  return { at, distinct, ranks, squares };
}

function product(a: Ranked, b: Ranked, counts: ArrayLike<number>): number {
  let total = 0;
  for (let place = 0; place < a.at.length; place++)
    total += (counts[place] ?? 0) * (a.ranks[a.at[place] ?? 0] ?? 0) * (b.ranks[b.at[place] ?? 0] ?? 0);
  return total;
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
