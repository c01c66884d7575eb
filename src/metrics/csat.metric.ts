import { dots } from '../charts/dots';
import { wilson } from '../stats/wilson';
import { zOf } from '../stats/z-of';
import { standingOut } from './contrasts';
import { groupBy } from './group-by';
import { completeness, dataEnd, endColumns, groupingParams, groupOf } from './grouping';
import { lowBase } from './low-base';
import { defineMetric } from './metric';
import { boundedMeanInterval, moments } from './moments';
import { rescaled, usualCut } from './scale';
import { cellColumns, firstKind, scoreCells, sortCells, type PlacedCell, type Sorted } from './score-cells';
import { countOf, scaleName, scaleRemarks } from './scale-remarks';

const kinds = ['csat', 'overall'] as const;

export default defineMetric({
  id: 'csat',
  title: { en: 'Customer satisfaction (CSAT)', zh: '客户满意度（CSAT）' },
  question: {
    en: 'What share of the answers is satisfied, and how high is the mean score?',
    zh: '满意的回答占多少？平均得分多高？',
  },
  formula: {
    en: 'CSAT 满意率 = answers at or above the cut ÷ valid answers (more is better); score 满意度 = 100 × (mean − lowest) ÷ (highest − lowest), or 100 × mean ÷ highest',
    zh: '满意率 = 达到满意线的回答数 ÷ 有效回答数（越高越好）；满意度得分 = 100 ×（均值 − 最低分）÷（最高分 − 最低分），或 100 × 均值 ÷ 最高分',
  },
  counted: {
    en: 'Valid answers of kind csat (overall, if there are none), each once. Blank ones are missing; values off the scale are excluded; both are counted beside it.',
    zh: '类型为 csat 的有效回答（没有时用 overall），各计一次。空白计为缺失，超出量表的计为剔除，两者均另列。',
  },
  source: [
    { cite: 'Wilson (1927), Probable inference', url: 'https://doi.org/10.2307/2276774' },
    { cite: 'Formbricks, rating question: top boxes by scale', url: 'https://github.com/formbricks/formbricks' },
    { cite: 'GB/T 19039-2009 顾客满意测评通则' },
  ],
  needs: ['responses.score'],
  params: {
    ...groupingParams,
    cut: {
      kind: 'number',
      default: null,
      min: -100,
      max: 100,
      label: { en: 'Satisfied from', zh: '满意线' },
      hint: {
        en: 'The lowest answer that counts as satisfied; empty: by the scale (4 of 5, 6 of 7, 8 of 1–10, 9 of 0–10, 80 of 100). Does 基本满意 / "rather satisfied" count?',
        zh: '计为满意的最低分；留空则按量表（5 分制 4，7 分制 6，1–10 为 8，0–10 为 9，百分制 80）。“基本满意/一般”是否计入，请自行确定',
      },
    },
    rescale: {
      kind: 'choice',
      default: 'minmax',
      label: { en: 'Score from 0 to 100', zh: '百分制换算' },
      hint: { en: '4.2 of 5 is 80 by the first and 84 by the second', zh: '5 分制的 4.2 分，前者为 80，后者为 84' },
      of: {
        minmax: { en: 'distance from the lowest answer', zh: '极差法（距最低分）' },
        'share-of-maximum': { en: 'share of the highest answer', zh: '占满分比例' },
      },
    },
  },
  tables: { cells: cellColumns, ends: endColumns },
  headings: {
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' } },
    n: { label: { en: 'Answers', zh: '有效回答' }, format: 'count' },
    missing: { label: { en: 'Blank', zh: '缺失' }, format: 'count' },
    excluded: { label: { en: 'Off scale', zh: '超出量表' }, format: 'count' },
    effective_n: { label: { en: 'Effective n', zh: '有效样本量' }, format: 'count' },
    satisfied: { label: { en: 'Satisfied', zh: '满意数' }, format: 'count' },
    csat: { label: { en: 'CSAT', zh: '满意率' }, format: 'percent' },
    low: { label: { en: 'CSAT, low', zh: '满意率下限' }, format: 'percent' },
    high: { label: { en: 'CSAT, high', zh: '满意率上限' }, format: 'percent' },
    mean: { label: { en: 'Mean', zh: '均值' } },
    mean_low: { label: { en: 'Mean, low', zh: '均值下限' } },
    mean_high: { label: { en: 'Mean, high', zh: '均值上限' } },
    score: { label: { en: 'Score (0–100)', zh: '满意度得分（百分制）' } },
    complete: { label: { en: 'Period over', zh: '周期已结束' } },
  },
  headline: { value: 'csat', format: 'percent', better: 'more', scale: [0, 1] },

  query: (ask) => ({ cells: scoreCells(ask, kinds), ends: dataEnd('responses') }),

  compute({ cells, ends }, ask) {
    const by = groupOf(ask, 'responses');
    const { kind, cells: asked } = firstKind(cells, kinds);
    const sorted = sortCells(asked);
    const { placed, scales } = sorted;
    if (!asked.length) return null;
    const counting = { ...ask.params, mixed: scales.length > 1 };
    const complete = completeness(ask, ends);
    const names = [...new Set(asked.map(({ grp }) => grp))].filter((grp) => by !== 'touchpoint' || grp !== null);
    const parts = partsOf(sorted);
    const rows = names.map((grp) => ({ touchpoint: grp, ...complete(grp), ...count(parts(grp), counting) }));
    const whole = count(sorted, counting);
    const [scale] = scales;
    return {
      rows,
      summary: {
        by,
        ...whole,
        kind,
        scale: scales.length ? scales.map(scaleName).join(' / ') : null,
        cut: ask.params.cut ?? (scale && scales.length === 1 ? usualCut(scale) : null),
      },
      more: {
        lower:
          scale && scales.length === 1
            ? count(sorted, { ...counting, cut: (ask.params.cut ?? usualCut(scale)) - 1 }).csat
            : null,
        reading: {
          excluded: sorted.excluded,
          scales,
          inferred: sorted.inferred,
          placed: placed.filter(({ reversed }) => reversed).concat(placed.slice(0, 1)),
        },
      },
    };
  },

  charts: ({ rows }, { locale }) => [
    dots(
      rows,
      {
        group: 'touchpoint',
        value: 'csat',
        format: 'percent',
        title: { en: 'Share of satisfied answers', zh: '满意率' },
      },
      locale,
    ),
    dots(
      rows.map(({ touchpoint, n, mean, mean_low: low, mean_high: high }) => ({ touchpoint, n, mean, low, high })),
      { group: 'touchpoint', value: 'mean', format: 'number', title: { en: 'Mean score', zh: '平均得分' } },
      locale,
    ),
  ],

  remarks({ rows, summary, more }, ask) {
    const named = rows.flatMap((row) =>
      row.touchpoint === null || row.csat === null ? [] : [{ ...row, name: row.touchpoint, csat: row.csat }],
    );
    const lower = more?.lower ?? null;
    return [
      ...standingOut(
        named.map(({ name, effective_n: n, csat }) => ({ name, n, mean: csat, variance: csat * (1 - csat) })),
        { what: { en: 'CSAT', zh: '满意率' }, format: 'percent', better: 'more' },
      ),
      ...lowBase(summary.by === 'none' ? [{ ...summary, name: '–' }] : named, 0.1),
      ...(more ? scaleRemarks(more.reading, summary.kind) : []),
      ...(summary.cut === null || lower === null
        ? []
        : [
            {
              level: 'note' as const,
              say: {
                en: 'Satisfied means {cut} or more on {scale}; if {below} counted too, CSAT would be {lower:percent} instead of {csat:percent}',
                zh: '量表 {scale} 上 {cut} 分及以上计为满意；若 {below} 分也计入，满意率为 {lower:percent}，而不是 {csat:percent}',
              },
              with: {
                cut: summary.cut,
                scale: summary.scale ?? '–',
                below: summary.cut - 1,
                lower,
                csat: summary.csat,
              },
            },
          ]),
      {
        level: 'note',
        say: {
          en: 'CSAT is a share, the score is the rescaled mean ({how}): two numbers with two names',
          zh: '满意率是占比，满意度得分是换算后的均值（{how}）：两个数，两个名称',
        },
        with: {
          how:
            ask.params.rescale === 'minmax'
              ? { en: '4.2 of 5 becomes 80', zh: '5 分制 4.2 分换算为 80' }
              : { en: '4.2 of 5 becomes 84', zh: '5 分制 4.2 分换算为 84' },
        },
      },
    ];
  },

  example: {
    given: {
      responses: [
        ...[5, 5, 4, 2].map((score, at) => ({ response_id: `a${String(at)}`, touchpoint: 'a', kind: 'csat', score })),
        { response_id: 'b0', touchpoint: 'b', kind: 'csat', score: 3 },
        { response_id: 'b1', touchpoint: 'b', kind: 'csat', score: 0 },
        { response_id: 'b2', touchpoint: 'b', kind: 'csat', score: null },
        { response_id: 'c0', touchpoint: 'b', kind: 'overall', score: 1 },
      ],
    },
    gives: {
      rows: [
        {
          touchpoint: 'a',
          n: 4,
          missing: 0,
          excluded: 0,
          satisfied: 3,
          csat: 0.75,
          low: 0.3006418423,
          high: 0.9544127392,
          mean: 4,
          score: 75,
        },
        {
          touchpoint: 'b',
          n: 1,
          missing: 1,
          excluded: 1,
          satisfied: 0,
          csat: 0,
          low: 0,
          high: 0.7934506856,
          mean: 3,
          mean_low: null,
          score: 50,
        },
      ],
      summary: { n: 5, missing: 1, excluded: 1, csat: 0.6, mean: 3.8, score: 70, kind: 'csat', scale: '1–5', cut: 4 },
    },
  },
});

interface Counting {
  readonly cut: number | null;
  readonly rescale: 'minmax' | 'share-of-maximum';
  readonly confidence: number;
  /** Whether several scales are met, so that raw scores have no common mean. */
  readonly mixed: boolean;
}

type Parts = Pick<Sorted, 'placed' | 'excluded' | 'missing'>;

function partsOf({ placed, excluded, missing }: Sorted): (grp: string | null) => Parts {
  const by = <C extends { readonly grp: string | null }>(cells: readonly C[]) => groupBy(cells, ({ grp }) => grp);
  const [good, off, blank] = [by(placed), by(excluded), by(missing)];
  return (grp) => ({ placed: good.get(grp) ?? [], excluded: off.get(grp) ?? [], missing: blank.get(grp) ?? [] });
}

function count({ placed, excluded, missing }: Parts, { cut, rescale, confidence, mixed }: Counting) {
  const good = placed.filter(({ score, scale }) => score >= (cut ?? usualCut(scale)));
  const raw = moments(placed.map((cell) => ({ ...cell, value: cell.score })));
  const share = raw ? weightOf(good) / weightOf(placed) : null;
  const interval = raw && share !== null ? wilson(share * raw.effectiveN, raw.effectiveN, zOf(confidence)) : null;
  const scale = placed[0]?.scale;
  const mean = scale ? boundedMeanInterval(raw, confidence, scale) : null;
  return {
    n: countOf(placed),
    missing: countOf(missing),
    excluded: countOf(excluded),
    effective_n: raw?.effectiveN ?? 0,
    satisfied: countOf(good),
    csat: share,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    mean: mixed ? null : (raw?.mean ?? null),
    mean_low: mixed ? null : (mean?.low ?? null),
    mean_high: mixed ? null : (mean?.high ?? null),
    score: scoreMoments(placed, rescale)?.mean ?? null,
  };
}

function scoreMoments(placed: readonly PlacedCell[], how: 'minmax' | 'share-of-maximum') {
  return moments(placed.map((cell) => ({ ...cell, value: rescaled(cell.scale, cell.score, how) })));
}

function weightOf(cells: readonly PlacedCell[]): number {
  return cells.reduce((total, { w }) => total + w, 0);
}
