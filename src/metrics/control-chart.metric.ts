import { control } from '../charts/control';
import type { Remark } from '../i18n/text';
import type { ControlChart } from '../stats/control-limits';
import { cChart } from '../stats/c-chart';
import { expectedFalseAlarms } from '../stats/expected-false-alarms';
import { pChart } from '../stats/p-chart';
import { runRules, type RunRule } from '../stats/run-rules';
import { uChart } from '../stats/u-chart';
import { xbarChart } from '../stats/xbar-chart';
import { xmrChart } from '../stats/xmr-chart';
import { baselineOf, followedParams, followedUse, seriesOf, type Followed, type Series } from './followed';
import { holidaysIn, type Calendar } from './holidays';
import { defineMetric } from './metric';
import { refused } from './params';

const rules = ['beyond', 'side', 'trend', 'two-of-three', 'four-of-five'] as const satisfies readonly RunRule[];
const days = { day: 1, week: 7, month: 0, quarter: 0 } as const;

export default defineMetric({
  id: 'control-chart',
  title: { en: 'Control chart', zh: '控制图' },
  question: { en: 'Which periods differ by more than chance?', zh: '哪些周期的变化超出了随机波动？' },
  formula: {
    en: 'centre ± 3 standard errors; xbar-laney: s/√nᵢ · σz for means and NPS; laney: √(p̄(1−p̄)/nᵢ) · σz for shares (σz: how much more the periods vary than chance); xmr: mean moving range ÷ 1.128; limits from the baseline only, steps where n changes',
    zh: '中心线 ± 3 倍标准误；xbar-laney：s/√nᵢ · σz（均值、NPS）；laney：√(p̄(1−p̄)/nᵢ) · σz（比例；σz 为周期间波动相对随机波动的倍数）；xmr：平均移动极差 ÷ 1.128；控制限只用基线计算，n 不同则分段',
  },
  counted: {
    en: 'periods of the followed metric; the open period and holidays are drawn but are in no baseline',
    zh: '所跟踪指标的各周期；未结束的周期与假日照画，但不进入基线',
  },
  source: [
    { cite: 'Laney (2002), Improved control charts for attributes', url: 'https://doi.org/10.1081/QEN-120006708' },
    {
      cite: 'NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2',
      url: 'https://www.itl.nist.gov/div898/handbook/pmc/section3/pmc32.htm',
    },
  ],
  needs: [],
  params: {
    ...followedParams,
    type: {
      kind: 'choice',
      default: 'auto',
      label: { en: 'Chart', zh: '图类型' },
      of: {
        auto: { en: 'by the metric', zh: '按指标自动' },
        'xbar-laney': { en: 'means and NPS (xbar-Laney)', zh: '均值与 NPS（xbar-Laney）' },
        laney: { en: 'shares (Laney p′)', zh: '比例（Laney p′）' },
        p: { en: 'shares (p)', zh: '比例（p）' },
        c: { en: 'counts (c)', zh: '计数（c）' },
        u: { en: 'rates (u)', zh: '单位率（u）' },
        xmr: { en: 'single values (XmR)', zh: '单值（XmR）' },
      },
    },
    rules: {
      kind: 'list',
      default: ['beyond', 'side'],
      label: { en: 'Run rules', zh: '判异规则' },
      hint: { en: rules.join(', '), zh: rules.join(', ') },
    },
    baseline: {
      kind: 'text',
      default: null,
      label: { en: 'Frozen baseline (from/to)', zh: '冻结基线（起/止）' },
      hint: {
        en: 'e.g. 2025-01-01/2025-06-30; empty: all closed periods',
        zh: '如 2025-01-01/2025-06-30；留空：全部已结束周期',
      },
    },
    calendar: {
      kind: 'choice',
      default: 'none',
      label: { en: 'Holiday calendar', zh: '节假日历' },
      of: { none: { en: 'none', zh: '无' }, cn: { en: 'China', zh: '中国' }, eu: { en: 'Europe', zh: '欧洲' } },
    },
  },
  tables: {},
  headings: {
    period: { label: { en: 'Period', zh: '周期' } },
    value: { label: { en: 'Value', zh: '值' } },
    n: { label: { en: 'n', zh: 'n' }, format: 'count' },
    centre: { label: { en: 'Centre', zh: '中心线' } },
    lower: { label: { en: 'Lower limit', zh: '下控制限' } },
    upper: { label: { en: 'Upper limit', zh: '上控制限' } },
    signal: { label: { en: 'Signal', zh: '信号' } },
    holiday: { label: { en: 'Holiday', zh: '假日' } },
    complete: { label: { en: 'Period over', zh: '周期已结束' } },
  },

  uses: (ask) => followedUse(ask),
  query: () => ({}),

  compute(_, ask, { series: used }) {
    const series = seriesOf(used, ask);
    if (!series) return null;
    const asked = rulesOf(ask.params.rules);
    const { periods } = series;
    const holidays = periods.map(({ period }) =>
      holidaysIn(period, days[ask.params.grain], ask.params.calendar as Calendar),
    );
    const baseline = baselineOf(periods, ask.params.baseline).map((inside, at) => inside && !holidays[at]?.length);
    const type =
      ask.params.type === 'auto'
        ? series.share
          ? 'laney'
          : periods.some(({ variance }) => variance !== null)
            ? 'xbar-laney'
            : 'xmr'
        : ask.params.type;
    const chart = chartOf(type, series, baseline);
    const signals = chart ? runRules(chart.points, { rules: asked }) : [];
    const rows = periods.map(({ period, value, n, complete }, at) => {
      const point = chart?.points[at];
      const found = complete ? (signals[at] ?? []) : [];
      return {
        period,
        value,
        n,
        centre: chart?.centre ?? null,
        lower: point?.lower ?? null,
        upper: point?.upper ?? null,
        signal: found.length ? found.join(' + ') : null,
        holiday: holidays[at]?.join(' + ') || null,
        complete,
      };
    });
    const inBaseline = baseline.filter((inside, at) => inside && periods[at]?.value !== null).length;
    return {
      rows,
      summary: {
        type,
        metric: ask.params.metric,
        value: series.column,
        n: periods.filter(({ value }) => value !== null).length,
        baseline_periods: inBaseline,
        centre: chart?.centre ?? null,
        sigma: sigmaOf(chart),
        signals: rows.filter(({ signal }) => signal !== null).length,
        expected_false_alarms: chart
          ? expectedFalseAlarms(periods.filter(({ complete, value }) => complete && value !== null).length, {
              rules: asked,
            })
          : null,
        undetermined: periods.filter(({ complete }) => !complete).length,
      },
      more: { share: series.share },
    };
  },

  charts: ({ rows, more }, { locale }) => [
    control(
      rows,
      {
        period: 'period',
        value: 'value',
        format: more?.share ? 'percent' : 'number',
        title: { en: 'Control chart by period', zh: '分周期控制图' },
      },
      locale,
    ),
  ],

  remarks({ rows, summary }): readonly Remark[] {
    const last = rows.filter(({ signal }) => signal !== null).at(-1);
    return [
      ...(summary.centre === null
        ? [
            {
              level: 'caution' as const,
              say: { en: 'No limits: too few periods, or nothing varies', zh: '无法给出控制限：周期太少或没有变化' },
            },
          ]
        : []),
      ...(last
        ? [
            {
              level: 'finding' as const,
              say: {
                en: '{signals:count} of {n:count} periods signal (about {expected} would by chance alone); the last is {period}: {value}, {side} the centre of {centre} ({rule})',
                zh: '{n:count} 个周期中有 {signals:count} 个发出信号（纯随机约 {expected} 个）；最近一次是 {period}：{value}，{side}中心线 {centre}（{rule}）',
              },
              with: {
                signals: summary.signals,
                n: summary.n,
                expected: summary.expected_false_alarms,
                period: last.period,
                value: last.value,
                centre: last.centre,
                side:
                  (last.value ?? 0) < (last.centre ?? 0) ? { en: 'below', zh: '低于' } : { en: 'above', zh: '高于' },
                rule: last.signal,
              },
            },
          ]
        : summary.centre === null
          ? []
          : [
              {
                level: 'finding' as const,
                say: { en: 'No period differs from the others by more than chance', zh: '没有周期超出随机波动' },
              },
            ]),
      ...(summary.baseline_periods < 20
        ? [
            {
              level: 'caution' as const,
              say: {
                en: 'The baseline has {count:count} periods; limits are settled from about 20',
                zh: '基线只有 {count:count} 个周期，约 20 个以上控制限才稳定',
              },
              with: { count: summary.baseline_periods },
            },
          ]
        : []),
      ...(summary.undetermined
        ? [
            {
              level: 'note' as const,
              say: { en: 'The last period is still open and cannot signal', zh: '最后一个周期尚未结束，不判信号' },
            },
          ]
        : []),
    ];
  },

  // NIST/SEMATECH e-Handbook 6.3.2.2: single values 49.6 … 52.1 give 50.81, 45.8159 and 55.8041
  example: {
    given: {
      responses: [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1].map((score, at) => ({
        response_id: String(at),
        kind: 'csat',
        score,
        scale_min: 0,
        scale_max: 100,
        submitted_at: `2025-01-${String(at + 1).padStart(2, '0')} 12:00:00`,
      })),
    },
    params: { metric: 'csat', value: 'mean', grain: 'day', type: 'xmr' },
    gives: {
      rows: [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1].map((value) => ({ value, signal: null })),
      summary: { type: 'xmr', n: 10, centre: 50.81, signals: 0 },
    },
  },
});

function rulesOf(list: readonly string[]): readonly RunRule[] {
  return list.map((name) => {
    const rule = rules.find((known) => known === name);
    if (!rule) throw refused('rules', name, `some of ${rules.join(', ')}`);
    return rule;
  });
}

function chartOf(type: string, { periods }: Series, baseline: readonly boolean[]): ControlChart | null {
  const values = periods.map(({ value }) => value);
  switch (type) {
    case 'laney':
    case 'p':
      return pChart(periods.map(counted), { baseline, laney: type === 'laney' });
    case 'u':
      return uChart(periods.map(counted), { baseline });
    case 'c':
      return cChart(values, { baseline });
    case 'xbar-laney':
      return xbarChart(
        periods.map(({ value, n, variance }) =>
          value === null || variance === null ? null : { n, mean: value, variance },
        ),
        { baseline },
      );
    default:
      return xmrChart(values, { baseline });
  }
}

function counted({ value, n }: Followed) {
  return value === null || n <= 0 ? null : { events: value * n, size: n };
}

function sigmaOf(chart: ControlChart | null): number | null {
  if (!chart) return null;
  const { sigma, sigmaZ } = chart as ControlChart & { readonly sigma?: number; readonly sigmaZ?: number };
  return sigma ?? sigmaZ ?? null;
}
