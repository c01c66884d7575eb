/** Worded scales, each from its lowest to its highest answer. */
const scales: readonly (readonly string[])[] = [
  ['非常不满意', '不满意', '一般', '满意', '非常满意'],
  ['非常不满意', '比较不满意', '一般', '比较满意', '非常满意'],
  ['很不满意', '不满意', '一般', '满意', '很满意'],
  ['很不满意', '不太满意', '一般', '比较满意', '非常满意'],
  ['非常不同意', '不同意', '一般', '同意', '非常同意'],
  ['非常不同意', '比较不同意', '一般', '比较同意', '非常同意'],
  ['完全不同意', '不同意', '中立', '同意', '完全同意'],
  ['非常不重要', '不重要', '一般', '重要', '非常重要'],
  ['很差', '较差', '一般', '较好', '很好'],
  ['很差', '差', '一般', '好', '很好'],
  ['非常差', '差', '一般', '好', '非常好'],
  ['very dissatisfied', 'dissatisfied', 'neutral', 'satisfied', 'very satisfied'],
  [
    'very dissatisfied',
    'somewhat dissatisfied',
    'neither satisfied nor dissatisfied',
    'somewhat satisfied',
    'very satisfied',
  ],
  ['strongly disagree', 'disagree', 'neutral', 'agree', 'strongly agree'],
  ['strongly disagree', 'disagree', 'neither agree nor disagree', 'agree', 'strongly agree'],
  ['strongly disagree', 'disagree', 'undecided', 'agree', 'strongly agree'],
  [
    'strongly disagree',
    'disagree',
    'somewhat disagree',
    'neither agree nor disagree',
    'somewhat agree',
    'agree',
    'strongly agree',
  ],
  ['very poor', 'poor', 'fair', 'good', 'very good'],
  ['very poor', 'poor', 'average', 'good', 'excellent'],
  ['poor', 'fair', 'good', 'very good', 'excellent'],
  ['very unlikely', 'unlikely', 'neutral', 'likely', 'very likely'],
  ['very difficult', 'difficult', 'neutral', 'easy', 'very easy'],
  ['very unimportant', 'unimportant', 'neutral', 'important', 'very important'],
  ['not at all important', 'slightly important', 'moderately important', 'very important', 'extremely important'],
  ['never', 'rarely', 'sometimes', 'often', 'always'],
  ['从不', '很少', '有时', '经常', '总是'],
];

/**
 * The words of a column and the number each stands for, if nearly all (`enough` of their counts) belong to one scale and
 * at least three of it occur; other words stand for nothing. A code before or after the word (`A.非常满意`, `5 - Agree`,
 * `满意(4)`) does not count.
 */
export function likertLabels(
  words: ReadonlyMap<string, number>,
  enough: number,
): Readonly<Record<string, number>> | null {
  const bare = [...words].map(([word, count]) => ({ word, count, label: labelOf(word) }));
  const all = bare.reduce((sum, { count }) => sum + count, 0);
  for (const scale of scales) {
    const own = bare.filter(({ label }) => scale.includes(label));
    const covers = own.reduce((sum, { count }) => sum + count, 0) >= enough * all;
    if (covers && new Set(own.map(({ label }) => label)).size >= 3)
      return Object.fromEntries(own.map(({ word, label }) => [word, scale.indexOf(label) + 1]));
  }
  return null;
}

function labelOf(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replace(/^(?:[a-g]|[（(]?\d{1,2}[)）]?)\s*[.、．:：\-–)]\s*/u, '')
    .replace(/\s*[（(]\s*\d{1,2}\s*(?:分)?\s*[)）]$/u, '')
    .replace(/\s*[-–]\s*\d{1,2}$/u, '')
    .trim();
}
