import { expect, it } from 'vitest';
import { metrics } from '../metrics';
import { rowsInWords, valueWord } from './value-word';

const signal = {
  label: { en: 'Signal', zh: '信号' },
  values: { side: { en: 'eight on one side', zh: '八点同侧' }, trend: { en: 'six rising', zh: '六点上升' } },
};

it('says a value of the metric’s own, and several joined', () => {
  expect(valueWord(signal, 'side')?.zh).toBe('八点同侧');
  expect(valueWord(signal, 'side + trend')).toEqual({
    en: 'eight on one side + six rising',
    zh: '八点同侧 + 六点上升',
  });
});

it('leaves names alone, those that objects have from birth too', () => {
  for (const name of ['App', 'side + App', 'toString', 'constructor', '']) expect(valueWord(signal, name)).toBeNull();
  expect(valueWord({ label: signal.label }, 'side')).toBeNull();
});

it('rewrites only the columns that have words', () => {
  const rows = [{ touchpoint: 'side', signal: 'side', n: 3 }];
  expect(rowsInWords(rows, { signal }, 'zh')).toEqual([{ touchpoint: 'side', signal: '八点同侧', n: 3 }]);
  expect(rowsInWords(rows, { n: { label: signal.label } }, 'zh')).toBe(rows);
});

it('words values that are made of names of the data, as early warning’s reasons are', () => {
  const { headings } = metrics.get('risk')!;
  const row = {
    customer_id: 'c1',
    band: 'act',
    reason_1: 'days_since_visit ↑',
    reason_2: 'plan ≠ year',
    reason_3: null,
  };
  expect(rowsInWords([row], headings, 'zh')).toEqual([
    { ...row, band: '立即联系', reason_1: '距上次到访天数偏高', reason_2: 'plan ≠ year' },
  ]);
  expect(rowsInWords([row], headings, 'en')[0]?.reason_1).toBe('Days since the last visit: high');
});
