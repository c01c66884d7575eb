import type { Text } from '../text';

/** Words around a chart. */
export const chartWords = {
  table: { en: 'Table', zh: '数据表' },
  chart: { en: 'Chart', zh: '图表' },
  drawing: { en: 'Drawing…', zh: '绘制中…' },
  failed: { en: 'This chart could not be drawn: {why}', zh: '图表无法绘制：{why}' },
} as const satisfies Readonly<Record<string, Text>>;
