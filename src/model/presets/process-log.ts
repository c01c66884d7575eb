import type { Preset } from '../preset';

export default {
  id: 'process-log',
  name: { en: 'Process log (XES as CSV)', zh: '流程日志（XES 转 CSV）' },
  marks: ['caseconceptname', 'conceptname', 'timetimestamp'],
  feeds: [
    {
      table: 'interactions',
      columns: {
        customer_id: 'caseconceptname',
        occurred_at: 'timetimestamp',
        touchpoint: 'conceptname',
        event: 'lifecycletransition',
        cost: 'costs',
        channel: 'casechannel',
      },
    },
    { table: 'customers', columns: { customer_id: 'caseconceptname' }, attributes: /^case(?!conceptname)/ },
  ],
  not: ['orders', 'tickets', 'responses', 'costs'],
  traps: [
    {
      en: 'One case stands for one customer; where starts and completions are both rows, keep one with a filter on the event.',
      zh: '一个案例视为一位客户；若开始与完成各占一行，可按事件筛选保留其一。',
    },
  ],
} satisfies Preset;
