import { refusedFor, type Refusal } from '../engine/refused';
import type { Text } from '../i18n/text';

/** A refused statement in the reader's language: what is wrong, and what may have been meant. Null: only the engine has words for it. */
export function sqlRefusal(
  message: string,
  meant: string | null,
): { readonly say: Text; readonly hint: Text | null } | null {
  const refused = refusedFor(message);
  if (!refused) return null;
  const { en, zh } = words[refused.refusal];
  const filled = (text: string) => text.replace('{name}', () => refused.name);
  return {
    say: { en: filled(en), zh: filled(zh) },
    hint: meant === null ? null : { en: `Did you mean “${meant}”?`, zh: `是否指“${meant}”？` },
  };
}

const words: Readonly<Record<Refusal, Text>> = {
  'no-table': { en: 'There is no table “{name}”.', zh: '没有名为“{name}”的表。' },
  'no-column': { en: 'There is no column “{name}” here.', zh: '这里没有名为“{name}”的列。' },
  'no-table-after-from': {
    en: 'The statement names no table “{name}” after FROM.',
    zh: 'FROM 中没有名为“{name}”的表。',
  },
  'no-function': { en: 'There is no function “{name}”.', zh: '没有名为“{name}”的函数。' },
  unfinished: {
    en: 'The statement breaks off: something is missing at its end.',
    zh: '语句不完整：结尾缺少内容。',
  },
  'not-understood': {
    en: 'The statement cannot be understood from “{name}” on.',
    zh: '从“{name}”起无法理解该语句。',
  },
  'not-grouped': {
    en: '“{name}” must be grouped by, or be aggregated.',
    zh: '“{name}”须列入 GROUP BY，或使用聚合函数。',
  },
  'not-convertible': {
    en: '“{name}” cannot be read as the type that is wanted.',
    zh: '“{name}”无法转换为所需的类型。',
  },
};
