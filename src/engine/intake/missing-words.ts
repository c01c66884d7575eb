/** Words that stand for nothing wherever they stand alone in a cell, lower case. */
const always = new Set([
  'null', '(null)', '<null>', '[null]', 'n/a', '#n/a', '#na', '<na>', 'nan', '\\n', '#value!', '#ref!', '#div/0!', '#name?', '#null!', '#num!',
  '(空)', '（空）', '(跳过)', '（跳过）', '?', '？', '-', '--', '---', '—', '——', '########', 'not applicable', 'not available',
]); // prettier-ignore

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
