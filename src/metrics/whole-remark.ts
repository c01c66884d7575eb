import type { Remark, Text } from '../i18n/text';
import type { Found, Headline } from './found';

/**
 * What the metric came to where there are no groups to compare; none where it has no figure, or where `others`, its own
 * remarks, found something in the one group that there is.
 */
export function wholeRemark(
  { rows, summary }: Found,
  { headline, title }: { readonly headline?: Headline; readonly title: Text },
  others: readonly Remark[],
): readonly Remark[] {
  if (!headline || rows.length > 1 || (rows.length === 1 && others.some(({ level }) => level === 'finding'))) return [];
  const value = summary[headline.value];
  if (typeof value !== 'number') return [];
  const { format, base = 'n' } = headline;
  const { low, high, [base]: n } = summary;
  const bounded = typeof low === 'number' && typeof high === 'number' && low <= value && value <= high;
  const counted = typeof n === 'number';
  return [
    {
      level: 'finding',
      say: {
        en: `{what}: {value:${format}}${bounded ? ` ({low:${format}} to {high:${format}})` : ''}${counted ? ', n = {n:count}' : ''}`,
        zh: `{what}：{value:${format}}${bounded ? `（{low:${format}} 至 {high:${format}}）` : ''}${counted ? '，n = {n:count}' : ''}`,
      },
      with: {
        what: title,
        value,
        ...(bounded ? { low, high } : {}),
        ...(counted ? { n } : {}),
      },
    },
  ];
}
