import { control } from '../charts/control';
import { ewma } from '../stats/ewma';
import { actionRemarks } from './actions';
import { datedAnswers, datedRemarks } from './dated';
import { followedUse } from './followed';
import { levelHeadings, levelModule, levelOf, levelParams, noLimits } from './level';
import { defineMetric } from './metric';

export default defineMetric({
  ...levelModule,
  id: 'ewma',
  title: { en: 'EWMA chart', zh: 'EWMA 控制图' },
  question: { en: 'Is there a small, lasting shift?', zh: '是否出现了微小而持续的漂移？' },
  formula: {
    en: 'zₜ = λ·xₜ + (1 − λ)·zₜ₋₁ from the target; limits target ± L·σ·√(λ/(2−λ)·(1 − (1−λ)²ᵗ)); σ = mean moving range of the baseline ÷ 1.128',
    zh: 'zₜ = λ·xₜ + (1 − λ)·zₜ₋₁，自目标值起；控制限 = 目标 ± L·σ·√(λ/(2−λ)·(1 − (1−λ)²ᵗ))；σ = 基线平均移动极差 ÷ 1.128',
  },
  source: [
    {
      cite: 'NIST/SEMATECH e-Handbook 6.3.2.4',
      url: 'https://www.itl.nist.gov/div898/handbook/pmc/section3/pmc324.htm',
    },
  ],
  slow: true,
  params: {
    ...levelParams,
    lambda: {
      kind: 'number',
      default: 0.2,
      min: 0.01,
      max: 1,
      label: { en: 'λ: weight of the newest value', zh: 'λ：最新值权重' },
    },
    L: { kind: 'number', default: 3, min: 1, max: 5, label: { en: 'L: width of the limits', zh: 'L：控制限宽度' } },
  },
  headings: {
    ...levelHeadings,
    ewma: { label: { en: 'EWMA', zh: 'EWMA' } },
    lower: { label: { en: 'Lower limit', zh: '下控制限' } },
    upper: { label: { en: 'Upper limit', zh: '上控制限' } },
  },

  uses: (ask) => followedUse(ask),
  query: (ask) => ({ dated: datedAnswers(ask) }),

  compute(found, ask, { series: used }) {
    const level = levelOf(found, used, ask);
    if (!level) return null;
    const { periods, values, target, sigma } = level;
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
        ...level.said,
        target,
        sigma,
        signals: rows.filter(({ signal }) => signal).length,
      },
      more: level.more,
      formats: level.formats,
    };
  },

  charts: ({ rows, summary, more }, { locale }) => [
    control(
      rows.map((row) => ({ ...row, centre: summary.target })),
      {
        period: 'period',
        value: 'ewma',
        format: more?.format ?? 'number',
        title: { en: 'EWMA by period', zh: '分周期 EWMA' },
        actions: more?.actions ?? [],
      },
      locale,
    ),
  ],

  remarks({ rows, summary, more }) {
    const first = rows.find(({ signal }) => signal);
    return [
      summary.sigma === null
        ? noLimits
        : first
          ? {
              level: 'finding',
              say: {
                en: `The smoothed value leaves its limits first in {period} ({ewma:${more?.format ?? 'number'}})`,
                zh: `平滑值在 {period} 首次越出控制限（{ewma:${more?.format ?? 'number'}}）`,
              },
              with: { period: first.period, ewma: first.ewma },
            }
          : { level: 'finding', say: { en: 'No lasting shift is seen', zh: '未见持续漂移' } },
      ...datedRemarks(summary),
      ...actionRemarks(more?.actions ?? [], rows),
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
