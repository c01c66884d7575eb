import type { Preset } from '../preset';

export default {
  id: 'surveymonkey',
  name: { en: 'SurveyMonkey survey', zh: 'SurveyMonkey 问卷' },
  marks: ['respondentid', 'collectorid'],
  documentedOnly: true,
  feeds: [
    {
      table: 'responses',
      columns: { response_id: 'respondentid', started_at: 'datecreated', submitted_at: ['datemodified', 'enddate'] },
    },
  ],
  not: ['responses.customer_id', 'interactions', 'orders', 'customers', 'tickets'],
  traps: [],
} satisfies Preset;
