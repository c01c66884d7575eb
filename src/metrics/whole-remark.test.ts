import { expect, it } from 'vitest';
import { say } from '../i18n/say';
import type { Remark } from '../i18n/text';
import type { Headline } from './found';
import { wholeRemark } from './whole-remark';

const title = { en: 'NPS', zh: '净推荐值' };
const headline: Headline = { value: 'nps', format: 'points', better: 'more', scale: [-100, 100] };
const told = (
  summary: Readonly<Record<string, number | null>>,
  rows: readonly object[] = [],
  others: readonly Remark[] = [],
) =>
  wholeRemark({ rows: rows as never, summary }, { headline, title }, others).map(({ say: text, with: values }) => [
    say(text, values, 'en'),
    say(text, values, 'zh'),
  ]);

it('says what the metric came to where there are no groups, with its interval and base', () => {
  expect(told({ nps: -14, low: -18, high: -10, n: 1863 })).toEqual([
    ['NPS: -14 (-18 to -10), n = 1,863', '净推荐值：-14（-18 至 -10），n = 1,863'],
  ]);
});

it('leaves out an interval that there is not, or that is of another figure', () => {
  expect(told({ nps: 20, low: null, high: null, n: 3 })[0]![0]).toBe('NPS: +20, n = 3');
  expect(told({ nps: 20, low: 0.1, high: 0.4, n: 3 })[0]![0]).toBe('NPS: +20, n = 3');
});

it('is silent where groups speak, or nothing is known', () => {
  const found = { level: 'finding', say: title } as const;
  const noted = { level: 'note', say: title } as const;
  expect(told({ nps: 20, n: 3 }, [{}, {}])).toEqual([]);
  expect(told({ nps: 20, n: 3 }, [{}], [noted, found])).toEqual([]);
  expect(told({ nps: 20, n: 3 }, [{}], [noted])[0]![0]).toBe('NPS: +20, n = 3');
  expect(told({ nps: null, n: 0 })).toEqual([]);
});
