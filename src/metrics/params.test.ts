import { expect, it } from 'vitest';
import { settle } from './params';

const rules = {
  kind: 'choices',
  default: ['beyond'],
  label: { en: 'Rules', zh: '规则' },
  of: { beyond: { en: 'beyond', zh: '超出' }, side: { en: 'side', zh: '同侧' } },
} as const;

it('takes several choices as a list, as text and as all, each once', () => {
  const of = (raw: Readonly<Record<string, unknown>>) => settle({ rules }, raw).rules;
  expect(of({})).toEqual(['beyond']);
  expect(of({ rules: 'side, beyond,side' })).toEqual(['side', 'beyond']);
  expect(of({ rules: ['side'] })).toEqual(['side']);
  expect(of({ rules: 'all' })).toEqual(['beyond', 'side']);
  expect(of({ rules: [] })).toEqual([]);
});

it('refuses a choice that there is not, by name, with those that there are', () => {
  expect(() => settle({ rules }, { rules: 'beyond,besides' })).toThrow(
    'parameter rules is "besides", not all, or some of beyond, side',
  );
  expect(() => settle({ rules }, { rules: 'toString' })).toThrow('parameter rules');
  expect(() => settle({ rules }, { rules: [3] })).toThrow('parameter rules');
});
