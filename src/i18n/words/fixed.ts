import type { Text } from '../text';

/** Values that a person may fix for all rows of a table, where they are few. */
export const fixedWords: Readonly<Record<string, Text>> = {
  transactional: { en: 'after a contact (transactional)', zh: '接触后（交易型）' },
  relational: { en: 'in general (relational)', zh: '总体（关系型）' },
  gross: { en: 'no, before the refund', zh: '否，未扣退款' },
  net: { en: 'yes, after the refund', zh: '是，已扣退款' },
  paid: { en: 'paid', zh: '已付' },
  unpaid: { en: 'unpaid', zh: '未付' },
  closed: { en: 'closed', zh: '已关闭' },
  refunded: { en: 'refunded', zh: '已退款' },
  more: { en: 'more is better', zh: '越高越好' },
  less: { en: 'less is better', zh: '越低越好' },
  true: { en: 'yes', zh: '是' },
  false: { en: 'no', zh: '否' },
};
