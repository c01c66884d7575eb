import type { Reading } from '../../engine/intake/imported';
import { dataWords as words } from '../../i18n/words/data';
import type { Text } from '../../i18n/text';

/** The delimiters that a person may choose, in words. */
export const delimiterWords: readonly (readonly [string, Text])[] = [
  [',', words.comma],
  [';', words.semicolon],
  ['\t', words.tab],
  ['|', words.bar],
];

/** What a column was read as, in a word. */
export function kindWord(reading: Reading): Text {
  switch (reading.kind) {
    case 'number':
      return reading.percent ? words.kindPercent : words.kindNumber;
    case 'flag':
      return words.kindFlag;
    case 'time':
      return reading.order === 'told'
        ? reading.format.startsWith('%d')
          ? words.kindDayFirst
          : words.kindMonthFirst
        : words.kindTime;
    case 'duration':
      return words.kindDuration;
    case 'likert':
      return words.kindLikert;
    case 'text':
      return words.kindText;
  }
}

/** The same times with day and month the other way round; null where nothing but their order could be meant. */
export function turnedOrder(reading: Reading): Reading | null {
  if (reading.kind !== 'time' || reading.order === 'evidence') return null;
  const turned = /^%([dm])(.)%([dm])/.exec(reading.format);
  if (!turned) return null;
  const [start, first = '', mark = '', second = ''] = turned;
  return {
    kind: 'time',
    format: `%${second}${mark}%${first}${reading.format.slice(start.length)}`,
    order: 'told',
  };
}
