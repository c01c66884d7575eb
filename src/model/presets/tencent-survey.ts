import type { Preset } from '../preset';

export default {
  id: 'tencent-survey',
  name: { en: 'Tencent survey', zh: '腾讯问卷' },
  marks: ['编号', '开始答题时间', '结束答题时间'],
  oneOf: ['答题时长', '自定义字段', '地理位置国家和地区', '清洗数据结果'],
  feeds: [
    {
      table: 'responses',
      columns: {
        response_id: '编号|id-in-file',
        started_at: '开始答题时间',
        submitted_at: '结束答题时间',
        duration_s: '答题时长',
      },
    },
  ],
  not: ['responses.touchpoint', 'responses.customer_id', 'interactions', 'orders', 'customers', 'tickets'],
  traps: [],
} satisfies Preset;
