import type { Heading, Headline } from './found';
import type { Params } from './params';

/** The parameter of every survey metric that can leave out what authenticity flags. */
export const flaggedParams = {
  flagged: {
    kind: 'choice',
    default: 'include',
    label: { en: 'Answers that authenticity flags', zh: '真实性存疑的回答' },
    hint: {
      en: 'Whichever is chosen, the figure of the other stands beside it',
      zh: '无论选择哪一项，另一种口径的数值都会并列显示',
    },
    of: {
      include: { en: 'count', zh: '计入' },
      exclude: { en: 'leave out', zh: '剔除' },
    },
  },
} as const satisfies Params;

/** What the headline's column of the other way of counting is called. */
export function flaggedHeadings(headline: Headline | undefined): Readonly<Record<string, Heading>> {
  const format = headline ? { format: headline.format } : {};
  return {
    without_flagged: { label: { en: 'Without the flagged', zh: '剔除存疑回答后' }, ...format },
    with_flagged: { label: { en: 'With the flagged', zh: '计入存疑回答后' }, ...format },
  };
}
