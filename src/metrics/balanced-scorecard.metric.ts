import { bars } from '../charts/bars';
import { sql } from '../engine/sql';
import { scorecard } from '../stats/scorecard';
import { bandsOf, isContrary, isTwoSided, numbersOf, scoreOf } from './indicator-score';
import { defineMetric } from './metric';
import { scorecardRemarks } from './scorecard-remarks';

export default defineMetric({
  id: 'balanced-scorecard',
  title: { en: 'Balanced scorecard', zh: '平衡计分卡' },
  question: { en: 'How far have we come towards the targets, in every perspective?', zh: '各个维度的目标完成了多少？' },
  formula: {
    en: 'score = (actual − baseline) ÷ (target − baseline), kept within 0 and 1 (a target below the baseline: less is better; two-sided: 1 − |actual − target| ÷ tolerance); perspective = Σ weight × score; total = Σ perspective weight × perspective. More is better.',
    zh: '得分 =（实际 − 基线）÷（目标 − 基线），限定在 0–1（目标低于基线时越低越好；双侧指标：1 − |实际 − 目标| ÷ 容差）；维度 = Σ 权重 × 得分；总分 = Σ 维度权重 × 维度。越高越好。',
  },
  counted: {
    en: 'Indicators with an actual value, a baseline and another target. One that lacks any of these has no score; its weight is shared within its perspective and said.',
    zh: '有实际值、基线且目标不同于基线的指标。缺任何一项的不计分，其权重在本维度内分摊并注明。',
  },
  source: [
    { cite: 'Kaplan & Norton (1992), The Balanced Scorecard: Measures That Drive Performance' },
    { cite: 'Microsoft Business Scorecard Manager, banded scoring' },
  ],
  needs: ['indicators.perspective', 'indicators.name', 'indicators.actual', 'indicators.target'],
  params: {
    scoring: {
      kind: 'choice',
      default: 'linear',
      label: { en: 'Scoring', zh: '计分方式' },
      of: {
        linear: { en: 'linear from baseline to target', zh: '从基线到目标线性' },
        banded: { en: 'banded, each band worth the same', zh: '分段，每段等值' },
      },
    },
    bands: {
      kind: 'json',
      default: null,
      shape: { kind: 'bands', names: 'indicator' },
      when: { param: 'scoring', is: ['banded'] },
      label: { en: 'Bands', zh: '分段边界' },
      hint: {
        en: 'The edges from worst to best; without any: baseline and target',
        zh: '由差到好的边界；未给出时取基线与目标',
      },
    },
    perspective_weights: {
      kind: 'json',
      default: null,
      shape: { kind: 'numbers', names: 'perspective' },
      label: { en: 'Weights of the perspectives', zh: '维度权重' },
      hint: {
        en: 'Only their proportions matter; a perspective without a number weighs 1',
        zh: '只看各数之间的比例；未填的维度按 1 计',
      },
    },
    tolerance: {
      kind: 'json',
      default: null,
      shape: { kind: 'numbers', names: 'indicator' },
      label: { en: 'Tolerance of two-sided indicators', zh: '双侧指标的容差' },
      hint: {
        en: 'The distance from the target at which the score is 0; unless given, the distance of the baseline',
        zh: '得分降为 0 时与目标的距离；不填则取基线与目标的距离',
      },
    },
  },
  tables: {
    indicators: {
      perspective: 'text',
      name: 'text',
      actual: 'number?',
      baseline: 'number?',
      target: 'number?',
      weight: 'number?',
      direction: 'text?',
      period: 'text?',
      older: 'number',
    },
  },
  headings: {
    perspective: { label: { en: 'Perspective', zh: '维度' } },
    indicator: { label: { en: 'Indicator', zh: '指标' } },
    actual: { label: { en: 'Actual', zh: '实际' } },
    baseline: { label: { en: 'Baseline', zh: '基线' } },
    target: { label: { en: 'Target', zh: '目标' } },
    weight: { label: { en: 'Weight', zh: '权重' }, format: 'percent' },
    score: { label: { en: 'Score', zh: '得分' }, format: 'percent' },
  },
  headline: { value: 'score', format: 'percent', better: 'more', scale: [0, 1] },

  query: () => ({
    indicators: sql`
      SELECT perspective, name, actual, baseline, target, weight, direction, period, older::DOUBLE AS older
      FROM (SELECT *, row_number() OVER newest AS nth, count(*) OVER (PARTITION BY perspective, name) - 1 AS older
            FROM indicators WHERE perspective IS NOT NULL AND name IS NOT NULL
            WINDOW newest AS (PARTITION BY perspective, name ORDER BY period DESC NULLS LAST))
      WHERE nth = 1 ORDER BY perspective, name`,
  }),

  compute({ indicators }, { params }) {
    if (!indicators.length) return null;
    const bands = bandsOf(params.bands);
    const tolerances = numbersOf('tolerance', params.tolerance);
    const scored = indicators.map((row) => {
      const two = isTwoSided(row.direction);
      const scale = { ...row, baseline: row.baseline ?? (two ? null : 0) };
      const score = scoreOf(scale, {
        two,
        banded: params.scoring === 'banded',
        edges: bands(row.name),
        tolerance: tolerances[row.name],
      });
      return { ...row, weight: row.weight ?? 1, score };
    });
    const card = scorecard(scored, numbersOf('perspective_weights', params.perspective_weights));
    const weightIn = new Map(
      card.perspectives.map(({ perspective }) => [
        perspective,
        scored.filter((row) => row.perspective === perspective).reduce((sum, { weight }) => sum + weight, 0),
      ]),
    );
    const all = card.perspectives.reduce((sum, { weight }) => sum + weight, 0);
    const figures = {
      total: card.total,
      perspectives: Object.fromEntries(
        card.perspectives.map(({ perspective, score, weight, coveredWeight }) => [
          perspective,
          { score, weight: shareOf(weight, all), covered_weight: coveredWeight },
        ]),
      ),
      n: scored.length,
      missing: scored.filter(({ actual }) => actual === null).length,
      undefined: scored.filter(({ actual, score }) => actual !== null && score === null).length,
      covered_weight: card.coveredWeight,
      scoring: params.scoring,
    };
    const named = (perspective: string) => (Object.hasOwn(figures, perspective) ? `(${perspective})` : perspective);
    return {
      rows: scored.map(({ perspective, name, actual, baseline, target, weight, score }) => ({
        perspective,
        indicator: name,
        actual,
        baseline,
        target,
        weight: shareOf(weight, weightIn.get(perspective) ?? weight),
        score,
      })),
      summary: {
        ...Object.fromEntries(card.perspectives.map(({ perspective, score }) => [named(perspective), score])),
        ...figures,
      },
      more: {
        perspectives: card.perspectives.map(({ perspective, score, coveredWeight }) => ({
          perspective,
          score,
          coveredWeight,
        })),
        assumed: scored
          .filter(({ baseline, direction }) => baseline === null && !isTwoSided(direction))
          .map(({ name }) => name),
        contrary: scored.filter(isContrary).map(({ name }) => name),
        older: scored.reduce((sum, { older }) => sum + older, 0),
        unknown: unknownIn(params, scored),
      },
    };
  },

  charts: ({ rows, more }, { locale }) => [
    bars(
      more?.perspectives.map(({ perspective, score }) => ({ perspective, score })) ?? [],
      {
        group: 'perspective',
        value: 'score',
        format: 'percent',
        title: { en: 'Score by perspective', zh: '各维度得分' },
        target: 1,
      },
      locale,
    ),
    bars(
      rows.map(({ indicator, score }) => ({ indicator, score })),
      {
        group: 'indicator',
        value: 'score',
        format: 'percent',
        title: { en: 'Score by indicator', zh: '各指标得分' },
        target: 1,
      },
      locale,
    ),
  ],

  remarks: ({ rows, summary, more }) =>
    scorecardRemarks(rows, summary.total, more ?? { assumed: [], contrary: [], older: 0, unknown: {} }),

  example: {
    given: {
      indicators: [
        { perspective: 'customer', name: 'CSAT', actual: 0.8, baseline: 0.6, target: 0.9, weight: 3 },
        { perspective: 'customer', name: 'first response', actual: 90, baseline: 120, target: 60, weight: 1 },
        { perspective: 'finance', name: 'revenue', actual: 130, baseline: 100, target: 120, weight: null },
        { perspective: 'finance', name: 'margin', actual: null, baseline: 0.1, target: 0.2, weight: null },
      ],
    },
    gives: {
      rows: [
        { perspective: 'customer', indicator: 'CSAT', weight: 0.75, score: 0.6666666667 },
        { perspective: 'customer', indicator: 'first response', weight: 0.25, score: 0.5 },
        { perspective: 'finance', indicator: 'margin', weight: 0.5, score: null },
        { perspective: 'finance', indicator: 'revenue', weight: 0.5, score: 1 },
      ],
      summary: {
        total: 0.8125,
        n: 4,
        missing: 1,
        perspectives: {
          customer: { score: 0.625, weight: 0.5, covered_weight: 1 },
          finance: { score: 1, weight: 0.5, covered_weight: 0.5 },
        },
      },
    },
  },
});

/** Null where all weights are 0. */
function shareOf(weight: number, all: number): number | null {
  return all > 0 ? weight / all : null;
}

/** By parameter, the perspectives or indicators it names that there are not. */
function unknownIn(
  { perspective_weights, bands, tolerance }: Readonly<Record<'perspective_weights' | 'bands' | 'tolerance', unknown>>,
  rows: readonly { readonly perspective: string; readonly name: string }[],
): Readonly<Record<string, readonly string[]>> {
  const strangers = (value: unknown, known: readonly string[]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.keys(value).filter((name) => !known.includes(name))
      : [];
  const indicators = rows.map(({ name }) => name);
  return {
    perspective_weights: strangers(
      perspective_weights,
      rows.map(({ perspective }) => perspective),
    ),
    bands: strangers(bands, indicators),
    tolerance: strangers(tolerance, indicators),
  };
}
