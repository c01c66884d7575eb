import type { Text } from '../i18n/text';

/** A refused statement in the reader's language: what is wrong, and what may have been meant. Null: only the engine has words for it. */
export function sqlRefusal(
  message: string,
  meant: string | null,
): { readonly say: Text; readonly hint: Text | null } | null {
  for (const [form, text] of refusals) {
    const found = form.exec(message);
    if (!found) continue;
    const name = found[1] ?? '';
    const filled = (words: string) => words.replace('{name}', () => name);
    return {
      say: { en: filled(text.en), zh: filled(text.zh) },
      hint: meant === null ? null : { en: `Did you mean “${meant}”?`, zh: `是否指“${meant}”？` },
    };
  }
  return null;
}

const refusals: readonly (readonly [RegExp, Text])[] = [
  [/Table with name (.+?) does not exist/, { en: 'There is no table “{name}”.', zh: '没有名为“{name}”的表。' }],
  [
    /Referenced column "(.+?)" not found|column named "(.+?)"/,
    { en: 'There is no column “{name}” here.', zh: '这里没有名为“{name}”的列。' },
  ],
  [
    /Referenced table "(.+?)" not found/,
    { en: 'The statement names no table “{name}” after FROM.', zh: 'FROM 中没有名为“{name}”的表。' },
  ],
  [
    /Function with name "?([^"\s]+?)"? does not exist/,
    { en: 'There is no function “{name}”.', zh: '没有名为“{name}”的函数。' },
  ],
  [
    /syntax error at end of input/,
    { en: 'The statement breaks off: something is missing at its end.', zh: '语句不完整：结尾缺少内容。' },
  ],
  [
    /syntax error at or near "(.+?)"/,
    { en: 'The statement cannot be understood from “{name}” on.', zh: '从“{name}”起无法理解该语句。' },
  ],
  [
    /column "?(.+?)"? must appear in the GROUP BY clause/,
    { en: '“{name}” must be grouped by, or be aggregated.', zh: '“{name}”须列入 GROUP BY，或使用聚合函数。' },
  ],
  [
    /Could not convert string '(.+?)' to/,
    { en: '“{name}” cannot be read as the type that is wanted.', zh: '“{name}”无法转换为所需的类型。' },
  ],
];
