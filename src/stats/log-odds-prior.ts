export interface WordContrast {
  readonly word: string;
  /** Occurrences in both groups together. */
  readonly count: number;
  /** Log-odds ratio of the word, first group against second, shrunk by the prior. */
  readonly logOdds: number;
  /** The same in standard errors: above 1.96 the word leans to the first group, below −1.96 to the second. */
  readonly z: number;
}

/**
 * Words that tell two groups of texts apart, by log-odds with an informative Dirichlet prior; greatest z first.
 *
 * The prior adds to both groups `priorSize` words with the frequencies of both together, 500 unless given; counts are
 * ≥ 0. A word that only one group has gets a finite value. Empty unless both groups have words. Source: Monroe,
 * Colaresi & Quinn (2008), doi 10.1093/pan/mpn018, eq. 15, 20–22.
 */
export function logOddsPrior(
  first: ReadonlyMap<string, number>,
  second: ReadonlyMap<string, number>,
  priorSize: number = 500,
): WordContrast[] {
  const [n1, n2] = [total(first), total(second)];
  if (!(n1 > 0) || !(n2 > 0) || !(priorSize > 0)) return [];
  return [...new Set([...first.keys(), ...second.keys()])]
    .map((word) => {
      const [y1, y2] = [first.get(word) ?? 0, second.get(word) ?? 0];
      const prior = (priorSize * (y1 + y2)) / (n1 + n2);
      const odds = (y: number, n: number): number => (y + prior) / (n + priorSize - y - prior);
      const logOdds = Math.log(odds(y1, n1)) - Math.log(odds(y2, n2));
      return { word, count: y1 + y2, logOdds, z: logOdds / Math.sqrt(1 / (y1 + prior) + 1 / (y2 + prior)) };
    })
    .filter(({ z }) => Number.isFinite(z))
    .sort((one, other) => other.z - one.z || (one.word < other.word ? -1 : 1));
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
