import { control } from '../charts/control';
import { expectedFalseAlarms } from '../stats/expected-false-alarms';
import { runRules } from '../stats/run-rules';
import { actionRemarks, actionsOf } from './actions';
import { chartOf, kindOf, runRuleWords, sigmaOf } from './control-chart-kinds';
import { controlChartRemarks } from './control-chart-remarks';
import { datedAnswers, datedColumns, datedOf, datedRemarks } from './dated';
import { baselineOf, followedHeadings, followedParams, followedUse, seriesOf } from './followed';
import { allAs } from './found';
import { calendars, holidaysIn } from './holidays';
import { defineMetric } from './metric';
import { completeHeading } from './row-headings';

/** Holidays lie in days and weeks; every month has some. */
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
  slow: true,
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
      kind: 'choices',
      default: ['beyond', 'side'],
      label: { en: 'Run rules', zh: '判异规则' },
      of: runRuleWords,
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
      hint: { en: 'for days and weeks', zh: '用于日与周' },
      of: calendars,
    },
  },
  tables: { dated: datedColumns },
  headings: {
    ...followedHeadings,
    signal: { label: { en: 'Signal', zh: '信号' }, values: runRuleWords },
    type: { label: { en: 'Chart', zh: '图类型' } },
    baseline_periods: { label: { en: 'Periods in the baseline', zh: '基线周期数' }, format: 'count' },
    sigma: { label: { en: 'σ', zh: 'σ' } },
    expected_false_alarms: { label: { en: 'Expected by chance', zh: '随机期望信号数' } },
    period: { label: { en: 'Period', zh: '周期' } },
    value: { label: { en: 'Value', zh: '值' } },
    n: { label: { en: 'n', zh: 'n' }, format: 'count' },
    centre: { label: { en: 'Centre', zh: '中心线' } },
    lower: { label: { en: 'Lower limit', zh: '下控制限' } },
    upper: { label: { en: 'Upper limit', zh: '上控制限' } },
    holiday: { label: { en: 'Holiday', zh: '假日' } },
    ...completeHeading,
  },

  uses: (ask) => followedUse(ask),
  query: (ask) => ({ dated: datedAnswers(ask) }),

  compute({ dated }, ask, { series: used }) {
    const series = seriesOf(used, ask);
    if (!series) return null;
    const { rules } = ask.params;
    const { periods } = series;
    const holidays = periods.map(({ period }) => holidaysIn(period, days[ask.params.grain], ask.params.calendar));
    const baseline = baselineOf(periods, ask.params.baseline).map((inside, at) => inside && !holidays[at]?.length);
    const type = kindOf(ask.params.type, series);
    const chart = chartOf(type, series, baseline);
    const signals = chart ? runRules(chart.points, { rules }) : [];
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
              rules,
            })
          : null,
        undetermined: periods.filter(({ complete }) => !complete).length,
        ...datedOf(dated, ask),
      },
      more: { format: series.format, actions: actionsOf(ask.params.actions) },
      formats: allAs(series.format, ['value', 'centre', 'lower', 'upper']),
    };
  },

  charts: ({ rows, more }, { locale }) => [
    control(
      rows,
      {
        period: 'period',
        value: 'value',
        format: more?.format ?? 'number',
        title: { en: 'Control chart by period', zh: '分周期控制图' },
        special: 'holiday',
        actions: more?.actions ?? [],
      },
      locale,
    ),
  ],

  remarks: ({ rows, summary, more }) => [
    ...controlChartRemarks(rows, summary, more?.format ?? 'number'),
    ...datedRemarks(summary),
    ...actionRemarks(more?.actions ?? [], rows),
  ],

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
