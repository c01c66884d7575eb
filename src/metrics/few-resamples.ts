import type { Remark } from '../i18n/text';

/** So many resamples a bootstrap's interval takes. */
export const enoughResamples = 2000;

/** Says of an interval that it rests on fewer; nothing where they are enough, or where nothing was drawn. */
export function fewResamplesRemark(resamples: number | null): readonly Remark[] {
  if (resamples === null || resamples >= enoughResamples) return [];
  return [
    {
      level: 'note',
      say: {
        en: 'With so many answers the interval rests on {resamples:count} resamples instead of {enough:count}: another seed would move its ends a little more',
        zh: '回答数量较多，区间仅由 {resamples:count} 次重抽样（而非 {enough:count} 次）得出：换一个随机种子，区间两端的变动会稍大',
      },
      with: { resamples, enough: enoughResamples },
    },
  ];
}
