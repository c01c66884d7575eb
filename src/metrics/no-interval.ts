import type { Remark, Text } from '../i18n/text';
import { listed } from './contrasts';

interface Estimated {
  /** Null for the whole. */
  readonly name: string | null;
  readonly mean: number | null;
  readonly low: number | null;
}

const answers: Text = {
  en: 'two answers that differ, and not all from one customer',
  zh: '两份不同的回答，且不全来自同一位客户',
};

/** A caution that names the groups whose mean has no interval, and what it `takes`; none where every mean has one. */
export function noInterval(groups: readonly Estimated[], what: Text, takes = answers): readonly Remark[] {
  const bare = groups.filter(({ mean, low }) => mean !== null && low === null);
  if (!bare.length) return [];
  const names = (all: string) => listed(bare.map(({ name }) => name ?? all));
  return [
    {
      level: 'caution',
      say: {
        en: 'No interval of {what} exists, which takes at least {takes}: {names}',
        zh: '{what}没有区间（至少需要{takes}）：{names}',
      },
      with: { what, takes, names: { en: names('the whole').en, zh: names('总体').zh } },
    },
  ];
}
