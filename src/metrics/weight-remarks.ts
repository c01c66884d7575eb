import type { Remark } from '../i18n/text';
import type { Found } from './found';

/** The caution that goes with responses left out for their weight; none where there are none. */
export function weightRemarks({ summary: { weightless: n } }: Found): readonly Remark[] {
  if (!n || typeof n !== 'number') return [];
  return [
    {
      level: 'caution',
      say: {
        en: '{n:count} row{n|s} of responses {n|has|have} a weight of 0, below 0 or no number, and {n|is|are} left out of every count and estimate here: correct responses.weight, or map it to no column to count all alike',
        zh: '回答表中有 {n:count} 行的权重为 0、负数或不是有限的数，此处的计数与估计均不计入：请更正 responses.weight，或取消其对应列以等权计入',
      },
      with: { n },
    },
  ];
}
