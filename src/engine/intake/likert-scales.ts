/** Worded scales, each from its lowest to its highest answer; where a questionnaire went out in two languages, in both. */
const scales: readonly (readonly string[])[] = [
  ['非常不满意|very dissatisfied', '不满意|dissatisfied', '一般|neutral', '满意|satisfied', '非常满意|very satisfied'],
  ['非常不满意', '比较不满意', '一般', '比较满意', '非常满意'],
  ['很不满意', '不满意', '一般', '满意', '很满意'],
  ['很不满意', '不太满意', '一般', '比较满意', '非常满意'],
  ['非常不同意|strongly disagree', '不同意|disagree', '一般|neutral', '同意|agree', '非常同意|strongly agree'],
  ['非常不同意', '比较不同意', '一般', '比较同意', '非常同意'],
  ['完全不同意', '不同意', '中立', '同意', '完全同意'],
  ['非常不重要|very unimportant', '不重要|unimportant', '一般|neutral', '重要|important', '非常重要|very important'],
  ['很差', '较差', '一般', '较好', '很好'],
  ['很差', '差', '一般', '好', '很好'],
  ['非常差', '差', '一般', '好', '非常好'],
  [
    'very dissatisfied',
    'somewhat dissatisfied',
    'neither satisfied nor dissatisfied',
    'somewhat satisfied',
    'very satisfied',
  ],
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
  ['not at all important', 'slightly important', 'moderately important', 'very important', 'extremely important'],
  ['never', 'rarely', 'sometimes', 'often', 'always'],
  ['从不', '很少', '有时', '经常', '总是'],
];

/** Answers to a Kano question in the order of its table, from like (1) to dislike (5), as questionnaires word them. */
const kano: readonly (readonly string[])[] = [
  ['喜欢', '很喜欢', '非常喜欢', '我喜欢', '我很喜欢', 'like', 'i like it', 'i like it that way'],
  [
    '理应如此',
    '它理应如此',
    '理所当然',
    '必须如此',
    '应该的',
    'expect',
    'i expect it',
    'must-be',
    'must be',
    'it must be that way',
  ],
  ['无所谓', '我无所谓', 'neutral', 'i am neutral', "i'm neutral"],
  [
    '勉强接受',
    '能忍受',
    '可以忍受',
    '我能忍受',
    'tolerate',
    'live with',
    'i can live with it',
    'i can live with it that way',
    'i can tolerate it',
  ],
  ['不喜欢', '很不喜欢', '非常不喜欢', '我不喜欢', '我很不喜欢', 'dislike', 'i dislike it', 'i dislike it that way'],
];

interface Placed {
  /** The scale's words with their places from 1. */
  readonly places: ReadonlyMap<string, number>;
  /** A place that must occur, since the others alone are words of other questions, where like is the best. */
  readonly telling: readonly number[] | null;
}

const placed: readonly Placed[] = [
  ...scales.map((scale) => ({
    places: new Map(scale.flatMap((words, at) => words.split('|').map((word) => [word, at + 1] as const))),
    telling: null,
  })),
  { places: new Map(kano.flatMap((words, at) => words.map((word) => [word, at + 1] as const))), telling: [2, 4] },
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
  for (const { places, telling } of placed) {
    const own = bare.filter(({ label }) => places.has(label));
    const covers = own.reduce((sum, { count }) => sum + count, 0) >= enough * all;
    const met = new Set(own.map(({ label }) => places.get(label) ?? 0));
    if (covers && met.size >= 3 && (!telling || telling.some((place) => met.has(place))))
      return Object.fromEntries(own.map(({ word, label }) => [word, places.get(label) ?? 0]));
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
