import { afterAll, beforeAll, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import { say } from '../i18n/say';
import { seeded } from '../stats/random';
import { falseAlarmsOver, falseAlarmWords } from './false-alarms';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const random = seeded(3);
const responses = Array.from({ length: 30 * 20 }, (_, at) => ({
  response_id: String(at),
  touchpoint: at % 2 ? 'App' : 'Shop',
  kind: 'csat',
  score: 1 + Math.floor(5 * random()),
  scale_min: 1,
  scale_max: 5,
  submitted_at: new Date(Date.UTC(2025, 0, 1 + Math.floor(at / 20))).toISOString().slice(0, 10),
}));

// The catalogue, definition 15: expected false alarms over all charts on the screen are shown.
it('adds up what the charts on a screen would signal by chance', async () => {
  const chart = async (touchpoint: string | null, rules: string[]) => {
    const { summary } = await askMetric(
      engine,
      'control-chart',
      { responses },
      { metric: 'csat', grain: 'day', touchpoint, rules },
    );
    return { metric: 'control-chart', summary };
  };
  const [app, shop, all] = [
    await chart('App', ['beyond']),
    await chart('Shop', ['beyond']),
    await chart(null, ['beyond', 'side']),
  ];
  // 30 days each: 2 Φ(−3) a point, and 2 / 2⁸ more for eight on a side.
  const beyond = 0.0026997960632601866;
  const over = falseAlarmsOver([app, { metric: 'csat', summary: { n: 1 } }, shop, all])!;
  expect(over.charts).toBe(3);
  expect(over.expected).toBeCloseTo(30 * (3 * beyond + 2 / 256), 10);
  expect(over.signals).toBe([app, shop, all].reduce((sum, { summary }) => sum + Number(summary.signals), 0));
  expect(say(falseAlarmWords, { ...over }, 'en')).toContain('3 control charts');
  expect(say(falseAlarmWords, { ...over }, 'zh')).toContain('3 张控制图');
});

it('says nothing of one chart, nor of charts without limits', () => {
  const one = { metric: 'control-chart', summary: { signals: 1, expected_false_alarms: 0.4 } };
  expect(falseAlarmsOver([one])).toBeNull();
  expect(falseAlarmsOver([one, { ...one, summary: { signals: 0, expected_false_alarms: null } }])).toBeNull();
});
