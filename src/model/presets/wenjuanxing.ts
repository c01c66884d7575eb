import type { Preset } from '../preset';

export default {
  id: 'wenjuanxing',
  name: { en: 'Wenjuanxing survey', zh: '问卷星' },
  marks: ['序号', '提交答卷时间', '所用时间', '来源'],
  oneOf: ['来源详情', '来自ip'],
  feeds: [
    {
      table: 'responses',
      columns: { response_id: '序号|id-in-file', submitted_at: '提交答卷时间', duration_s: '所用时间' },
    },
  ],
  not: [
    'responses.touchpoint',
    'responses.channel',
    'responses.customer_id',
    'interactions',
    'orders',
    'customers',
    'tickets',
  ],
  traps: [
    {
      en: '“来源” is how the link was spread, not a touchpoint; “序号” starts anew in each file, so the id is file and number.',
      zh: '“来源”是问卷链接的投放方式，不是触点；“序号”在每个文件中重新开始，因此答卷编号取文件加序号。',
    },
  ],
} satisfies Preset;
