import { describe, expect, it } from 'vitest';
import { reasonOf, reasonWord } from './risk-words';

describe('a reason of early warning', () => {
  it.each([
    ['days_since_visit', true, 'Days since the last visit: high', '距上次到访天数偏高'],
    ['tenure', false, 'Tenure: low', '在网时长偏低'],
    ['mean_score ?', true, 'Mean rating so far not known', '此前平均评分未知'],
    ['mean_score ?', false, 'Mean rating so far known', '此前平均评分已知'],
    ['segment = vip', true, 'Segment = vip', '客群 = vip'],
    ['segment = vip', false, 'Segment ≠ vip', '客群 ≠ vip'],
    ['segment = –', true, 'Segment not known', '客群未知'],
    ['segment = –', false, 'Segment known', '客群已知'],
    ['Contract = Two year', false, 'Contract ≠ Two year', 'Contract ≠ Two year'],
    ['toString', true, 'toString: high', 'toString偏高'],
  ])('of %s, above the mean: %s', (input, above, en, zh) => {
    expect(reasonWord(reasonOf(input, above))).toEqual({ en, zh });
  });
});
