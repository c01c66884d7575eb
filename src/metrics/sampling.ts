import type { Remark } from '../i18n/text';
import type { Respondents } from './patterns';

/** How many people a result was computed from, where not all were read. */
export interface Sampling {
  readonly read: number;
  readonly people: number;
}

/** Null where everybody was read. */
export function samplingOf({ respondents, people, sampled }: Pick<Respondents, 'respondents' | 'people' | 'sampled'>) {
  return sampled ? { read: respondents.reduce((sum, { n }) => sum + n, 0), people } : null;
}

/** The caution that goes with a sample; none where everybody was read. */
export function samplingRemarks(sampling: Sampling | null | undefined): readonly Remark[] {
  if (!sampling) return [];
  return [
    {
      level: 'caution',
      say: {
        en: 'There are more different sets of answers than can be held at once: {read:count} of {people:count} people, chosen by chance, stand for all; n and intervals are of these',
        zh: '不同的作答组合过多，无法同时处理：随机抽取 {people:count} 人中的 {read:count} 人代表全体；n 与区间均指被抽取者',
      },
      with: { read: sampling.read, people: sampling.people },
    },
  ];
}
