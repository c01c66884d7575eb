import type { Preset } from '../preset';

export default {
  id: 'qualtrics',
  name: { en: 'Qualtrics survey', zh: 'Qualtrics 问卷' },
  marks: ['startdate', 'enddate', 'recordeddate', 'responseid'],
  oneOf: ['progress', 'finished', 'status', 'ipaddress'],
  feeds: [
    {
      table: 'responses',
      columns: {
        response_id: 'responseid',
        started_at: 'startdate',
        submitted_at: 'recordeddate',
        duration_s: ['duration'],
        customer_id: ['externalreference', 'recipientemail'],
        channel: 'distributionchannel',
      },
    },
  ],
  not: ['responses.touchpoint', 'interactions', 'orders', 'customers', 'tickets'],
  traps: [
    {
      en: 'Unfinished answers are in the export too: see “Finished” before comparing.',
      zh: '导出中含未完成的答卷：比较前请查看 Finished 列。',
    },
  ],
} satisfies Preset;
