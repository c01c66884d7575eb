import { constant, type Preset } from '../preset';

export default {
  id: 'jd-service',
  name: { en: 'Customer-service sessions', zh: '客服会话' },
  marks: ['客服', '会话开始时间', '会话通路'],
  oneOf: ['首次响应时长', '排队时长', '满意度评分'],
  feeds: [
    {
      table: 'tickets',
      columns: {
        ticket_id: ['会话id', '会话编号', '服务单号'],
        created_at: '会话开始时间',
        touchpoint: '会话通路',
        customer_id: ['客户id', '客户'],
        first_response_s: '首次响应时长',
        wait_s: '排队时长',
        resolution_s: ['解决时长', '会话时长'],
        resolved: '是否已解决|flag',
        csat: '满意度评分',
        contacts: ['会话消息数', '对话回合数'],
        agent: '客服',
        issue: ['会话主题', '咨询分类'],
        channel: '接入方式',
      },
    },
    {
      table: 'responses',
      columns: {
        customer_id: ['客户id', '客户'],
        touchpoint: '会话通路',
        submitted_at: '会话开始时间',
        score: '满意度评分',
        kind: constant('csat'),
      },
    },
  ],
  not: ['interactions', 'customers', 'orders'],
  traps: [{ en: 'A blank rating is a session that was not rated.', zh: '满意度评分为空表示未评价。' }],
} satisfies Preset;
