import { heat } from '../charts/heat';
import { markovAttribution } from '../stats/markov-attribution';
import { ruleCredits, type PositionWeights, type Rule } from '../stats/rule-credits';
import { shapleyAttribution } from '../stats/shapley-attribution';
import { shapleyRate } from '../stats/shapley-rate';
import { sumCredits } from '../stats/sum-credits';
import type { ChannelCredit, PathCount } from '../stats/path-count';
import {
  conversionPaths,
  conversionsCounted,
  conversionSource,
  countedColumns,
  decayColumns,
  decayedCredits,
  pathColumns,
  pathCounts,
} from './journeys-to-conversion';
import { defineMetric } from './metric';
import { refused } from './params';

const models = [
  'first',
  'last',
  'last-non-direct',
  'linear',
  'position',
  'j',
  'inverse-j',
  'time-decay',
  'markov',
  'shapley',
  'shapley-rate',
] as const;
type Model = (typeof models)[number];

interface Credited {
  readonly model: Model;
  readonly touchpoint: string;
  readonly credit: number | null;
  readonly value: number | null;
  readonly share: number | null;
  readonly removal_effect: number | null;
}

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
    ['interactions.outcome', 'orders.ordered_at', 'paths.conversions'],
  ],
  slow: true,
  params: {
    models: { kind: 'list', default: [], label: { en: 'Models (empty: all)', zh: '模型（留空为全部）' } },
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
  tables: { paths: pathColumns, decayed: decayColumns, all: countedColumns },
  headings: {
    model: { label: { en: 'Model', zh: '模型' } },
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' } },
    credit: { label: { en: 'Conversions', zh: '归因转化数' } },
    value: { label: { en: 'Value', zh: '归因价值' }, format: 'money' },
    share: { label: { en: 'Share', zh: '占比' }, format: 'percent' },
    removal_effect: { label: { en: 'Removal effect', zh: '移除效应' }, format: 'percent' },
  },

  query: (ask) => ({
    paths: conversionPaths(ask, ask.params.lookback_days),
    decayed: decayedCredits(ask, ask.params.lookback_days, ask.params.half_life_days),
    all: conversionsCounted(ask),
  }),

  compute({ paths, decayed, all }, ask) {
    const asked = modelsOf(ask.params.models);
    const weights = weightsOf(ask.params.position_weights);
    const counted = pathCounts(paths);
    const conversions = counted.reduce((sum, path) => sum + path.conversions, 0);
    const nulls = counted.reduce((sum, path) => sum + path.nulls, 0);
    const value = counted.reduce((sum, path) => sum + path.value, 0);
    if (!(conversions + nulls > 0)) return null;
    const markov = asked.includes('markov')
      ? markovAttribution(counted, ask.params.order === 'auto' ? 'auto' : (Number(ask.params.order) as 1 | 2 | 3))
      : null;
    const rates = asked.includes('shapley-rate') ? shapleyRate(counted) : null;
    const touchpoints = [...new Set(counted.flatMap(({ path }) => path))].sort();
    const credits = (model: Model): readonly (ChannelCredit & { readonly removalEffect?: number })[] => {
      if (model === 'markov') return markov?.channels ?? [];
      if (model === 'shapley') return shapleyAttribution(counted);
      if (model === 'shapley-rate') return rates ?? [];
      if (model === 'time-decay')
        return decayed.map(({ touchpoint, ...credit }) => ({ channel: touchpoint, ...credit }));
      return byRule(counted, model, { direct: ask.params.direct, ...(model === 'position' ? { weights } : {}) });
    };
    const rows = asked.flatMap((model) => {
      const given = new Map(credits(model).map((credit) => [credit.channel, credit]));
      const known = given.size > 0;
      return touchpoints.map((touchpoint): Credited => {
        const credit = given.get(touchpoint);
        const of = known ? (credit?.credit ?? 0) : null;
        return {
          model,
          touchpoint,
          credit: of,
          value: known ? (credit?.value ?? 0) : null,
          share: of !== null && conversions > 0 ? of / conversions : null,
          removal_effect: credit?.removalEffect ?? null,
        };
      });
    });
    return {
      rows,
      summary: {
        conversions,
        nulls,
        value,
        conversion_probability: conversions / (conversions + nulls),
        unattributed: (all[0]?.conversions ?? conversions) - conversions,
        excluded: all[0]?.nobody ?? 0,
        order: markov?.order ?? null,
        source: conversionSource(ask),
      },
      more: {
        rare: (rates ?? []).filter(({ rare }) => rare).map(({ channel }) => channel),
        rateShown: rates !== null,
        orders: (markov?.orders ?? []).map(({ order }) => order),
      },
    };
  },

  charts: ({ rows }, { locale }) => [
    heat(
      rows,
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

  remarks({ rows, summary, more }) {
    return [
      ...disagreement(rows),
      ...(summary.nulls === 0
        ? [
            {
              level: 'caution' as const,
              say: {
                en: 'There are no journeys without a conversion: removal effects and conversion rates then say little',
                zh: '没有未转化的旅程，移除效应与转化率参考价值有限',
              },
            },
          ]
        : []),
      ...(summary.unattributed > 0
        ? [
            {
              level: 'note' as const,
              say: {
                en: '{count:count} conversions had no touch within the lookback; they are in no model',
                zh: '{count:count} 次转化在回溯期内没有触点，不计入任何模型',
              },
              with: { count: summary.unattributed },
            },
          ]
        : []),
      ...(more?.rateShown && more.rare.length
        ? [
            {
              level: 'caution' as const,
              say: {
                en: 'Shapley on rates is unstable for rarely met touchpoints: {names}',
                zh: '按转化率的沙普利值对少见触点不稳定：{names}',
              },
              with: { names: more.rare.join(', ') },
            },
          ]
        : []),
      ...(summary.order === null
        ? []
        : [
            {
              level: 'note' as const,
              say: {
                en: 'The Markov chain is of order {order}, solved exactly. Credits describe the journeys seen; they do not prove what would happen without a touchpoint',
                zh: '马尔可夫链为 {order} 阶，精确求解。归因描述的是观察到的旅程，并不能证明去掉某触点会怎样',
              },
              with: { order: summary.order },
            },
          ]),
    ];
  },

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

function modelsOf(asked: readonly string[]): readonly Model[] {
  if (!asked.length || asked.includes('all')) return models;
  return asked.map((name) => models.find((model) => model === name) ?? stop(name));
}

function stop(name: string): never {
  throw refused('models', name, `all, or some of ${models.join(', ')}`);
}

function weightsOf(list: readonly string[]): PositionWeights {
  const [first = NaN, middle = NaN, last = NaN] = list.map(Number);
  if (list.length !== 3 || ![first, middle, last].every((weight) => weight >= 0) || first + middle + last <= 0) {
    throw refused('position_weights', list.join(','), 'three numbers of 0 or more, e.g. 40,20,40');
  }
  return { first, middle, last };
}

function byRule(
  paths: readonly PathCount[],
  rule: Rule,
  options: { direct: string | null; weights?: PositionWeights },
): ChannelCredit[] {
  return sumCredits(paths, (path) => ruleCredits(path, rule, options) ?? path.map(() => 0));
}

/** Where the models disagree most, and where they agree. */
function disagreement(rows: readonly Credited[]) {
  const spans = [...new Set(rows.map(({ touchpoint }) => touchpoint))].map((touchpoint) => {
    const shares = rows
      .flatMap((row) =>
        row.touchpoint === touchpoint && row.share !== null ? [{ model: row.model, share: row.share }] : [],
      )
      .sort((a, b) => a.share - b.share);
    const [least, most] = [shares[0], shares.at(-1)];
    return { touchpoint, least, most, span: (most?.share ?? 0) - (least?.share ?? 0) };
  });
  const widest = spans.sort((a, b) => b.span - a.span)[0];
  if (!widest?.least || !widest.most || widest.least.model === widest.most.model) return [];
  return [
    {
      level: 'finding' as const,
      say: {
        en: 'The models disagree most on {touchpoint}: {low:percent} of the conversions by {lowModel}, {high:percent} by {highModel}',
        zh: '各模型对 {touchpoint} 分歧最大：{lowModel} 给 {low:percent}，{highModel} 给 {high:percent}',
      },
      with: {
        touchpoint: widest.touchpoint,
        low: widest.least.share,
        lowModel: widest.least.model,
        high: widest.most.share,
        highModel: widest.most.model,
      },
    },
  ];
}
