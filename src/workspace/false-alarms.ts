import type { Text } from '../i18n/text';
import type { Value } from '../metrics/metric';

/** A control chart that stands on a screen, by what its result says. */
export interface Charted {
  readonly metric: string;
  readonly summary: Readonly<Record<string, Value>>;
}

/** Signals of all control charts together, and how many would come by chance alone. */
export interface FalseAlarms {
  readonly charts: number;
  readonly signals: number;
  readonly expected: number;
}

/** What the control charts that stand together come to; null for fewer than two, which say it themselves. Each chart's own number is an upper bound, and so is the sum. */
export function falseAlarmsOver(shown: readonly Charted[]): FalseAlarms | null {
  const charts = shown.flatMap(({ metric, summary }) => {
    const { signals, expected_false_alarms: expected } = summary;
    return metric === 'control-chart' && typeof signals === 'number' && typeof expected === 'number'
      ? [{ signals, expected }]
      : [];
  });
  if (charts.length < 2) return null;
  return {
    charts: charts.length,
    signals: charts.reduce((sum, one) => sum + one.signals, 0),
    expected: charts.reduce((sum, one) => sum + one.expected, 0),
  };
}

/** The sum in words; holes charts, signals, expected. */
export const falseAlarmWords: Text = {
  en: 'The {charts:count} control charts here signal {signals:count} times in all; about {expected} would come by chance alone though nothing had changed. The more charts are looked at, the more signal by chance.',
  zh: '此处 {charts:count} 张控制图共发出 {signals:count} 个信号；即使没有任何变化，仅凭随机也会出现约 {expected} 个。看的图越多，随机信号越多。',
};
