import { expect, it } from 'vitest';
import { comparisons } from './comparisons';

const of = (from: string, to: string) =>
  Object.fromEntries(comparisons(from, to).map(({ label, before, after }) => [label.zh, [before, after]]));

it('offers full months and quarters, those a year before too, and halves', () => {
  expect(of('2024-12-01', '2026-01-03')).toEqual({
    最近一个完整月对比前一月: ['2025-11-01/2025-11-30', '2025-12-01/2025-12-31'],
    最近一个完整月对比去年同月: ['2024-12-01/2024-12-31', '2025-12-01/2025-12-31'],
    最近一个完整季度对比前一季度: ['2025-07-01/2025-09-30', '2025-10-01/2025-12-31'],
    数据后半段对比前半段: ['2024-12-01/2025-06-17', '2025-06-19/2026-01-03'],
  });
});

it('takes a month as full on its last day, in leap years too', () => {
  expect(of('2024-01-01', '2024-02-29')['最近一个完整月对比前一月']).toEqual([
    '2024-01-01/2024-01-31',
    '2024-02-01/2024-02-29',
  ]);
  expect(of('2024-01-01', '2024-02-28')['最近一个完整月对比前一月']).toBeUndefined();
});

it('leaves out what began before the data, and splits even days without a gap', () => {
  expect(of('2025-01-02', '2025-02-28')).toEqual({
    数据后半段对比前半段: ['2025-01-02/2025-01-30', '2025-01-31/2025-02-28'],
  });
  expect(of('2025-01-01', '2025-01-01')).toEqual({});
});
