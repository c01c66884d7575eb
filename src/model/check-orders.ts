import type { Engine } from '../engine/engine';
import { sql } from '../engine/sql';
import type { Remark } from '../i18n/text';
import type { Checked } from './checked';

/** Refunds, currencies, credit notes and the beginning of history. */
export async function checkOrders(engine: Engine, { counts, roles, tested }: Checked): Promise<readonly Remark[]> {
  if (!counts.orders.all) return [];
  const [row] = await engine.query(
    sql`SELECT count(*) FILTER (refund > 0)::DOUBLE AS refunds, count(*) FILTER (refund > 0 AND amount < refund - 0.005)::DOUBLE AS below,
          bool_or(gross_or_net IS NOT NULL) AS declared, bool_or(gross_or_net = 'gross') AS gross, count(DISTINCT currency)::DOUBLE AS currencies,
          count(*) FILTER (amount < 0)::DOUBLE AS negative, strftime(min(ordered_at), '%Y-%m-%d') AS start
        FROM store.orders`,
  );
  if (!row) return [];
  const n = (name: string) => Number(row[name] ?? 0);
  const remarks: Remark[] = [];
  if (tested)
    remarks.push({
      level: 'caution',
      say:
        tested === 'net'
          ? {
              en: 'By the rows, amounts are already after refunds: conversion values, CLV and RFM do not take them off again.',
              zh: '从数据看，金额已扣除退款：转化金额、客户价值与 RFM 不再重复扣减。',
            }
          : {
              en: 'By the rows, amounts are before refunds: CLV and RFM take refunds off.',
              zh: '从数据看，金额未扣除退款：客户价值与 RFM 会扣减退款。',
            },
    });
  else if (n('refunds') && row.declared !== true)
    remarks.push({
      level: 'caution',
      say: {
        en: 'There are refunds, but nothing says whether amounts are before or after them: say it, since revenue, CLV and RFM depend on it.',
        zh: '数据中有退款，但未说明金额是否已扣除退款：请指定，收入、客户价值与 RFM 取决于此。',
      },
    });
  else if (row.gross === true && n('below') > 0.05 * n('refunds'))
    remarks.push({
      level: 'caution',
      say: {
        en: 'Amounts are said to be before refunds, but {n:count} refund{n|s} {n|is|are} larger than the order: taking them off makes revenue, CLV and RFM too small.',
        zh: '已指定金额未扣退款，但有 {n:count} 笔退款大于订单金额：再次扣减会使收入、客户价值与 RFM 偏小。',
      },
      with: { n: n('below') },
    });
  if (n('currencies') > 1)
    remarks.push({
      level: 'caution',
      say: {
        en: 'Orders are in {n:count} currencies: sums, CLV and RFM add them up as if they were one. Filter by orders.currency.',
        zh: '订单包含 {n:count} 种货币：合计、客户价值与 RFM 会直接相加。请按 orders.currency 筛选。',
      },
      with: { n: n('currencies') },
    });
  if (n('negative'))
    remarks.push({
      level: 'note',
      say: {
        en: '{n:count} order{n|s} of negative amount {n|is a credit note and counts|are credit notes and count} as closed, and revenue is that of the other orders.',
        zh: '有 {n:count} 笔金额为负的订单视为冲销：按已关闭处理，收入只计其余订单。',
      },
      with: { n: n('negative') },
    });
  if (!roles.has('orders.customer_id'))
    remarks.push({
      level: 'caution',
      say: {
        en: 'No column says who placed an order: repurchase, retention, churn, RFM and customer value cannot be told; orders and revenue can. Map the orders’ customer (a member number or name), or open a file that names the customer of each order id.',
        zh: '没有列说明订单属于哪位客户：复购、留存、流失、RFM 与客户价值无法计算，订单数与收入仍可统计。请对应订单的客户列（如会员号、会员名），或再打开一份按订单编号列出客户的文件。',
      },
    });
  else if (!roles.has('customers.first_seen'))
    remarks.push({
      level: 'note',
      say: {
        en: 'Orders begin on {start}: a customer’s first order in the file need not be the first one. Retention, RFM and CLV see younger customers than there are.',
        zh: '订单从 {start} 开始：文件中的首单未必是客户的真正首单，留存、RFM 与客户价值会低估客龄。',
      },
      with: { start: String(row.start) },
    });
  return remarks;
}
