import type { Preset } from '../preset';

export default {
  id: 'ga4',
  name: { en: 'GA4 events', zh: 'GA4 事件' },
  marks: ['eventtimestamp', 'eventname', 'userpseudoid'],
  feeds: [
    {
      table: 'interactions',
      columns: {
        customer_id: ['userid', 'userpseudoid'],
        occurred_at: 'eventtimestamp',
        touchpoint: 'eventname',
        event: 'eventname',
        session_id: 'gasessionid',
        channel: ['trafficsourcesource', 'source', 'trafficsourcemedium'],
        campaign: ['trafficsourcename', 'campaign'],
      },
    },
  ],
  not: ['orders', 'customers', 'tickets', 'responses'],
  traps: [
    {
      en: 'event_timestamp is in UTC; event_date is in the property’s zone and is not used.',
      zh: 'event_timestamp 为 UTC 时间；event_date 为媒体资源时区，未使用。',
    },
  ],
} satisfies Preset;
