import { status, type Preset } from '../preset';

export default {
  id: 'pinduoduo',
  name: { en: 'Pinduoduo orders', zh: '拼多多订单' },
  marks: ['订单号', '用户实付金额', '商家实收金额'],
  feeds: [
    {
      table: 'orders',
      columns: {
        order_id: '订单号',
        ordered_at: ['订单成交时间', '拼单成功时间', '支付时间'],
        paid_at: ['支付时间', '订单成交时间'],
        amount: '用户实付金额',
        status: status('订单状态'),
        refund: ['退款金额'],
      },
    },
  ],
  traps: [],
} satisfies Preset;
