/** Words that stand for nothing wherever they stand alone in a cell, lower case. */
const always = new Set([
  'null',
  '(null)',
  '<null>',
  '[null]',
  'n/a',
  '#n/a',
  '#na',
  '<na>',
  'nan',
  '\\n',
  '#value!',
  '#ref!',
  '#div/0!',
  '#name?',
  '#null!',
  '#num!',
  '(空)',
  '（空）',
  '(跳过)',
  '（跳过）',
  '?',
  '？',
  '-',
  '--',
  '---',
  '—',
  '——',
  '########',
  'not applicable',
  'not available',
]);

/** Words that stand for nothing only where all other cells are numbers or times, lower case. */
const amongValues = new Set([
  'none',
  '无',
  'na',
  'nil',
  'select',
  'n.a.',
  'missing',
  'unknown',
  '未知',
  '暂无',
  '空',
  '未填写',
  '未评价',
  '.',
  '/',
  '*',
]);

/** Answers to a worded scale that name none of its places, lower case. */
const withoutOpinion = new Set([
  '不清楚',
  '不知道',
  '不了解',
  '说不清',
  '不适用',
  '没用过',
  '未使用',
  '未使用过',
  '拒答',
  '拒绝回答',
  '跳过',
  "don't know",
  'don’t know',
  'dont know',
  'dk',
  'no opinion',
  'not sure',
  'unsure',
  'refused',
  'prefer not to say',
  'did not use',
  'not used',
  'skipped',
]);

/** Whether a cell of a worded scale holds no rating: nothing at all, or that there is none. */
export function isUnrated(cell: string, declared: readonly string[] = []): boolean {
  return isMissing(cell, false, declared) || withoutOpinion.has(cell.trim().toLowerCase());
}

/** Whether the cell says that there is no value; `strict` in columns of text, where `None` or `无` may be an answer. */
export function isMissing(cell: string, strict: boolean, declared: readonly string[] = []): boolean {
  const word = cell.trim().toLowerCase();
  if (word === '' || declared.some((given) => given.trim().toLowerCase() === word)) return true;
  return (
    always.has(word) ||
    word === '#'.repeat(word.length) ||
    (!strict && amongValues.has(word)) ||
    cell.trim() === 'Select'
  );
}
