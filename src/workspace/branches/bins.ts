import type { Bin } from './branch-file';
import type { ScoreCount } from './gather';

/**
 * A histogram in which neighbouring scores on one side of the cut are counted together until each bin has at least k
 * persons; what is left over joins its neighbour. Counts at and below the cut, mean and variance stay exact. A side that
 * has fewer than k persons in all is one bin.
 */
export function binsOf(scores: readonly ScoreCount[], cut: number, k: number): Bin[] {
  const sorted = [...scores].sort((a, b) => a.score - b.score);
  return [
    ...folded(
      sorted.filter(({ score }) => score < cut),
      k,
    ),
    ...folded(
      sorted.filter(({ score }) => score >= cut),
      k,
    ),
  ];
}

/** The bin of one score. */
export function binOf({ score, n, w, w2 }: Pick<ScoreCount, 'score' | 'n' | 'w' | 'w2'>): Bin {
  return { from: score, to: score, n, w, w2, sum: w * score, squares: w * score * score };
}

function folded(scores: readonly ScoreCount[], k: number): Bin[] {
  const bins: { readonly bin: Bin; readonly persons: number }[] = [];
  for (const one of scores) {
    const last = bins.at(-1);
    // Persons may have given several scores: of two scores together there are at least as many as of the larger.
    if (last && last.persons < k)
      bins.splice(-1, 1, { bin: together(last.bin, binOf(one)), persons: Math.max(last.persons, one.persons) });
    else bins.push({ bin: binOf(one), persons: one.persons });
  }
  const last = bins.at(-1);
  const before = bins.at(-2);
  if (last && before && last.persons < k)
    bins.splice(-2, 2, { bin: together(before.bin, last.bin), persons: before.persons });
  return bins.map(({ bin }) => bin);
}

function together(a: Bin, b: Bin): Bin {
  return {
    from: a.from,
    to: b.to,
    n: a.n + b.n,
    w: a.w + b.w,
    w2: a.w2 + b.w2,
    sum: a.sum + b.sum,
    squares: a.squares + b.squares,
  };
}
