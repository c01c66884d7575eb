import type { Format } from '../i18n/say';
import type { Remark, Text } from '../i18n/text';
import { runRuleWords } from './control-chart-kinds';
import { noLimits } from './level';

interface Point {
  readonly period: string;
  readonly value: number | null;
  readonly centre: number | null;
  readonly signal: string | null;
  readonly holiday: string | null;
}

interface Said {
  readonly n: number;
  readonly centre: number | null;
  readonly signals: number;
  readonly expected_false_alarms: number | null;
  readonly baseline_periods: number;
  readonly undetermined: number;
}

/** A control chart in words: what signals, how many would by chance, and how far the limits can be trusted. */
export function controlChartRemarks(rows: readonly Point[], said: Said, format: Format): readonly Remark[] {
  const remarks: Remark[] = said.centre === null ? [noLimits] : [found(rows, said, format)];
  if (said.baseline_periods < 20)
    remarks.push({
      level: 'caution',
      say: {
        en: 'The baseline has {count:count} periods; limits are settled from about 20',
        zh: '基线只有 {count:count} 个周期，约 20 个以上控制限才稳定',
      },
      with: { count: said.baseline_periods },
    });
  const holidays = rows.filter(({ holiday }) => holiday !== null);
  if (holidays.length)
    remarks.push({
      level: 'note',
      say: {
        en: '{count:count} periods hold holidays or sales days; they are drawn as squares and are in no baseline',
        zh: '{count:count} 个周期含假日或促销日，以方形画出，不进入基线',
      },
      with: { count: holidays.length },
    });
  if (said.undetermined)
    remarks.push({
      level: 'note',
      say: { en: 'The last period is still open and cannot signal', zh: '最后一个周期尚未结束，不判信号' },
    });
  return remarks;
}

function found(rows: readonly Point[], said: Said, format: Format): Remark {
  const last = rows.findLast(({ signal }) => signal !== null);
  if (!last)
    return {
      level: 'finding',
      say: { en: 'No period differs from the others by more than chance', zh: '没有周期超出随机波动' },
    };
  return {
    level: 'finding',
    say: {
      en: `{signals:count} of {n:count} periods signal (about {expected} would by chance alone); the last is {period}: {value:${format}}, {side} the centre of {centre:${format}} ({rule})`,
      zh: `{n:count} 个周期中有 {signals:count} 个发出信号（纯随机约 {expected} 个）；最近一次是 {period}：{value:${format}}，{side}中心线 {centre:${format}}（{rule}）`,
    },
    with: {
      signals: said.signals,
      n: said.n,
      expected: said.expected_false_alarms,
      period: last.period,
      value: last.value,
      centre: last.centre,
      side: (last.value ?? 0) < (last.centre ?? 0) ? { en: 'below', zh: '低于' } : { en: 'above', zh: '高于' },
      rule: ruleNames(last.signal ?? ''),
    },
  };
}

function ruleNames(signal: string) {
  const words: Readonly<Record<string, Text>> = runRuleWords;
  const names = signal
    .split(' + ')
    .map((name) => (Object.hasOwn(words, name) ? words[name] : undefined) ?? { en: name, zh: name });
  return { en: names.map(({ en }) => en).join('; '), zh: names.map(({ zh }) => zh).join('；') };
}
