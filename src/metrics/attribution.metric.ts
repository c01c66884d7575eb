import { heat } from '../charts/heat';
import { pathsOf, totalsOf } from '../stats/paths';
import { attributionModels, creditedBy, everyModel, modelsOf, weightsOf } from './attribution-models';
import { attributionRemarks } from './attribution-remarks';
import { cutAtConversions } from './cut-at-conversions';
import { conversionSource, conversionsValued, journeyQueries, journeyTables } from './journeys-to-conversion';
import { defineMetric } from './metric';

export default defineMetric({
  id: 'attribution',
  title: { en: 'Attribution', zh: '转化归因' },
  question: {
    en: 'Which touchpoints do the conversions owe themselves to, and how much does the answer hang on the model?',
    zh: '转化应归功于哪些触点？换一个模型，结论会变多少？',
  },
  formula: {
    en: 'Rules share each conversion among its touches (first, last, linear, position 40/20/40, J 20/20/60, inverse J, time decay 2^(−age/half-life)); Markov: conversions × removal effect ÷ sum of removal effects, solved exactly; Shapley: mean marginal part (of conversions: the same as linear on distinct touchpoints; of conversion rates: with the journeys that failed). Credits of a model sum to the conversions.',
    zh: '规则类模型把每次转化分给路径上的触点（首次、末次、线性、位置 40/20/40、J 型 20/20/60、反 J 型、时间衰减 2^(−时距/半衰期)）；马尔可夫：转化数 × 移除效应 ÷ 移除效应之和（精确求解）；沙普利：平均边际贡献（按转化数时等同于“去重线性”，按转化率时计入未转化路径）。每个模型的贡献之和等于转化数。',
  },
  counted: {
    en: 'conversions with at least one touch within the lookback; journeys are split at each conversion; what follows the last conversion is a journey without one',
    zh: '回溯期内至少有一次触点的转化；旅程在每次转化处切分，最后一次转化之后的触点计为未转化旅程',
  },
  source: [
    {
      cite: 'Anderl et al. (2016), Mapping the customer journey',
      url: 'https://doi.org/10.1016/j.ijresmar.2016.03.001',
    },
    {
      cite: 'Zhao, Mahboobi & Bagheri (2018), Shapley value methods for attribution',
      url: 'https://arxiv.org/abs/1804.05327',
    },
  ],
  needs: [
    ['interactions.touchpoint', 'paths.path'],
    ['interactions.customer_id', 'paths.path'],
    ['interactions.outcome', 'orders.customer_id', 'paths.conversions'],
  ],
  slow: true,
  params: {
    models: {
      kind: 'choices',
      default: everyModel,
      label: { en: 'Models', zh: '模型' },
      hint: { en: 'None ticked: every one.', zh: '不勾选：全部。' },
      of: attributionModels,
    },
    lookback_days: {
      kind: 'number',
      default: 30,
      min: 0.01,
      max: 3650,
      label: { en: 'Lookback (days)', zh: '回溯期（天）' },
    },
    half_life_days: {
      kind: 'number',
      default: 7,
      min: 0.01,
      max: 3650,
      label: { en: 'Half-life of time decay (days)', zh: '时间衰减半衰期（天）' },
    },
    order: {
      kind: 'choice',
      default: 'auto',
      label: { en: 'Order of the Markov chain', zh: '马尔可夫链阶数' },
      of: {
        auto: { en: 'chosen by the data', zh: '由数据选择' },
        '1': { en: '1', zh: '1' },
        '2': { en: '2', zh: '2' },
        '3': { en: '3', zh: '3' },
      },
    },
    direct: {
      kind: 'text',
      default: null,
      label: { en: 'Direct touchpoint', zh: '“直接访问”触点' },
      hint: { en: 'last-non-direct passes over it', zh: '“末次非直接”模型会跳过它' },
    },
    position_weights: {
      kind: 'list',
      default: ['40', '20', '40'],
      label: { en: 'Position weights: first, middle, last', zh: '位置权重：首、中、末' },
    },
  },
  tables: journeyTables,
  headings: {
    conversions: { label: { en: 'Conversions', zh: '转化数' }, format: 'count' },
    nulls: { label: { en: 'Journeys without one', zh: '未转化旅程' }, format: 'count' },
    conversion_probability: { label: { en: 'Conversion rate of journeys', zh: '旅程转化率' }, format: 'percent' },
    unattributed: { label: { en: 'Conversions without a touch', zh: '无触点的转化' }, format: 'count' },
    excluded: { label: { en: 'Events without customer', zh: '无客户的事件' }, format: 'count' },
    order: { label: { en: 'Order of the Markov chain', zh: '马尔可夫链阶数' }, format: 'count' },
    source: { label: { en: 'Conversions from', zh: '转化来源' } },
    model: { label: { en: 'Model', zh: '模型' }, values: attributionModels },
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' } },
    credit: { label: { en: 'Conversions', zh: '归因转化数' } },
    value: { label: { en: 'Value', zh: '归因价值' }, format: 'money' },
    share: { label: { en: 'Share', zh: '占比' }, format: 'percent' },
    removal_effect: { label: { en: 'Removal effect', zh: '移除效应' }, format: 'percent' },
  },

  query: (ask) => journeyQueries(ask),

  compute(journeys, ask) {
    const models = modelsOf(ask.params.models);
    const weights = weightsOf(ask.params.position_weights);
    const source = conversionSource(ask);
    const paths =
      source === 'paths' ? pathsOf(journeys.paths) : cutAtConversions(journeys, ask.params.lookback_days * day);
    const { conversions, nulls, value } = totalsOf(paths);
    if (!(conversions + nulls > 0)) return null;
    const all = source === 'paths' ? conversionsIn(journeys.paths) : journeys.conversions.length;
    const { order, direct } = ask.params;
    const valued = conversionsValued(ask);
    const { rows, markov, rare } = creditedBy(
      models,
      {
        paths,
        halfLife: ask.params.half_life_days * day,
        order: order === 'auto' ? 'auto' : (Number(order) as 1 | 2 | 3),
        direct,
        weights,
        valued,
      },
      ask.progress,
    );
    return {
      rows,
      summary: {
        conversions,
        nulls,
        value: valued ? value : null,
        conversion_probability: conversions / (conversions + nulls),
        unattributed: all - conversions,
        excluded: journeys.known[0]?.excluded ?? 0,
        order: markov?.order ?? null,
        source,
      },
      more: { models, rare, direct, valued, chosen: order === 'auto', supported: markov?.supported ?? true },
    };
  },

  charts: ({ rows }, { locale }) => [
    heat(
      rows.map((row) => ({ ...row, model: attributionModels[row.model][locale] })),
      {
        y: 'touchpoint',
        x: 'model',
        value: 'share',
        format: 'percent',
        title: { en: 'Share of the conversions by model', zh: '各模型下的转化贡献占比' },
      },
      locale,
    ),
  ],

  remarks: ({ rows, summary, more }) =>
    attributionRemarks(
      rows,
      summary,
      more ?? { models: everyModel, rare: [], direct: null, valued: true, chosen: false, supported: true },
    ),

  // P: JesseCastro/markovattribution test/test.js, after analyzecore.com 2016-08-03
  example: {
    given: {
      paths: [
        { path: 'C1 > C2 > C3', conversions: 1, nulls: 0, value: 1000 },
        { path: 'C1', conversions: 0, nulls: 1, value: 0 },
        { path: 'C2 > C3', conversions: 0, nulls: 1, value: 0 },
      ],
    },
    params: { models: 'markov', order: '1' },
    gives: {
      rows: [
        { model: 'markov', touchpoint: 'C1', credit: 0.2, value: 200, share: 0.2, removal_effect: 0.5 },
        { model: 'markov', touchpoint: 'C2', credit: 0.4, value: 400, share: 0.4, removal_effect: 1 },
        { model: 'markov', touchpoint: 'C3', credit: 0.4, value: 400, share: 0.4, removal_effect: 1 },
      ],
      summary: { conversions: 1, nulls: 2, value: 1000, conversion_probability: 1 / 3 },
    },
  },
});

const day = 86_400;

function conversionsIn(paths: readonly { readonly conversions: number }[]): number {
  return paths.reduce((sum, path) => sum + path.conversions, 0);
}
