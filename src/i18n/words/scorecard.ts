import type { Text } from '../text';

/** Words of the scorecard about metrics that are not on it. */
export const offCardWords = {
  wholeOnly: { en: 'answers on its own page, not by touchpoint', zh: '在其页面作答，不按触点' },
  nothingToCount: { en: 'no rows to count', zh: '没有可计入的行' },
  readyTitle: { en: 'Nothing can be told by touchpoint here', zh: '这里没有可按触点列出的数据' },
  readyText: {
    en: 'No row names a touchpoint that a figure could be told of. These metrics answer all the same:',
    zh: '数据没有可供列出的触点，但以下指标仍可作答：',
  },
  nothingText: {
    en: 'The files are open, but no metric finds all the columns it needs; each one below says what it lacks. Explore answers any question in SQL meanwhile.',
    zh: '文件已打开，但还没有一项指标找齐所需的列；下面列出每项缺少什么。其间可在“探索”中用 SQL 查询。',
  },
  toExplore: { en: 'Ask in SQL', zh: '用 SQL 查询' },
} as const satisfies Readonly<Record<string, Text>>;
