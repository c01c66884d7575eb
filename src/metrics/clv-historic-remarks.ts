import type { Remark, Text } from '../i18n/text';
import { noInterval } from './no-interval';
import { amountRemarks } from './rate-remarks';

interface Valued {
  readonly touchpoint: string | null;
  readonly customers: number | null;
  readonly clv: number | null;
  readonly low: number | null;
  readonly first_days_value: number | null;
  readonly first_days_low: number | null;
  readonly first_days_high: number | null;
}

interface Said {
  readonly customers: number | null;
  readonly by: string;
  readonly kind: string | null;
  readonly currencies: number;
  readonly unpaid: number;
  readonly excluded: number | null;
  readonly missing: number | null;
  readonly orders_without_amount: number;
  readonly orders_without_cost: number;
  readonly amounts: string;
  readonly amounts_from: string;
  readonly first_days: number | null;
  readonly undetermined: number | null;
}

/** What the value so far is, how groups of it may be compared, and which orders are not in it. */
export function historicRemarks(rows: readonly Valued[], summary: Said): readonly Remark[] {
  const isKnown = summary.customers !== null;
  return [
    ...(isKnown ? named(summary.kind) : [buyersUnknown]),
    ...(summary.by === 'customer' || !isKnown
      ? []
      : amountRemarks(
          rows.map((row) => ({ ...row, low: row.first_days_low, high: row.first_days_high })),
          {
            group: 'touchpoint',
            value: 'first_days_value',
            base: 'customers',
            format: 'money',
            name: { en: 'Value of the first days', zh: '首 N 天价值' },
          },
        )),
    ...(summary.by === 'customer' ? [] : withoutIntervals(rows)),
    ...(summary.currencies > 1
      ? [
          caution(
            {
              en: 'There are {n:count} currencies, which cannot be added: filter one, or convert first.',
              zh: '存在 {n:count} 种币种，不能直接相加：请筛选一种或先换算。',
            },
            summary.currencies,
          ),
        ]
      : []),
    ...(summary.unpaid
      ? [
          {
            ...caution(
              {
                en: '{n:count} unpaid or closed order rows count nowhere.',
                zh: '{n:count} 行未付款或已关闭订单不计入。',
              },
              summary.unpaid,
            ),
            level: 'note' as const,
          },
        ]
      : []),
    ...amounts(summary),
    ...unknown(summary),
    ...(isKnown ? [ages(summary)] : []),
  ];
}

function withoutIntervals(rows: readonly Valued[]): readonly Remark[] {
  const of = (value: 'clv' | 'first_days_value', end: 'low' | 'first_days_low', what: Text) =>
    noInterval(
      rows.map((row) => ({ name: row.touchpoint, mean: row[value], low: row[end] })),
      what,
      { en: 'two customers of known value', zh: '两位价值已知的客户' },
    );
  return [
    ...of('clv', 'low', { en: 'the value', zh: '价值' }),
    ...of('first_days_value', 'first_days_low', { en: 'the value of the first days', zh: '首 N 天价值' }),
  ];
}

/** What stands in the way of a value for each customer, and the two ways out. */
const buyersUnknown: Remark = {
  level: 'caution',
  say: {
    en: 'No column says who placed an order, so only orders and revenue are told and a value for each customer is not. Map the orders’ customer (a member number or name), or open a file that names the customer of each order id.',
    zh: '没有列说明订单属于哪位客户，因此只统计订单数与收入，无法得出客均价值。请对应订单的客户列（如会员号、会员名），或再打开一份按订单编号列出客户的文件。',
  },
};

function ages({ first_days: days, undetermined: n }: Said): Remark {
  return {
    level: 'note',
    say: {
      en: 'Customers of different age are compared over their first {days:count} days; {n:count} are too young for that. Orders before the data begins are not in it.',
      zh: '不同时长的客户以首 {days:count} 天比较；{n:count} 个客户时长不足。数据开始之前的订单不在其中。',
    },
    with: { days, n },
  };
}

/** Orders whose worth nobody knows are not worth nothing: their customers are in no mean. */
function unknown({ missing, orders_without_amount: priceless, orders_without_cost: costless }: Said): Remark[] {
  return [
    ...(missing && priceless
      ? [
          {
            ...caution(
              {
                en: '{priceless:count} order{priceless|s} without a known amount: {n:count} customer{n|s} of unknown value, in no mean.',
                zh: '{priceless:count} 笔订单金额未知：价值未知的 {n:count} 个客户不计入均值。',
              },
              missing,
            ),
            with: { n: missing, priceless },
          },
        ]
      : []),
    ...(missing && costless
      ? [
          {
            ...caution(
              {
                en: '{costless:count} order{costless|s} without a known cost, which is not taken as 0: {n:count} customer{n|s} of unknown value, in no mean. Set a margin to value all by it.',
                zh: '{costless:count} 笔订单成本未知，不按 0 计：价值未知的 {n:count} 个客户不计入均值。可设定毛利率，改按毛利率计算全部客户。',
              },
              missing,
            ),
            with: { n: missing, costless },
          },
        ]
      : []),
  ];
}

function named(kind: string | null): Remark[] {
  if (kind !== 'cumulative_spend') return [];
  return [
    {
      level: 'note',
      say: {
        en: 'Without a margin this is cumulative spend, not customer lifetime value.',
        zh: '未给毛利率，这里是累计消费额，而非客户终身价值。',
      },
    },
  ];
}

function caution(say: Remark['say'], n: number): Remark {
  return { level: 'caution', say, with: { n } };
}

function amounts({
  amounts: kind,
  amounts_from: from,
}: {
  readonly amounts: string;
  readonly amounts_from: string;
}): Remark[] {
  if (from !== 'tested') return [];
  return [
    {
      level: 'note',
      say:
        kind === 'net'
          ? {
              en: 'The amounts are already after refunds (some refunds exceed what is left of their order), so refunds are not taken off again.',
              zh: '金额已扣除退款（部分退款大于订单余额），因此不再重复扣减。',
            }
          : {
              en: 'The amounts are taken as before refunds, so refunds are taken off. Say otherwise by orders.gross_or_net.',
              zh: '金额按退款前处理，已扣减退款；如非如此请设置 orders.gross_or_net。',
            },
    },
  ];
}
