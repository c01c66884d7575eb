import { bars } from '../charts/bars';
import { dots } from '../charts/dots';
import { line } from '../charts/line';
import { identifier, sql, type Sql } from '../engine/sql';
import type { TableName } from '../model/schema';
import { endColumns, dataEnd, grouped, groupingParams, isComplete } from './grouping';
import { groupBy } from './group-by';
import { indexInterval } from './index-interval';
import { indexRemarks } from './index-remarks';
import { flatten } from './index-sums';
import { trendOf } from './index-trend';
import { customNames, schemeOf } from './index-weights';
import { defineMetric, type Ask } from './metric';
import { boundedMeanInterval, moments } from './moments';
import type { Params } from './params';
import { patternCellColumns, patternCells, patternColumns, patterns, respondentsOf } from './patterns';
import { rescaled } from './scale';
import { countOf } from './scale-remarks';
import { cellColumns, firstKind, scoreCells } from './score-cells';

const kinds = ['csat', 'attribute', 'overall'] as const;
const dispersed: readonly string[] = ['entropy', 'critic', 'combined'];

const params = {
  weights: {
    kind: 'choice',
    default: 'equal',
    label: { en: 'Weights', zh: '权重' },
    of: {
      equal: { en: 'equal', zh: '等权' },
      volume: { en: 'by volume of interactions', zh: '按交互量' },
      stated: { en: 'stated importance', zh: '客户自述重要性' },
      derived: { en: 'derived importance', zh: '推导重要性' },
      entropy: { en: 'entropy (dispersion, not importance)', zh: '熵权（离散度权重，不是重要性）' },
      critic: { en: 'CRITIC (dispersion, not importance)', zh: 'CRITIC（离散度权重，不是重要性）' },
      ahp: { en: 'pairwise comparisons (AHP)', zh: '层次分析法（AHP）' },
      combined: { en: 'combined: AHP and entropy', zh: '组合赋权：AHP 与熵权' },
      custom: { en: 'custom', zh: '自定义' },
    },
  },
  matrix: {
    kind: 'json',
    default: null,
    label: { en: 'Pairwise comparisons', zh: '两两比较矩阵' },
    hint: {
      en: 'How many times row outweighs column: lists in the order of the touchpoints’ names, or touchpoint → touchpoint → number; gaps are filled',
      zh: '行相对列的重要倍数：按触点名称顺序的二维列表，或 触点 → 触点 → 倍数；缺失的比较会补全',
    },
  },
  alpha: {
    kind: 'number',
    default: 0.5,
    min: 0,
    max: 1,
    label: { en: 'Part of AHP when combined', zh: '组合时 AHP 的占比' },
  },
  combine: {
    kind: 'choice',
    default: 'linear',
    label: { en: 'How weights combine', zh: '组合方式' },
    of: {
      linear: { en: 'α · AHP + (1 − α) · entropy', zh: 'α · AHP + (1 − α) · 熵权' },
      product: { en: 'product, brought to 1', zh: '乘积归一' },
    },
  },
  custom: {
    kind: 'json',
    default: null,
    label: { en: 'Custom weights', zh: '自定义权重' },
    hint: { en: 'JSON: touchpoint → weight', zh: 'JSON：触点 → 权重' },
  },
  basket: {
    kind: 'choice',
    default: 'fixed',
    label: { en: 'Basket', zh: '触点篮子' },
    hint: {
      en: 'Fixed: all touchpoints that the data or the weights know, whatever the filters leave; present: those with answers now',
      zh: '固定：数据或权重涉及的全部触点，不随筛选变化；现有：当前有回答的触点',
    },
    of: { fixed: { en: 'fixed', zh: '固定' }, present: { en: 'present', zh: '现有' } },
  },
  normalisation: {
    kind: 'choice',
    default: 'none',
    label: { en: 'Entropy: normalisation', zh: '熵权归一化' },
    of: { none: { en: 'none', zh: '不归一' }, 'min-max': { en: 'min-max', zh: '极差归一' } },
  },
  dispersion_by: {
    kind: 'group',
    default: 'period',
    label: { en: 'Entropy, CRITIC: rows are', zh: '熵权、CRITIC 的样本行' },
    hint: {
      en: 'Periods or branches with 30 answers each, never single respondents',
      zh: '每行至少 30 份回答的周期或门店，绝不用单个受访者',
    },
  },
  grain: groupingParams.grain,
  confidence: groupingParams.confidence,
} as const satisfies Params;

export default defineMetric({
  id: 'satisfaction-index',
  title: { en: 'Multi-channel satisfaction index', zh: '多渠道触点满意度指数' },
  question: {
    en: 'How satisfied are customers over all touchpoints, as one figure?',
    zh: '综合所有触点，客户有多满意？',
  },
  formula: {
    en: 'Σ weight × score ÷ Σ weight over touchpoints that have a score; score = 100 × (mean − lowest) ÷ (highest − lowest); 0 to 100, more is better',
    zh: 'Σ 权重 × 得分 ÷ Σ 权重（仅含有得分的触点）；得分 = 100 ×（均值 − 最低分）÷（最高分 − 最低分）；0–100，越高越好',
  },
  counted: {
    en: 'Valid answers of kind csat at a touchpoint (attribute or overall, if there are none). A touchpoint without a score is left out and its weight shared; below 70 % covered weight there is no index.',
    zh: '各触点类型为 csat 的有效回答（没有时用 attribute 或 overall）。无得分的触点剔除并重新分配权重；覆盖权重低于 70% 时不给出指数。',
  },
  source: [
    { cite: 'Saaty (1980), The Analytic Hierarchy Process' },
    { cite: 'Diakoulaki et al. (1995), CRITIC', url: 'https://doi.org/10.1016/0305-0548(94)00059-H' },
    { cite: 'GB/T 19038-2009 顾客满意测评模型和方法指南' },
  ],
  needs: ['responses.touchpoint', 'responses.score'],
  params,
  tables: {
    cells: patternCellColumns,
    sets: patternColumns,
    known: { touchpoint: 'text', answers: 'number', volume: 'number', stated: 'number?' },
    periods: cellColumns,
    ends: endColumns,
  },
  headings: {
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' } },
    n: { label: { en: 'Answers', zh: '有效回答' }, format: 'count' },
    missing: { label: { en: 'Blank', zh: '缺失' }, format: 'count' },
    excluded: { label: { en: 'Off scale', zh: '超出量表' }, format: 'count' },
    score: { label: { en: 'Score (0–100)', zh: '得分（百分制）' } },
    low: { label: { en: 'Score, low', zh: '得分下限' } },
    high: { label: { en: 'Score, high', zh: '得分上限' } },
    weight: { label: { en: 'Weight', zh: '权重' }, format: 'percent' },
    contribution: { label: { en: 'Contribution', zh: '贡献' } },
  },
  headline: { value: 'score', format: 'number', better: 'more', scale: [0, 100] },
  slow: true,

  query(ask) {
    const by = dispersed.includes(ask.params.weights) ? (ask.params.dispersion_by ?? 'period') : 'none';
    const wanted = {
      kinds: [...kinds, 'importance'],
      unit: 'customer',
      from: grouped(groupedBy(ask, by), 'responses'),
    } as const;
    return {
      cells: patternCells(wanted),
      sets: patterns(wanted),
      known: knownTouchpoints(ask.params.basket === 'fixed'),
      periods: ask.has('responses.submitted_at')
        ? scoreCells(groupedBy(ask, 'period'), kinds)
        : sql`SELECT * FROM (${scoreCells(groupedBy(ask, 'none'), kinds)}) WHERE false`,
      ends: dataEnd('responses'),
    };
  },

  compute({ cells, sets, known, periods, ends }, ask) {
    const wishes = ask.params;
    const { kind } = firstKind(
      cells.filter(({ touchpoint }) => touchpoint !== null),
      kinds,
    );
    const found = respondentsOf(cells, sets, { of: (cell) => [kind, 'importance', 'overall'].includes(cell.kind) });
    const rated = found.placed.filter((cell) => cell.kind === kind && cell.touchpoint !== null);
    if (!rated.length) return null;
    const basket = known.filter(({ answers, volume, stated }) => answers > 0 || (wishes.weights === 'volume' && volume > 0) || (wishes.weights === 'stated' && stated !== null)); // prettier-ignore
    const custom = wishes.weights === 'custom' ? customNames(wishes.custom) : [];
    const fixed = wishes.basket === 'fixed' ? [...basket.map(({ touchpoint }) => touchpoint), ...custom] : [];
    const touchpoints = [...new Set([...fixed, ...rated.map(({ touchpoint }) => touchpoint ?? '')])].sort(byName);
    const layout = { touchpoints, periods: [...new Set(rated.map(({ grp }) => grp))].sort(byName) };
    const flat = flatten(found.respondents, kind, layout);
    const scheme = schemeOf(wishes, flat, {
      volume: new Map(known.map(({ touchpoint, volume }) => [touchpoint, volume])),
      stated: new Map(
        known.flatMap(({ touchpoint, stated }) => (stated === null ? [] : [[touchpoint, stated] as const])),
      ),
    });
    const { index, interval, weights, covered, why } = indexInterval(flat, scheme, { random: ask.random(), confidence: wishes.confidence, people: found.people, sampled: found.sampled, cells: rated }); // prettier-ignore
    const own = groupBy(rated, ({ touchpoint }) => touchpoint);
    const off = groupBy(
      found.excluded.filter((cell) => cell.kind === kind),
      ({ touchpoint }) => touchpoint,
    );
    const blank = groupBy(
      found.missing.filter((cell) => cell.kind === kind),
      ({ touchpoint }) => touchpoint,
    );
    const shown = index === null ? null : weights;
    const rows = touchpoints.map((touchpoint, at) => {
      const score = moments(
        (own.get(touchpoint) ?? []).map((cell) => ({ ...cell, value: rescaled(cell.scale, cell.score, 'minmax') })),
      );
      const ends100 = boundedMeanInterval(score, wishes.confidence, { min: 0, max: 100 });
      const weight = weights?.[at] ?? null;
      return {
        touchpoint,
        n: countOf(own.get(touchpoint) ?? []),
        score: score?.mean ?? null,
        weight,
        contribution: shown && score && weight !== null && covered ? (weight / covered) * score.mean : null,
        low: ends100?.low ?? null,
        high: ends100?.high ?? null,
        missing: countOf(blank.get(touchpoint) ?? []),
        excluded: countOf(off.get(touchpoint) ?? []),
      };
    });
    const trend = weights ? trendOf(periods, kind, touchpoints, weights) : [];
    const end = ends[0]?.end ?? null;
    return {
      rows,
      summary: {
        index,
        low: interval?.low ?? null,
        high: interval?.high ?? null,
        covered_weight: covered,
        consistency_ratio: scheme.consistencyRatio,
        n: countOf(rated),
        respondents: found.people,
        missing: rows.reduce((sum, { missing }) => sum + missing, 0),
        excluded: rows.reduce((sum, { excluded }) => sum + excluded, 0),
        weights: wishes.weights,
        basket: wishes.basket,
        kind,
        interval: interval?.method ?? null,
        trend: trend.map((point) => ({
          ...point,
          complete: end === null ? null : isComplete(point.period, wishes.grain, end),
        })),
      },
      more: {
        why,
        unnamed: countOf(found.placed.filter((cell) => cell.kind === kind && cell.touchpoint === null)),
        sampled: found.sampled,
        reading: {
          excluded: found.excluded.filter((cell) => cell.kind === kind),
          scales: found.scales,
          inferred: found.inferred,
          placed: rated.slice(0, 1),
        },
      },
    };
  },

  charts: ({ rows, summary }, { locale }) => [
    dots(
      rows,
      {
        group: 'touchpoint',
        value: 'score',
        format: 'number',
        title: { en: 'Score by touchpoint', zh: '各触点得分' },
        target: summary.index,
      },
      locale,
    ),
    bars(
      rows.map(({ touchpoint, contribution, n }) => ({ touchpoint, contribution, n })),
      {
        group: 'touchpoint',
        value: 'contribution',
        format: 'number',
        title: { en: 'Contribution to the index', zh: '对指数的贡献' },
      },
      locale,
    ),
    ...(summary.trend.length > 1
      ? [
          line(
            summary.trend.flatMap(({ period, complete, index, present }) => [
              { period, complete, value: index, basket: { en: 'fixed basket', zh: '固定篮子' }[locale] },
              { period, complete, value: present, basket: { en: 'as present', zh: '当期篮子' }[locale] },
            ]),
            {
              period: 'period',
              value: 'value',
              group: 'basket',
              format: 'number',
              title: { en: 'Index over time', zh: '指数走势' },
            },
            locale,
          ),
        ]
      : []),
  ],

  remarks: ({ rows, summary, more }) => indexRemarks(rows, summary, more),

  example: {
    given: {
      responses: [
        ...[5, 4].map((score, at) => ({
          response_id: `a${String(at)}`,
          customer_id: `c${String(at)}`,
          touchpoint: 'app',
          kind: 'csat',
          score,
        })),
        ...[3, 1].map((score, at) => ({
          response_id: `b${String(at)}`,
          customer_id: `c${String(at)}`,
          touchpoint: 'shop',
          kind: 'csat',
          score,
        })),
      ],
    },
    params: { weights: 'custom', custom: { app: 3, shop: 1 } },
    gives: {
      rows: [
        { touchpoint: 'app', n: 2, score: 87.5, weight: 0.75, contribution: 65.625 },
        { touchpoint: 'shop', n: 2, score: 25, weight: 0.25, contribution: 6.25 },
      ],
      summary: { index: 71.875, covered_weight: 1, consistency_ratio: null, respondents: 2, n: 4 },
    },
  },
});

function groupedBy(ask: Ask<typeof params>, by: string) {
  const { grain, confidence } = ask.params;
  return { ...ask, params: { by, grain, confidence } };
}

/** The touchpoints that could be in the basket; fixed looks past what the period and the filters leave. */
function knownTouchpoints(fixed: boolean): Sql {
  const table = (name: TableName) => (fixed ? identifier('canonical', name) : identifier(name));
  return sql`
    SELECT touchpoint, sum(a)::DOUBLE AS answers, sum(v)::DOUBLE AS volume, max(s)::DOUBLE AS stated
    FROM (
      SELECT touchpoint, 1 AS a, 0 AS v, NULL::DOUBLE AS s FROM ${table('responses')} WHERE kind IN ('csat', 'attribute', 'overall') OR kind IS NULL
      UNION ALL SELECT touchpoint, 0, count(*), NULL FROM ${table('interactions')} GROUP BY touchpoint
      UNION ALL SELECT touchpoint, 0, 0, weight FROM ${table('touchpoints')})
    WHERE touchpoint IS NOT NULL GROUP BY touchpoint ORDER BY touchpoint`;
}

function byName(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
