import type { Text } from '../text';

/** Words of the scorecard about metrics that are not on it. */
export const offCardWords = {
  wholeOnly: { en: 'answers on its own page, not by touchpoint', zh: '在其页面作答，不按触点' },
  nothingToCount: { en: 'no rows to count', zh: '没有可计入的行' },
  readyTitle: { en: 'Nothing can be told by touchpoint here', zh: '这里没有可按触点列出的数据' },
  readyText: {
    en: 'No touchpoint has a figure of its own that could stand in the table. These metrics answer all the same:',
    zh: '没有触点带有可列入表格的数值，但以下指标仍可作答：',
  },
  nothingText: {
    en: 'The files are open, but no metric finds all the columns it needs; each one below says what it lacks. Explore answers any question in SQL meanwhile.',
    zh: '文件已打开，但还没有一项指标找齐所需的列；下面列出每项缺少什么。其间可在“探索”中用 SQL 查询。',
  },
  inTheWay: { en: 'What stands in the way', zh: '障碍所在' },
  questions: {
    en: '{n:count} question{n|s} about the columns {n|waits|wait} for an answer; until then what {n|it asks|they ask} about is left out.',
    zh: '有 {n:count} 个关于列含义的问题待回答，在此之前相应的列不计入。',
  },
  toQuestions: { en: 'Answer', zh: '去回答' },
  toExplore: { en: 'Ask in SQL', zh: '用 SQL 查询' },
} as const satisfies Readonly<Record<string, Text>>;
