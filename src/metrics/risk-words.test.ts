import { describe, expect, it } from 'vitest';
import { inputWord } from './risk-words';

describe('an input of early warning in words', () => {
  it.each([
    ['days_since_visit', 'Days since the last visit', '距上次到访天数'],
    ['mean_score ?', 'Mean rating so far not known', '此前平均评分未知'],
    ['segment = vip', 'Segment = vip', '客群 = vip'],
    ['segment = –', 'Segment not known', '客群未知'],
    ['Contract = Two year', 'Contract = Two year', 'Contract = Two year'],
    ['toString', 'toString', 'toString'],
  ])('%s', (input, en, zh) => {
    expect(inputWord(input)).toEqual({ en, zh });
  });
});
