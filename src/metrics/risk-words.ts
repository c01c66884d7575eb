import type { Text } from '../i18n/text';
import { columnWords } from '../i18n/words/shell';

/** What early warning makes of a customer's past, in words. Other inputs are columns of the customers' own. */
const pastWords: Readonly<Record<string, Text>> = {
  visits: { en: 'Visits', zh: '到访次数' },
  days_since_visit: { en: 'Days since the last visit', zh: '距上次到访天数' },
  touchpoints_met: { en: 'Touchpoints met', zh: '接触过的触点数' },
  cases: { en: 'Service cases', zh: '服务工单数' },
  mean_score: { en: 'Mean rating so far', zh: '此前平均评分' },
};

/**
 * An input as `inputsOf` names it, in words: `plan = year` says the level of a column, `plan = –` and `visits ?` that
 * nothing is known. A column of the customers' own keeps its name.
 */
export function inputWord(input: string): Text {
  const at = input.indexOf(' = ');
  const level = at < 0 ? null : input.slice(at + 3);
  const asked = at < 0 && input.endsWith(' ?');
  const name = columnWord(asked ? input.slice(0, -2) : at < 0 ? input : input.slice(0, at));
  if (asked || level === '–') return { en: `${name.en} not known`, zh: `${name.zh}未知` };
  return level === null ? name : { en: `${name.en} = ${level}`, zh: `${name.zh} = ${level}` };
}

/** Columns in words, as `inputWord` has them. */
export function columnWord(name: string): Text {
  const words = { ...columnWords, ...pastWords };
  return (Object.hasOwn(words, name) ? words[name] : undefined) ?? { en: name, zh: name };
}
