import { status, type Preset } from '../preset';

export default {
  id: 'doudian',
  name: { en: 'Douyin shop orders', zh: '抖店订单' },
  marks: ['主订单编号', '子订单编号'],
  oneOf: ['订单应付金额', '售后状态'],
  feeds: [
    {
      table: 'orders',
      columns: {
        order_id: '主订单编号',
        ordered_at: ['订单提交时间', '订单创建时间', '下单时间'],
        paid_at: ['支付完成时间', '支付时间'],
        amount: ['订单应付金额', '实付金额'],
        status: status('订单状态'),
        refund: ['退款金额'],
      },
      once: 'repeat',
    },
  ],
  traps: [
    {
      en: 'Totals repeat on each sub-order: each main order is counted once.',
      zh: '金额在每个子订单上重复：每个主订单只计一次。',
    },
  ],
} satisfies Preset;
