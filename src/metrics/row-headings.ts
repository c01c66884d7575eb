import type { Format } from '../i18n/say';
import type { Heading } from './found';

/** How the ends of a row's interval are headed, in the format of its value. */
export function intervalHeadings(format?: Format): { readonly low: Heading; readonly high: Heading } {
  const shown = format === undefined ? {} : { format };
  return {
    low: { label: { en: 'Low', zh: '下限' }, ...shown },
    high: { label: { en: 'High', zh: '上限' }, ...shown },
  };
}

/** How the column is headed that says whether a row's period was over when the data ended. */
export const completeHeading = { complete: { label: { en: 'Period over', zh: '周期已结束' } } } as const;
