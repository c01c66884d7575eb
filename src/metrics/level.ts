import type { Remark } from '../i18n/text';
import { xmrChart } from '../stats/xmr-chart';
import { actionsOf } from './actions';
import { datedColumns, datedOf } from './dated';
import { baselineOf, followedHeadings, followedParams, seriesOf } from './followed';
import { allAs } from './found';
import type { Ask, Used } from './metric';
import type { RowsOf } from './columns';
import type { Params } from './params';

/** The parameters of charts that watch the level of a series: EWMA and CUSUM. */
export const levelParams = {
  ...followedParams,
  target: {
    kind: 'number',
    default: null,
    min: -1e9,
    max: 1e9,
    label: { en: 'Target (empty: mean of the baseline)', zh: '目标（留空：基线均值）' },
  },
  sigma: {
    kind: 'number',
    default: null,
    min: 1e-12,
    max: 1e9,
    label: { en: 'σ (empty: from the baseline)', zh: 'σ（留空：由基线估计）' },
  },
  baseline: { kind: 'text', default: null, label: { en: 'Frozen baseline (from/to)', zh: '冻结基线（起/止）' } },
} as const satisfies Params;

type Asked = Ask<typeof levelParams>;

/** What EWMA and CUSUM say alike: who is counted, what they need and read. */
export const levelModule = {
  counted: { en: 'closed periods of the followed metric', zh: '所跟踪指标的已结束周期' },
  needs: [],
  tables: { dated: datedColumns },
} as const;

/** The headings of what they have in common. */
export const levelHeadings = {
  ...followedHeadings,
  n: { label: { en: 'Periods', zh: '周期数' }, format: 'count' },
  target: { label: { en: 'Target', zh: '目标' } },
  sigma: { label: { en: 'σ', zh: 'σ' } },
  period: { label: { en: 'Period', zh: '周期' } },
  value: { label: { en: 'Value', zh: '值' } },
  signal: { label: { en: 'Signal', zh: '信号' } },
} as const;

/** The closed periods of a series, and the level and spread to hold them against; null where the data give none. */
export function levelOf(rows: RowsOf<typeof levelModule.tables>, used: Used | undefined, ask: Asked) {
  const series = seriesOf(used, ask);
  if (!series) return null;
  const periods = series.periods.filter(({ complete }) => complete);
  const values = periods.map(({ value }) => value);
  const base = xmrChart(values, { baseline: baselineOf(periods, ask.params.baseline) });
  return {
    periods,
    values,
    target: ask.params.target ?? base?.centre ?? null,
    sigma: ask.params.sigma ?? base?.sigma ?? null,
    said: {
      metric: ask.params.metric,
      value: series.column,
      n: values.filter((value) => value !== null).length,
      undetermined: series.periods.length - periods.length,
      ...datedOf(rows.dated, ask),
    },
    more: { format: series.format, actions: actionsOf(ask.params.actions) },
    formats: allAs(series.format, ['value', 'target', 'ewma', 'lower', 'upper', 'upper_sum', 'lower_sum']),
  };
}

/** The caution where a series has no spread to draw limits from. */
export const noLimits: Remark = {
  level: 'caution',
  say: { en: 'No limits: too few periods, or nothing varies', zh: '无法给出控制限：周期太少或没有变化' },
};
