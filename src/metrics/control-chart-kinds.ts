import type { Text } from '../i18n/text';
import { cChart } from '../stats/c-chart';
import type { ControlChart } from '../stats/control-limits';
import { pChart } from '../stats/p-chart';
import type { RunRule } from '../stats/run-rules';
import { uChart } from '../stats/u-chart';
import { xbarChart } from '../stats/xbar-chart';
import { xmrChart } from '../stats/xmr-chart';
import type { Followed, Series } from './followed';
import { oneOf, refused } from './params';

/** The run rules that can be asked for. */
export const runRuleWords: Readonly<Record<RunRule, Text>> = {
  beyond: { en: 'beyond three standard errors', zh: '超出三倍标准误' },
  side: { en: 'eight in a row on one side', zh: '连续八点在同一侧' },
  trend: { en: 'six in a row rising or falling', zh: '连续六点上升或下降' },
  'two-of-three': { en: 'two of three beyond two standard errors', zh: '三点中两点超出两倍标准误' },
  'four-of-five': { en: 'four of five beyond one standard error', zh: '五点中四点超出一倍标准误' },
};

export type ChartKind = 'xbar-laney' | 'laney' | 'p' | 'c' | 'u' | 'xmr';

/** The chart that fits a series, or the one that was asked for; refuses one that the values cannot have. */
export function kindOf(asked: ChartKind | 'auto', { share, periods }: Series): ChartKind {
  if (asked === 'auto')
    return share ? 'laney' : periods.some(({ variance }) => variance !== null) ? 'xbar-laney' : 'xmr';
  const values = periods.flatMap(({ value }) => (value === null ? [] : [value]));
  const fits =
    asked === 'p' || asked === 'laney'
      ? values.every((value) => value >= 0 && value <= 1)
      : asked === 'c'
        ? values.every((value) => value >= 0 && Number.isInteger(value))
        : asked !== 'u' || values.every((value) => value >= 0);
  if (!fits) throw refused('type', asked, fitting(values));
  return asked;
}

function fitting(values: readonly number[]): Text {
  const positive = values.every((value) => value >= 0);
  const counts = positive && values.every(Number.isInteger);
  const { en, zh } = oneOf(['auto', 'xbar-laney', 'xmr', ...(positive ? ['u'] : []), ...(counts ? ['c'] : [])]);
  const [no, none] = positive && !counts ? ['shares or counts', '占比或计数'] : ['shares', '占比'];
  return { en: `${en}: the values are no ${no}`, zh: `${zh}：数值不是${none}` };
}

/** Centre and limits of a series; null where the data give none. */
export function chartOf(kind: ChartKind, { periods }: Series, baseline: readonly boolean[]): ControlChart | null {
  const values = periods.map(({ value }) => value);
  switch (kind) {
    case 'laney':
    case 'p':
      return pChart(periods.map(counted), { baseline, laney: kind === 'laney' });
    case 'u':
      return uChart(periods.map(counted), { baseline });
    case 'c':
      return cChart(values, { baseline });
    case 'xbar-laney':
      return xbarChart(periods.map(sampled), { baseline });
    case 'xmr':
      return xmrChart(values, { baseline });
  }
}

/** The chart's σ in the unit of the values, else by how much the periods vary more than chance (σz). */
export function sigmaOf(chart: ControlChart | null): number | null {
  if (!chart) return null;
  const { sigma, sigmaZ } = chart as ControlChart & { readonly sigma?: number; readonly sigmaZ?: number };
  return sigma ?? sigmaZ ?? null;
}

function counted({ value, size }: Followed) {
  return value === null || size <= 0 ? null : { events: value * size, size };
}

/** A period of one answer says nothing of the spread, but has its place in the chart. */
function sampled({ value, size, variance }: Followed) {
  const spread = variance ?? (size > 0 && size <= 1 ? 0 : null);
  return value === null || spread === null ? null : { n: size, mean: value, variance: spread };
}
