import { control } from '../charts/control';
import { ewma } from '../stats/ewma';
import { xmrChart } from '../stats/xmr-chart';
import { baselineOf, followedParams, followedUse, seriesOf } from './followed';
import { defineMetric } from './metric';

export default defineMetric({
  id: 'ewma',
  title: { en: 'EWMA chart', zh: 'EWMA 控制图' },
  question: { en: 'Is there a small, lasting shift?', zh: '是否出现了微小而持续的漂移？' },
  formula: {
    en: 'zₜ = λ·xₜ + (1 − λ)·zₜ₋₁ from the target; limits target ± L·σ·√(λ/(2−λ)·(1 − (1−λ)²ᵗ)); σ = mean moving range of the baseline ÷ 1.128',
    zh: 'zₜ = λ·xₜ + (1 − λ)·zₜ₋₁，自目标值起；控制限 = 目标 ± L·σ·√(λ/(2−λ)·(1 − (1−λ)²ᵗ))；σ = 基线平均移动极差 ÷ 1.128',
  },
  counted: { en: 'closed periods of the followed metric', zh: '所跟踪指标的已结束周期' },
  source: [
    {
      cite: 'NIST/SEMATECH e-Handbook 6.3.2.4',
      url: 'https://www.itl.nist.gov/div898/handbook/pmc/section3/pmc324.htm',
    },
  ],
  needs: [],
  params: {
    ...followedParams,
    lambda: {
      kind: 'number',
      default: 0.2,
      min: 0.01,
      max: 1,
      label: { en: 'λ: weight of the newest value', zh: 'λ：最新值权重' },
    },
    L: { kind: 'number', default: 3, min: 1, max: 5, label: { en: 'L: width of the limits', zh: 'L：控制限宽度' } },
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
  },
  tables: {},
  headings: {
    period: { label: { en: 'Period', zh: '周期' } },
    value: { label: { en: 'Value', zh: '值' } },
    ewma: { label: { en: 'EWMA', zh: 'EWMA' } },
    lower: { label: { en: 'Lower limit', zh: '下控制限' } },
    upper: { label: { en: 'Upper limit', zh: '上控制限' } },
    signal: { label: { en: 'Signal', zh: '信号' } },
  },

  uses: (ask) => followedUse(ask),
  query: () => ({}),

  compute(_, ask, { series: used }) {
    const series = seriesOf(used, ask);
    if (!series) return null;
    const periods = series.periods.filter(({ complete }) => complete);
    const values = periods.map(({ value }) => value);
    const base = xmrChart(values, { baseline: baselineOf(periods, ask.params.baseline) });
    const target = ask.params.target ?? base?.centre ?? null;
    const sigma = ask.params.sigma ?? base?.sigma ?? null;
    const points =
      target === null || sigma === null
        ? null
        : ewma(values, { target, sigma, lambda: ask.params.lambda, width: ask.params.L });
    const rows = periods.map(({ period, value }, at) => {
      const point = points?.[at];
      return {
        period,
        value,
        ewma: point?.ewma ?? null,
        lower: point?.lower ?? null,
        upper: point?.upper ?? null,
        signal: point?.signal ?? null,
      };
    });
    return {
      rows,
      summary: {
        metric: ask.params.metric,
        value: series.column,
        target,
        sigma,
        n: values.filter((value) => value !== null).length,
        signals: rows.filter(({ signal }) => signal).length,
        undetermined: series.periods.length - periods.length,
      },
      more: { share: series.share },
    };
  },

  charts: ({ rows, summary, more }, { locale }) => [
    control(
      rows.map((row) => ({ ...row, centre: summary.target })),
      {
        period: 'period',
        value: 'ewma',
        format: more?.share ? 'percent' : 'number',
        title: { en: 'EWMA by period', zh: '分周期 EWMA' },
      },
      locale,
    ),
  ],

  remarks({ rows, summary }) {
    const first = rows.find(({ signal }) => signal);
    if (summary.sigma === null)
      return [
        {
          level: 'caution',
          say: { en: 'No limits: too few periods, or nothing varies', zh: '无法给出控制限：周期太少或没有变化' },
        },
      ];
    return [
      first
        ? {
            level: 'finding',
            say: {
              en: 'The smoothed value leaves its limits first in {period} ({ewma})',
              zh: '平滑值在 {period} 首次越出控制限（{ewma}）',
            },
            with: { period: first.period, ewma: first.ewma },
          }
        : { level: 'finding', say: { en: 'No lasting shift is seen', zh: '未见持续漂移' } },
    ];
  },

  // NIST/SEMATECH e-Handbook 6.3.2.4, λ 0.3, target 50, σ 2.0539 (printed to two decimals; here unrounded)
  example: {
    given: {
      responses: [52.0, 47.0, 53.0, 49.3, 50.1].map((score, at) => ({
        response_id: String(at),
        kind: 'csat',
        score,
        scale_min: 0,
        scale_max: 100,
        submitted_at: `2025-01-0${String(at + 1)} 12:00:00`,
      })),
    },
    params: { metric: 'csat', value: 'mean', grain: 'day', lambda: 0.3, target: 50, sigma: 2.0539 },
    gives: {
      rows: [50.6, 49.52, 50.564, 50.1848, 50.15936].map((value) => ({ ewma: value, signal: false })),
      summary: { target: 50, sigma: 2.0539, signals: 0 },
    },
  },
});
