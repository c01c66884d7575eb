import type { Text } from '../i18n/text';

/** How a column's times are written, as a person would write it: `DD-MM-YYYY` for `%d-%m-%Y`. */
export function timeFormatWord(format: string): Text {
  const known = words[format];
  if (known) return known;
  const written = Object.entries(parts).reduce((text, [sign, word]) => text.replaceAll(sign, word), format);
  return { en: written, zh: written };
}

const same = (word: string): Text => ({ en: word, zh: word });
const parts = { '%d': 'DD', '%m': 'MM', '%Y': 'YYYY', '%y': 'YY', '%H': 'HH', '%M': 'mm', '%S': 'ss' };
const words: Readonly<Record<string, Text>> = {
  iso: same('YYYY-MM-DD'),
  month: same('YYYY-MM'),
  chinese: { en: 'YYYY年MM月DD日', zh: 'YYYY年MM月DD日' },
  named: { en: 'DD Month YYYY', zh: 'DD 英文月份 YYYY' },
  'named-first': { en: 'Month DD, YYYY', zh: '英文月份 DD, YYYY' },
  compact: same('YYYYMMDD'),
  clock: same('HH:mm'),
  'epoch-s': { en: 'seconds since 1970', zh: '1970 年以来的秒数' },
  'epoch-ms': { en: 'milliseconds since 1970', zh: '1970 年以来的毫秒数' },
  'epoch-us': { en: 'microseconds since 1970', zh: '1970 年以来的微秒数' },
  'excel-serial': { en: 'Excel’s day number', zh: 'Excel 日期序号' },
};
