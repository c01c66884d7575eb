import { expect, it } from 'vitest';
import { say } from '../i18n/say';
import { flaggedRemarks } from './flagged-remarks';

const shown = {
  headings: { csat: { label: { en: 'CSAT', zh: '满意率' }, format: 'percent' } },
  headline: { value: 'csat', format: 'percent', better: 'more', scale: [0, 1] },
} as const;
const told = (own: number, twin: number) => {
  const summary = { csat: own, without_flagged: { csat: twin, flagged: 3, forms: 90 } };
  const [remark] = flaggedRemarks({ rows: [], summary }, shown);
  return (['en', 'zh'] as const).map((locale) => remark && say(remark.say, remark.with, locale));
};

it('says both figures where they differ as written, and that they are alike where they do not', () => {
  expect(told(0.58, 0.53)).toEqual([
    '3 of 90 forms carry a flag of authenticity and are counted here; without them, CSAT is 53% instead of 58%',
    '90 份问卷中有 3 份被真实性检查标记，此处已计入；剔除时，满意率为 53%，而不是 58%',
  ]);
  expect(told(0.581, 0.579)).toEqual([
    '3 of 90 forms carry a flag of authenticity and are counted here; without them, CSAT is 58% as well',
    '90 份问卷中有 3 份被真实性检查标记，此处已计入；剔除时，满意率同样为 58%',
  ]);
});
