import { bars } from '../charts/bars';
import { sql } from '../engine/sql';
import { attributionModels } from './attribution-models';
import { defineMetric } from './metric';

export default defineMetric({
  id: 'return-on-touchpoint',
  title: { en: 'Return on touchpoint', zh: '触点投入回报' },
  question: { en: 'What does each touchpoint bring in for what is spent on it?', zh: '每个触点花了多少，带来多少？' },
  formula: {
    en: 'cost per conversion = cost ÷ attributed conversions; return = (attributed value − cost) ÷ cost',
    zh: '单次转化成本 = 成本 ÷ 归因转化数；回报率 =（归因价值 − 成本）÷ 成本',
  },
  counted: {
    en: 'all costs of the file, and the conversions that the attribution model gives to each touchpoint',
    zh: '文件中的全部成本，以及归因模型分给各触点的转化',
  },
  source: [{ cite: 'Farris et al. (2010), Marketing Metrics, ch. 10' }],
  needs: [
    'costs.touchpoint',
    'costs.amount',
    ['interactions.touchpoint', 'paths.path'],
    ['interactions.customer_id', 'paths.path'],
    ['interactions.outcome', 'orders.customer_id', 'paths.conversions'],
  ],
  params: {
    model: {
      kind: 'choice',
      default: 'linear',
      label: { en: 'Attribution model', zh: '归因模型' },
      of: attributionModels,
    },
    lookback_days: {
      kind: 'number',
      default: 30,
      min: 0.01,
      max: 3650,
      label: { en: 'Lookback (days)', zh: '回溯期（天）' },
    },
    direct: {
      kind: 'text',
      default: null,
      label: { en: 'Direct touchpoint', zh: '“直接访问”触点' },
      hint: { en: 'last-non-direct passes over it', zh: '“末次非直接”模型会跳过它' },
    },
  },
  tables: { costs: { touchpoint: 'text', cost: 'number' } },
  headings: {
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' } },
    cost: { label: { en: 'Cost', zh: '成本' }, format: 'money' },
    credit: { label: { en: 'Conversions', zh: '归因转化数' } },
    value: { label: { en: 'Value', zh: '归因价值' }, format: 'money' },
    cost_per_conversion: { label: { en: 'Cost per conversion', zh: '单次转化成本' }, format: 'money' },
    roi: { label: { en: 'Return', zh: '回报率' }, format: 'percent' },
  },
  headline: { value: 'roi', format: 'percent', better: 'more', scale: null, base: 'credit' },

  uses: ({ params }) => ({
    attribution: {
      metric: 'attribution',
      params: { models: [params.model], lookback_days: params.lookback_days, direct: params.direct },
    },
  }),
  query: () => ({
    costs: sql`SELECT touchpoint, sum(amount)::DOUBLE AS cost FROM costs WHERE touchpoint IS NOT NULL AND amount IS NOT NULL GROUP BY touchpoint ORDER BY touchpoint`,
  }),

  compute({ costs }, ask, { attribution }) {
    if (!costs.length || attribution?.kind !== 'answered') return null;
    const credited = new Map(attribution.found.rows.map((row) => [row.touchpoint, row]));
    const names = [
      ...new Set([
        ...costs.map(({ touchpoint }) => touchpoint),
        ...attribution.found.rows.map((row) => String(row.touchpoint)),
      ]),
    ].sort();
    const shared = attribution.found.rows.some(({ credit }) => typeof credit === 'number');
    const valued = attribution.found.rows.some(({ value }) => typeof value === 'number');
    const rows = names.map((touchpoint) => {
      const credit = credited.get(touchpoint);
      return {
        touchpoint,
        ...returned(
          costs.find((cost) => cost.touchpoint === touchpoint)?.cost ?? null,
          shared ? number(credit?.credit) : null,
          valued ? number(credit?.value) : null,
        ),
      };
    });
    const costed = rows.filter(({ cost }) => cost !== null);
    const total = (of: (row: (typeof rows)[number]) => number | null) =>
      costed.every((row) => of(row) !== null) ? costed.reduce((sum, row) => sum + (of(row) ?? 0), 0) : null;
    return {
      rows,
      summary: {
        model: ask.params.model,
        ...returned(
          total(({ cost }) => cost),
          total(({ credit }) => credit),
          total(({ value }) => value),
        ),
        without_cost: rows.filter(({ cost }) => cost === null).length,
      },
    };
  },

  charts: ({ rows }, { locale }) => [
    bars(
      rows,
      {
        group: 'touchpoint',
        value: 'roi',
        format: 'percent',
        base: 'credit',
        title: { en: 'Return on what was spent', zh: '投入回报率' },
      },
      locale,
    ),
  ],

  remarks: ({ summary }) => [
    {
      level: 'note',
      say: {
        en: 'By the model "{model}"; another model gives other returns: compare them in Attribution. Attributed value is not proof that the spending caused it',
        zh: '按“{model}”模型计算；换模型结果不同，请在“转化归因”中对照。归因价值不证明由投入引起',
      },
      with: { model: attributionModels[summary.model] },
    },
    ...(summary.credit === null
      ? [
          {
            level: 'caution' as const,
            say: {
              en: 'The model "{model}" has no answer on these journeys: Attribution says why',
              zh: '“{model}”模型在这些旅程上没有结果，原因见“转化归因”',
            },
            with: { model: attributionModels[summary.model] },
          },
        ]
      : summary.value === null
        ? [
            {
              level: 'caution' as const,
              say: {
                en: 'No column says what a conversion is worth, so there is no return, only a cost per conversion',
                zh: '没有列说明转化的价值，因此没有回报率，只有单次转化成本',
              },
            },
          ]
        : []),
    ...(summary.without_cost
      ? [
          {
            level: 'note' as const,
            say: {
              en: '{count:count} touchpoints have no cost in the file; they are left out of the total',
              zh: '{count:count} 个触点没有成本数据，未计入合计',
            },
            with: { count: summary.without_cost },
          },
        ]
      : []),
  ],

  example: {
    given: {
      paths: [{ path: 'a > b', conversions: 4, nulls: 6, value: 400 }],
      costs: [
        { touchpoint: 'a', amount: 50 },
        { touchpoint: 'a', amount: 50 },
        { touchpoint: 'c', amount: 10 },
      ],
    },
    gives: {
      rows: [
        { touchpoint: 'a', cost: 100, credit: 2, value: 200, cost_per_conversion: 50, roi: 1 },
        { touchpoint: 'b', cost: null, credit: 2, value: 200, cost_per_conversion: null, roi: null },
        { touchpoint: 'c', cost: 10, credit: 0, value: 0, cost_per_conversion: null, roi: -1 },
      ],
      summary: { cost: 110, credit: 2, value: 200, roi: 90 / 110 },
    },
  },
});

function returned(cost: number | null, credit: number | null, value: number | null) {
  return {
    cost,
    credit,
    value,
    cost_per_conversion: cost !== null && credit !== null && credit > 0 ? cost / credit : null,
    roi: cost !== null && value !== null && cost > 0 ? (value - cost) / cost : null,
  };
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
