import { control } from '../charts/control';
import { cusum } from '../stats/cusum';
import { actionRemarks } from './actions';
import { datedAnswers, datedRemarks } from './dated';
import { followedUse } from './followed';
import { levelHeadings, levelModule, levelOf, levelParams, noLimits } from './level';
import { defineMetric } from './metric';

const sides = { up: { en: 'up', zh: '上升' }, down: { en: 'down', zh: '下降' } } as const;

export default defineMetric({
  ...levelModule,
  id: 'cusum',
  title: { en: 'CUSUM chart', zh: 'CUSUM 累积和图' },
  question: { en: 'Since when has the level been different?', zh: '水平从什么时候开始变了？' },
  formula: {
    en: 'S⁺ₜ = max(0, S⁺ₜ₋₁ + xₜ − target − k), S⁻ likewise downwards; signal beyond h; the change point is the period in which the sum last stood at 0',
    zh: 'S⁺ₜ = max(0, S⁺ₜ₋₁ + xₜ − 目标 − k)，S⁻ 反向；超过 h 发出信号；变点为累积和最后一次为零的周期',
  },
  source: [
    {
      cite: 'NIST/SEMATECH e-Handbook 6.3.2.3',
      url: 'https://www.itl.nist.gov/div898/handbook/pmc/section3/pmc323.htm',
    },
  ],
  slow: true,
  params: {
    ...levelParams,
    k: { kind: 'number', default: 0.5, min: 0, max: 5, label: { en: 'k: slack, in σ', zh: 'k：容差（σ 的倍数）' } },
    h: { kind: 'number', default: 4, min: 0.5, max: 20, label: { en: 'h: limit, in σ', zh: 'h：界限（σ 的倍数）' } },
  },
  headings: {
    ...levelHeadings,
    upper_sum: { label: { en: 'Sum up', zh: '上侧累积和' } },
    lower_sum: { label: { en: 'Sum down', zh: '下侧累积和' } },
    change_point: { label: { en: 'Changed in', zh: '变点' } },
    signal: { ...levelHeadings.signal, values: sides },
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
        : cusum(values, { target, slack: ask.params.k * sigma, limit: ask.params.h * sigma });
    const rows = periods.map(({ period, value }, at) => {
      const point = points?.[at];
      const change = point?.changePoint ?? null;
      return {
        period,
        value,
        upper_sum: point?.upperSum ?? null,
        lower_sum: point?.lowerSum ?? null,
        signal: point?.signal ?? null,
        change_point: change === null ? null : (periods[change]?.period ?? null),
      };
    });
    const first = rows.find(({ signal }) => signal !== null);
    return {
      rows,
      summary: {
        ...level.said,
        target,
        sigma,
        signals: rows.filter(({ signal }) => signal !== null).length,
        change_point: first?.change_point ?? null,
      },
      more: level.more,
      formats: level.formats,
    };
  },

  charts: ({ rows, summary, more }, { locale, params }) => {
    const upper = summary.sigma === null ? null : summary.sigma * params.h;
    const sums = [
      { value: 'upper_sum', title: { en: 'Cumulative sum upwards', zh: '上侧累积和' } },
      { value: 'lower_sum', title: { en: 'Cumulative sum downwards', zh: '下侧累积和' } },
    ];
    return sums.map((sum) =>
      control(
        rows.map((row) => ({ ...row, upper })),
        { ...sum, period: 'period', format: more?.format ?? 'number', actions: more?.actions ?? [] },
        locale,
      ),
    );
  },

  remarks({ rows, summary, more }) {
    const first = rows.find(({ signal }) => signal !== null);
    return [
      summary.sigma === null
        ? noLimits
        : first
          ? {
              level: 'finding',
              say: {
                en: 'The level went {side} after {change}; the sum said so in {period}',
                zh: '{change} 之后水平{side}；累积和在 {period} 发出信号',
              },
              with: {
                side: sides[first.signal ?? 'up'],
                change: first.change_point ?? { en: 'the beginning', zh: '起点' },
                period: first.period,
              },
            }
          : {
              level: 'finding',
              say: { en: 'The level has not changed by more than chance', zh: '水平变化未超出随机波动' },
            },
      ...datedRemarks(summary),
      ...actionRemarks(more?.actions ?? [], rows),
    ];
  },

  // NIST/SEMATECH e-Handbook 6.3.2.3, its last groups less 300 so that they fit a scale of 100: target 25, k .3175, h 4.1959
  example: {
    given: {
      responses: [25.15, 28.325, 27.25, 27.825, 28.5].map((score, at) => ({
        response_id: String(at),
        kind: 'csat',
        score,
        scale_min: 0,
        scale_max: 100,
        submitted_at: `2025-01-0${String(at + 1)} 12:00:00`,
      })),
    },
    params: { metric: 'csat', value: 'mean', grain: 'day', target: 25, sigma: 1, k: 0.3175, h: 4.1959 },
    gives: {
      rows: [
        { upper_sum: 0, signal: null },
        { upper_sum: 3.0075, signal: null },
        { upper_sum: 4.94, signal: 'up', change_point: '2025-01-01' },
        { upper_sum: 7.4475, signal: 'up' },
        { upper_sum: 10.63, signal: 'up' },
      ],
      summary: { target: 25, signals: 3, change_point: '2025-01-01' },
    },
  },
});
