import type { Preset } from '../preset';

export default {
  id: 'zendesk',
  name: { en: 'Zendesk tickets', zh: 'Zendesk 工单' },
  marks: ['requesterid'],
  oneOf: [
    'firstreplytime',
    'firstreplytimeinminutes',
    'fullresolutiontime',
    'fullresolutiontimeinminutes',
    'replytimeinminutescalendar',
  ],
  feeds: [
    {
      table: 'tickets',
      columns: {
        ticket_id: ['id', 'ticketid', 'zendeskid'],
        customer_id: 'requesterid',
        created_at: 'createdat',
        first_response_s: 'firstreplytime|min',
        resolution_s: 'fullresolutiontime|min',
        wait_s: 'requesterwaittime|min',
        resolved_at: ['solvedat', 'resolvedat'],
        reopens: 'reopens',
        contacts: 'replies',
        resolved: 'status|flag',
        agent: ['assigneeid', 'assignee', 'assigneename'],
        touchpoint: ['viachannel', 'channel', 'via'],
        issue: ['subject', 'ticketformname'],
      },
    },
  ],
  not: ['interactions', 'orders', 'customers'],
  traps: [
    {
      en: 'Zendesk exports calendar and business minutes; calendar minutes are used.',
      zh: 'Zendesk 同时导出自然分钟与工作分钟；此处使用自然分钟。',
    },
  ],
} satisfies Preset;
