import type { Text } from '../text';

/** Words of sharing a workspace by a link, and of opening one. */
export const shareWords = {
  share: { en: 'Share by link', zh: '用链接分享' },
  lead: {
    en: 'The link carries how the data is evaluated, never the data. This is all of it:',
    zh: '链接只包含如何评估数据，从不包含数据本身。全部内容如下：',
  },
  never: {
    en: 'Not in it: rows, file names, file hashes, what stands in the editor, and filters that name a person.',
    zh: '不包含：数据行、文件名、文件哈希、编辑器中的内容，以及指明个人的筛选条件。',
  },
  leftOut: { en: 'Left out, since it names a person: {columns}', zh: '因指明个人而未包含：{columns}' },
  values: {
    en: 'Names of columns and touchpoints, and what you wrote into filters, goals, SQL and the report, do go along: look through it.',
    zh: '列名、触点名，以及您写入筛选、目标、SQL 和报告的内容会一并发送，请过目。',
  },
  full: { en: 'Everything, as it is sent', zh: '发送的全部内容' },
  copy: { en: 'Copy link', zh: '复制链接' },
  copied: { en: 'Copied ({n:count} characters)', zh: '已复制（{n:count} 个字符）' },
  saveFile: { en: 'Save as a file', zh: '存为文件' },
  tooLong: {
    en: 'This is too much for a link; send it as a file.',
    zh: '内容过多，无法放入链接，请以文件发送。',
  },
  close: { en: 'Close', zh: '关闭' },
  offered: { en: 'Somebody shares an analysis with you', zh: '有人与您分享一项分析' },
  nothingYet: {
    en: 'Nothing of it has run. This is all that it contains.',
    zh: '其中的任何内容都还没有运行。以下是它包含的全部内容。',
  },
  untitled: { en: 'Without a title', zh: '无标题' },
  language: { en: 'Language', zh: '语言' },
  zone: { en: 'Time zone', zh: '时区' },
  sample: { en: 'Data: the sample “{name}” of this app', zh: '数据：本应用的示例“{name}”' },
  beside: { en: 'Data: {name}, which lies beside this app', zh: '数据：随本应用一同提供的 {name}' },
  withData: {
    en: 'Open it with the data that this app brings along ({name}); otherwise the receiver opens files of their own',
    zh: '使用本应用自带的数据打开（{name}）；否则由接收者打开自己的文件',
  },
  report: { en: 'Report', zh: '报告' },
  reportHow: {
    en: 'Its results are asked anew of your data. Queries in it wait until you run them, and nothing of it leaves without you.',
    zh: '报告内容将用您的数据重新计算；其中的查询由您点击后才运行，任何内容都不会自行离开本机。',
  },
  k: { en: 'Smallest group: {k:count} persons', zh: '最小分组：{k:count} 人' },
  ownFiles: { en: 'Data: files of your own', zh: '数据：您自己的文件' },
  metrics: { en: 'Metrics with settings', zh: '已设置的度量' },
  goals: { en: 'Goals', zh: '目标' },
  filters: { en: 'Filters', zh: '筛选' },
  mapping: { en: 'Meaning of columns', zh: '列的含义' },
  queries: { en: 'SQL, in full', zh: 'SQL 全文' },
  queriesHow: {
    en: 'It is put among your saved queries. It runs only when you run it, and can reach the tables of this workspace and nothing else.',
    zh: '将放入您保存的查询，只有您点击运行时才会执行，且只能访问本工作区的数据表。',
  },
  none: { en: 'none', zh: '无' },
  yes: { en: 'Yes, open it', zh: '同意并打开' },
  no: { en: 'No', zh: '不打开' },
  replaces: {
    en: 'A new workspace begins; the one that is open stays in the list on the first screen.',
    zh: '将开始一个新的工作区；当前工作区保留在首页列表中。',
  },
  giveFiles: { en: 'Now open your files', zh: '现在打开您的文件' },
  giveText: {
    en: 'They are matched to the analysis by their columns. The analysis expects:',
    zh: '将按列名与该分析匹配。该分析需要：',
  },
  matching: { en: 'Your files and the analysis', zh: '您的文件与该分析' },
  matchingText: {
    en: 'Some things differ. Say what stands for what; what stays empty is left out.',
    zh: '有些地方不同。请指明对应关系；留空的将不使用。',
  },
  table: { en: 'Table {n:count} of the analysis', zh: '分析中的第 {n:count} 张表' },
  noTable: { en: 'none of mine', zh: '没有对应的表' },
  missing: { en: 'Missing', zh: '缺少' },
  retyped: { en: 'Of another type', zh: '类型不同' },
  extra: { en: 'Only in yours', zh: '仅您的文件有' },
  instead: { en: 'Instead of {column}', zh: '代替 {column}' },
  takeUp: { en: 'Use it so', zh: '就这样使用' },
  otherFiles: { en: 'Open other files', zh: '打开其他文件' },
  refused: { en: 'This link was not opened', zh: '此链接未被打开' },
} as const satisfies Readonly<Record<string, Text>>;
