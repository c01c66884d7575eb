import { WorkbenchError } from '../engine/errors';
import { identifier, sql, type Sql } from '../engine/sql';
import type { TableName } from '../model/schema';
import { dataEnd, endColumns, grouped, isComplete } from './grouping';
import { indexCharts } from './index-charts';
import { indexInterval } from './index-interval';
import { indexParams } from './index-params';
import { indexRemarks } from './index-remarks';
import { effectiveOf, indexRows, scalesOf } from './index-rows';
import { flatten } from './index-sums';
import { trendOf } from './index-trend';
import { customNames, schemeOf } from './index-weights';
import { defineMetric, type Ask } from './metric';
import { allowedOf, refused } from './params';
import { patternCellColumns, patternCells, patternColumns, patterns, respondentsOf } from './patterns';
import { countOf } from './scale-remarks';
import { cellColumns, firstKind, scoreCells } from './score-cells';
import { ratingsOfTwo } from './ratings-of-two';

const kinds = ['csat', 'attribute', 'overall'] as const;
const dispersed: readonly string[] = ['entropy', 'critic', 'combined'];

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
  params: indexParams,
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
    effective_n: { label: { en: 'Effective n', zh: '有效样本量' }, format: 'count' },
    missing: { label: { en: 'Blank', zh: '缺失' }, format: 'count' },
    excluded: { label: { en: 'Off scale', zh: '超出量表' }, format: 'count' },
    score: { label: { en: 'Score (0–100)', zh: '得分（百分制）' } },
    low: { label: { en: 'Score, low', zh: '得分下限' } },
    high: { label: { en: 'Score, high', zh: '得分上限' } },
    sd: { label: { en: 'Standard deviation', zh: '标准差' } },
    weight: { label: { en: 'Weight', zh: '权重' }, format: 'percent' },
    index: { label: { en: 'Index', zh: '指数' } },
    contribution: { label: { en: 'Contribution', zh: '贡献' } },
  },
  headline: { value: 'score', format: 'number', better: 'more', scale: [0, 100] },
  slow: true,
  weighted: true,

  query(ask) {
    const branches = ask.params.dispersion_by ?? 'period';
    const by = dispersed.includes(ask.params.weights) ? branches : 'none';
    refuseGroup(ask, branches);
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
    const basket = known.filter(
      ({ answers, volume, stated }) =>
        answers > 0 || (wishes.weights === 'volume' && volume > 0) || (wishes.weights === 'stated' && stated !== null),
    );
    const names = customNames(wishes.custom);
    refuseMatrix(wishes.matrix);
    const custom = wishes.weights === 'custom' ? names : [];
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
    const { index, interval, weights, covered, why } = indexInterval(flat, scheme, {
      random: ask.random(),
      confidence: wishes.confidence,
      people: found.people,
      sampled: found.sampled,
      cells: rated,
      progress: ask.progress,
    });
    const rows = indexRows(touchpoints, {
      rated,
      kind,
      found,
      weights,
      covered: index === null ? null : covered,
      confidence: wishes.confidence,
      random: ask.random,
    });
    const end = ends[0]?.end ?? null;
    const complete = (period: string) => (end === null ? null : isComplete(period, wishes.grain, end));
    const isOpen = (period: string) => complete(period) === false;
    const { confidence } = wishes;
    const trend = weights ? trendOf(periods, { kind, touchpoints, weights, confidence, isOpen }) : [];
    return {
      rows,
      summary: {
        index,
        low: interval?.low ?? null,
        high: interval?.high ?? null,
        covered_weight: covered,
        consistency_ratio: scheme.consistencyRatio,
        n: countOf(rated),
        effective_n: effectiveOf(rated),
        respondents: found.people,
        missing: rows.reduce((sum, { missing }) => sum + missing, 0),
        excluded: rows.reduce((sum, { excluded }) => sum + excluded, 0),
        weights: wishes.weights,
        basket: wishes.basket,
        kind,
        interval: interval?.method ?? null,
        resamples: interval?.method === 'bootstrap' ? interval.resamples : null,
        trend: trend.map((point) => ({ ...point, complete: complete(point.period) })),
      },
      more: {
        why,
        unnamed: countOf(found.placed.filter((cell) => cell.kind === kind && cell.touchpoint === null)),
        sampled: found.sampled,
        reading: {
          excluded: found.excluded.filter((cell) => cell.kind === kind),
          scales: scalesOf(rated),
          inferred: found.inferred,
          placed: rated.slice(0, 1),
        },
      },
    };
  },

  charts: ({ rows, summary }, { locale }) => indexCharts(rows, summary, locale),

  remarks: ({ rows, summary, more }) => indexRemarks(rows, summary, more),

  example: {
    given: {
      responses: ratingsOfTwo,
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

function groupedBy(ask: Ask<typeof indexParams>, by: string) {
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

/** Refuses a group that there is not, whether the weights ask for it or not. */
function refuseGroup(ask: Ask<typeof indexParams>, by: string): void {
  try {
    grouped(groupedBy(ask, by), 'responses');
  } catch (cause) {
    if (!(cause instanceof WorkbenchError)) throw cause;
    throw refused('dispersion_by', by, allowedOf(cause));
  }
}

/** Refuses what cannot be comparisons, whether they are asked for or not. */
function refuseMatrix(matrix: unknown): void {
  if (matrix !== null && typeof matrix !== 'object')
    throw refused('matrix', matrix, {
      en: 'a list of lists of comparisons, or touchpoint → touchpoint → times as important',
      zh: '两两比较的二维列表，或 触点 → 触点 → 重要倍数',
    });
}
