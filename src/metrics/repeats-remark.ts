import type { Remark, Text } from '../i18n/text';

/** Says what intervals rest on where persons answered more than once; nothing where each answered once. */
export function repeatsRemark({
  effective_n: n,
  interval_n: size,
}: {
  readonly effective_n: number;
  readonly interval_n: number;
}): readonly Remark[] {
  if (!(n - size > 1e-6 * n)) return [];
  return [
    {
      level: 'note',
      say: {
        en: 'Some customers answered more than once, and their answers are alike: intervals are clustered by customer and rest on {size:number} answers’ worth instead of {n:number}. Where each answered once they are as usual.',
        zh: '部分客户多次回答，其回答彼此相近：区间按客户聚类，相当于 {size:number} 份回答，而非 {n:number} 份。每人只答一次处，区间照常。',
      },
      with: { size, n },
    },
  ];
}

/** The same of a rate whose units (a plural) are several of one customer. */
export function clusteredRemark(
  { n, interval_n: size }: { readonly n: number; readonly interval_n: number | null },
  units: Text,
): readonly Remark[] {
  if (size === null || !(n - size > 1e-6 * n)) return [];
  return [
    {
      level: 'note',
      say: {
        en: 'Some customers have several {units}, which are alike: intervals are clustered by customer and rest on {size:number} {units}’ worth instead of {n:number}.',
        zh: '部分客户有多{units}，且彼此相近：区间按客户聚类，相当于 {size:number} {units}，而非 {n:number} {units}。',
      },
      with: { size, n, units },
    },
  ];
}
