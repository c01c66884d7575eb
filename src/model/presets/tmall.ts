import { constant, status, type Preset } from '../preset';

export default {
  id: 'tmall',
  name: { en: 'Taobao / Tmall orders', zh: '淘宝/天猫订单' },
  marks: ['订单编号', '总金额', '买家实际支付金额', '订单创建时间'],
  oneOf: ['订单付款时间', '退款金额', '收货地址'],
  feeds: [
    {
      table: 'orders',
      columns: {
        order_id: '订单编号',
        ordered_at: '订单创建时间',
        paid_at: '订单付款时间',
        amount: '买家实际支付金额',
        refund: '退款金额',
        gross_or_net: constant('net'),
        customer_id: ['买家会员名', '买家id'],
        status: [...status('订单状态'), '订单付款时间|paid-when'],
      },
    },
  ],
  traps: [
    {
      en: 'The paid amount is already after refunds; orders without a time of payment were never paid.',
      zh: '“买家实际支付金额”已扣除退款；没有付款时间的订单未付款。',
    },
    { en: 'Of the receiver’s address only the province should be kept.', zh: '收货地址只应保留到省份。' },
  ],
} satisfies Preset;
