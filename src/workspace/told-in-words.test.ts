import { expect, it } from 'vitest';
import { metrics } from '../metrics';
import { filtersTold, settingsTold } from './told-in-words';

it('tells filters in words, in either language', () => {
  const filters = {
    from: '2025-01-01',
    to: '2025-03-31',
    where: [{ table: 'touchpoints', column: 'stage', value: 'service' }] as const,
  };
  expect(filtersTold(filters, 'en')).toEqual(['≥ 2025-01-01', '≤ 2025-03-31', 'Touchpoints · Stage: Service']);
  expect(filtersTold(filters, 'zh')).toEqual(['≥ 2025-01-01', '≤ 2025-03-31', '触点目录 · 阶段：售后']);
  expect(filtersTold({}, 'en')).toEqual([]);
});

it('tells the settings that were chosen, or all, and never hides one that the metric does not know', () => {
  const csat = metrics.get('csat')!;
  const chosen = { grain: 'week', confidence: 0.9, '<b>': ['x'] };
  expect(settingsTold(csat, chosen, 'en', 'chosen')).toBe(
    'Length of a period: week; Confidence of intervals: 0.9; <b>: ["x"]',
  );
  expect(settingsTold(csat, chosen, 'zh', 'chosen')).toContain('周期长度：周；区间置信度：0.9');
  expect(settingsTold(csat, { by: 'stage' }, 'zh', 'chosen')).toBe('分组：阶段');
  expect(settingsTold(csat, {}, 'en', 'chosen')).toBe('');
  expect(settingsTold(csat, {}, 'en', 'all')).toContain('Confidence of intervals: 0.95');
});
