import type { Text } from '../text';

/** What an error's details are called where they are unfolded; a test holds that none of the page's is missing. */
export const errorDetailWords: Readonly<Record<string, Text>> = {
  message: { en: 'In the program’s own words', zh: '程序原文' },
  file: { en: 'File', zh: '文件' },
  kind: { en: 'Kind', zh: '类型' },
  bytes: { en: 'Bytes', zh: '字节数' },
  compressed: { en: 'Bytes in the archive', zh: '压缩后字节数' },
  columns: { en: 'Columns', zh: '列' },
  limit: { en: 'At most', zh: '上限' },
  sql: { en: 'Statement', zh: '语句' },
  meant: { en: 'Perhaps meant', zh: '可能是指' },
  line: { en: 'Line', zh: '行' },
  column: { en: 'Column', zh: '列' },
  name: { en: 'Setting', zh: '设置项' },
  value: { en: 'Value', zh: '取值' },
  allowed: { en: 'Allowed', zh: '允许的取值' },
  metric: { en: 'Metric', zh: '指标' },
  table: { en: 'Table', zh: '表' },
  path: { en: 'Place', zh: '位置' },
  why: { en: 'Why', zh: '原因' },
  reason: { en: 'Why', zh: '原因' },
};
