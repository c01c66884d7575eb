/** Learnt polarity as plain numbers: `prior` and the weight of each word are natural log-odds of a positive text. */
export interface NaiveBayes {
  readonly prior: number;
  readonly weights: ReadonlyMap<string, number>;
}

/**
 * Learns from texts, given as words, and outcomes 1 (positive) or 0, by naive Bayes on the presence of words.
 *
 * Add-one smoothing; a word must occur in at least `least` texts, 2 unless given. Null without texts of both outcomes.
 * Source: Wang & Manning (2012), ACL P12-2018 (binarised multinomial).
 */
export function naiveBayes(
  texts: readonly (readonly string[])[],
  outcomes: readonly number[],
  least: number = 2,
): NaiveBayes | null {
  const counts = new Map<string, [number, number]>();
  const sizes: [number, number] = [0, 0];
  texts.forEach((words, i) => {
    const outcome = outcomes[i] === 1 ? 1 : 0;
    sizes[outcome]++;
    for (const word of new Set(words)) {
      const count = counts.get(word) ?? [0, 0];
      count[outcome]++;
      counts.set(word, count);
    }
  });
  if (sizes[0] === 0 || sizes[1] === 0) return null;
  const kept = [...counts].filter(([, [negative, positive]]) => negative + positive >= least);
  const total = (outcome: 0 | 1): number => kept.reduce((sum, [, count]) => sum + count[outcome] + 1, 0);
  const [negatives, positives] = [total(0), total(1)];
  const weights = kept.map(([word, [negative, positive]]): [string, number] => [
    word,
    Math.log((positive + 1) / positives) - Math.log((negative + 1) / negatives),
  ]);
  return { prior: Math.log(sizes[1] / sizes[0]), weights: new Map(weights) };
}

/** Log-odds that a text of these words is positive; words that were never learnt say nothing. */
export function naiveBayesScore({ prior, weights }: NaiveBayes, words: readonly string[]): number {
  return [...new Set(words)].reduce((sum, word) => sum + (weights.get(word) ?? 0), prior);
}
