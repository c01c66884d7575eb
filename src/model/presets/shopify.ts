import { constant, status, type Preset } from '../preset';

export default {
  id: 'shopify',
  name: { en: 'Shopify orders', zh: 'Shopify 订单' },
  marks: ['name', 'financialstatus', 'lineitemname'],
  oneOf: ['paidat', 'total', 'subtotal'],
  feeds: [
    {
      table: 'orders',
      columns: {
        order_id: 'name',
        ordered_at: 'createdat',
        paid_at: 'paidat',
        customer_id: ['customerid', 'email'],
        amount: 'total',
        refund: 'refundedamount',
        gross_or_net: constant('gross'),
        currency: 'currency',
        status: status('financialstatus'),
        channel: 'source',
      },
      once: 'repeat',
    },
    {
      table: 'customers',
      columns: { customer_id: ['customerid', 'email'], region: ['shippingprovince', 'billingprovince'] },
      attributes: /^$/,
    },
  ],
  not: ['interactions', 'tickets', 'responses'],
  traps: [
    {
      en: '“Name” is the order’s number here; totals stand on the first line of an order only.',
      zh: '此处 Name 是订单号；合计金额只写在订单的首行。',
    },
  ],
} satisfies Preset;
