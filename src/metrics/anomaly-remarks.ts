import type { Remark } from '../i18n/text';
import { fewest } from './anomaly-parts';

interface Said {
  /** Periods with a value. */
  readonly n: number;
  readonly season: number | null;
  readonly count: number | null;
}

/** Where no season could be taken out: what that means, and how much more it takes. */
export function seasonRemarks(
  { n, season, count }: Said,
  { wanted, periods }: { readonly wanted: number; readonly periods: number },
): readonly Remark[] {
  if (season !== null) return [];
  const more = 2 * wanted - periods;
  const holes = { n, fewest, wanted, needed: 2 * wanted, more };
  const isShort = n < fewest;
  if (count === null) return [{ level: 'caution', say: isShort ? tooFew : more > 0 ? noSeason : holed, with: holes }];
  return [{ level: 'caution', say: more > 0 ? trendAlone : holedAlone, with: holes }];
}

const tooFew = {
  en: 'No answer: {n:count} closed period{n|s} with a value; it takes {fewest:count}, and {needed:count} to take a season of {wanted:count} out. Choose finer periods.',
  zh: '无法判断：有值的已结束周期只有 {n:count} 个；至少需要 {fewest:count} 个，除去每季 {wanted:count} 期的季节则需 {needed:count} 个。可改用更短的周期。',
};
const noSeason = {
  en: 'No answer: two seasons of {wanted:count} are {needed:count} closed periods, {more:count} more than there are. Leave the length of the season empty, choose a shorter one, or finer periods.',
  zh: '无法判断：两个每季 {wanted:count} 期的季节需要 {needed:count} 个已结束周期，还差 {more:count} 个。可留空或缩短季节，或改用更短的周期。',
};
const holed = {
  en: 'No answer: a place of the season of {wanted:count} has no value in any season. Leave the length of the season empty, or choose another one.',
  zh: '无法判断：每季 {wanted:count} 期中有位置在各季都没有值。可留空或另选季节长度。',
};
const trendAlone = {
  en: 'Judged about the trend alone: the usual season of {wanted:count} takes {needed:count} closed periods, {more:count} more than there are. Until then a regular high or low of the season may look unusual.',
  zh: '仅按趋势判断：除去惯常的每季 {wanted:count} 期需要 {needed:count} 个已结束周期，还差 {more:count} 个。在此之前，季节性的高点或低点可能被看作异常。',
};
const holedAlone = {
  en: 'Judged about the trend alone: a place of the season of {wanted:count} has no value in any season. A regular high or low of the season may look unusual.',
  zh: '仅按趋势判断：每季 {wanted:count} 期中有位置在各季都没有值。季节性的高点或低点可能被看作异常。',
};
