import { dots } from '../charts/dots';
import type { Remark } from '../i18n/text';
import { wilson } from '../stats/wilson';
import { zOf } from '../stats/z-of';
import { standingOut } from './contrasts';
import { groupBy } from './group-by';
import { completeness, dataEnd, endColumns, groupingParams, groupOf } from './grouping';
import { lowBase } from './low-base';
import { defineMetric } from './metric';
import { boundedMeanInterval, moments } from './moments';
import type { Scale } from './scale';
import { countOf, scaleName } from './scale-remarks';
import { cellColumns, firstKind, scoreCells, type ScoreCell } from './score-cells';

type Version = '2.0' | '2010';

export default defineMetric({
  id: 'ces',
  title: { en: 'Customer Effort Score (CES)', zh: '客户费力度（CES）' },
  question: { en: 'How easy is it for customers to get done what they came for?', zh: '客户办成一件事有多容易？' },
  formula: {
    en: 'CES 2.0: mean agreement that it was easy, 1 to 7 (or 1 to 5), more is better. CES 2010: mean effort, 1 to 5, less is better. Easy = share of 5–7 of 7 (4–5 of 5); of effort, 1–2 of 5.',
    zh: 'CES 2.0：对“很容易”的同意程度均值，1–7（或 1–5），越高越好。2010 版：费力程度均值，1–5，越低越好。轻松占比 = 7 分制 5–7（5 分制 4–5）；2010 版为 1–2。',
  },
  counted: {
    en: 'Answers of kind ces on one scale, the one most used. Blank ones are missing; others are excluded; five and seven points are never averaged.',
    zh: '类型为 ces、使用最多的那个量表上的回答。空白计为缺失，其余计为剔除；五分制与七分制从不混合平均。',
  },
  source: [
    { cite: 'Dixon, Freeman & Toman (2010), Stop Trying to Delight Your Customers (the version of 2010)' },
    { cite: 'Nicereply, CustomerGauge: CES 2.0 on seven points' },
  ],
  needs: ['responses.score'],
  params: {
    ...groupingParams,
    version: {
      kind: 'choice',
      default: '2.0',
      label: { en: 'Version', zh: '版本' },
      hint: { en: 'Which way is better depends on it', zh: '它决定数值越高越好还是越低越好' },
      of: {
        '2.0': { en: '2.0: "made it easy", more is better', zh: '2.0：“很容易”，越高越好' },
        '2010': { en: '2010: effort, less is better', zh: '2010 版：费力程度，越低越好' },
      },
    },
  },
  tables: { cells: cellColumns, ends: endColumns },
  headings: {
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' } },
    n: { label: { en: 'Answers', zh: '有效回答' }, format: 'count' },
    missing: { label: { en: 'Blank', zh: '缺失' }, format: 'count' },
    excluded: { label: { en: 'Excluded', zh: '剔除' }, format: 'count' },
    effective_n: { label: { en: 'Effective n', zh: '有效样本量' }, format: 'count' },
    mean: { label: { en: 'CES (mean)', zh: 'CES 均值' } },
    low: { label: { en: 'low', zh: '下限' } },
    high: { label: { en: 'high', zh: '上限' } },
    easy: { label: { en: 'Easy', zh: '轻松占比' }, format: 'percent' },
    easy_low: { label: { en: 'Easy, low', zh: '轻松占比下限' }, format: 'percent' },
    easy_high: { label: { en: 'Easy, high', zh: '轻松占比上限' }, format: 'percent' },
    complete: { label: { en: 'Period over', zh: '周期已结束' } },
  },
  headline: { value: 'easy', format: 'percent', better: 'more', scale: [0, 1] },

  query: (ask) => ({ cells: scoreCells(ask, ['ces']), ends: dataEnd('responses') }),

  compute({ cells, ends }, ask) {
    const by = groupOf(ask, 'responses');
    const { kind, cells: asked } = firstKind(cells, ['ces']);
    if (!asked.length) return null;
    const { version, confidence } = ask.params;
    const scaleOf = scalesOf(asked, version);
    const scale = mostUsed(asked, scaleOf);
    const complete = completeness(ask, ends);
    const count = (of: readonly ScoreCell[]) => counted(of, { version, confidence, scale, scaleOf });
    const groups = [...groupBy(asked, ({ grp }) => grp)].filter(([grp]) => by !== 'touchpoint' || grp !== null);
    const others = [
      ...new Set(
        asked
          .map(scaleOf)
          .filter((other) => other.max !== scale.max)
          .map(scaleName),
      ),
    ];
    return {
      rows: groups.map(([grp, own]) => ({ touchpoint: grp, ...complete(grp), ...count(own) })),
      summary: { by, ...count(asked), version, scale: scaleName(scale), better: version === '2010' ? 'less' : 'more' },
      more: {
        kind,
        others,
        spread: groups.map(([grp, own]) => ({ grp, variance: valuesOf(own, { version, scale, scaleOf }).spread })),
      },
    };
  },

  charts: ({ rows }, { locale }) => [
    dots(
      rows,
      { group: 'touchpoint', value: 'mean', format: 'number', title: { en: 'Mean CES', zh: 'CES 均值' } },
      locale,
    ),
    dots(
      rows.map(({ touchpoint, n, easy, easy_low: low, easy_high: high }) => ({ touchpoint, n, easy, low, high })),
      {
        group: 'touchpoint',
        value: 'easy',
        format: 'percent',
        title: { en: 'Share that found it easy', zh: '轻松占比' },
      },
      locale,
    ),
  ],

  remarks({ rows, summary, more }) {
    const standings = rows.flatMap(({ touchpoint, effective_n: n, mean }) => {
      const variance = more?.spread.find(({ grp }) => grp === touchpoint)?.variance ?? null;
      return touchpoint === null || mean === null || variance === null ? [] : [{ name: touchpoint, n, mean, variance }];
    });
    const named = rows.flatMap((row) =>
      row.touchpoint === null ? [] : [{ name: row.touchpoint, n: row.n, low: row.easy_low, high: row.easy_high }],
    );
    return [
      ...standingOut(standings, {
        what: { en: 'mean CES', zh: 'CES 均值' },
        format: 'number',
        better: summary.version === '2010' ? 'less' : 'more',
      }),
      ...lowBase(
        summary.by === 'none' ? [{ name: '–', n: summary.n, low: summary.easy_low, high: summary.easy_high }] : named,
        0.1,
      ),
      ...readings(summary, more),
    ];
  },

  example: {
    given: {
      responses: [
        ...[7, 6, 4, 3].map((score, at) => ({ response_id: `a${String(at)}`, touchpoint: 'a', kind: 'ces', score })),
        { response_id: 'b0', touchpoint: 'b', kind: 'ces', score: 9 },
        { response_id: 'b1', touchpoint: 'b', kind: 'ces', score: 2 },
        { response_id: 'b2', touchpoint: 'b', kind: 'ces', score: null },
      ],
    },
    gives: {
      rows: [
        { touchpoint: 'a', n: 4, mean: 5, low: 2.0948372842, high: 7, easy: 0.5 },
        { touchpoint: 'b', n: 1, missing: 1, excluded: 1, mean: 2, low: null, high: null, easy: 0 },
      ],
      summary: { n: 5, mean: 4.4, easy: 0.4, version: '2.0', scale: '1–7', missing: 1, excluded: 1 },
    },
  },
});

type ScaleOf = (cell: ScoreCell) => Scale;

interface Counting {
  readonly version: Version;
  readonly confidence: number;
  readonly scale: Scale;
  readonly scaleOf: ScaleOf;
}

/** Seven points, unless the rows say otherwise or 30 answers to a question go no higher than 5; the version of 2010 has five. */
function scalesOf(cells: readonly ScoreCell[], version: Version): ScaleOf {
  const question = ({ survey, item }: ScoreCell) => JSON.stringify([survey, item]);
  const short = new Set(
    [
      ...groupBy(
        cells.filter(({ score }) => score !== null),
        question,
      ),
    ]
      .filter(([, own]) => countOf(own) >= 30 && own.every(({ score }) => (score ?? 0) <= 5))
      .map(([name]) => name),
  );
  return (cell) => {
    if (cell.scale_min !== null && cell.scale_max !== null && cell.scale_max > cell.scale_min)
      return { min: cell.scale_min, max: cell.scale_max };
    return version === '2010' || short.has(question(cell)) ? { min: 1, max: 5 } : { min: 1, max: 7 };
  };
}

function mostUsed(cells: readonly ScoreCell[], scaleOf: ScaleOf): Scale {
  const uses = [
    ...groupBy(
      cells.filter(({ score }) => score !== null),
      (cell) => scaleName(scaleOf(cell)),
    ).values(),
  ];
  const widest = uses.sort((a, b) => countOf(b) - countOf(a))[0]?.[0];
  return widest ? scaleOf(widest) : { min: 1, max: 7 };
}

function valuesOf(cells: readonly ScoreCell[], { scale, scaleOf, version }: Omit<Counting, 'confidence'>) {
  const values = cells.flatMap((cell) => {
    const own = scaleOf(cell);
    const { score } = cell;
    if (score === null || scaleName(own) !== scaleName(scale) || score < own.min || score > own.max) return [];
    return [{ ...cell, value: cell.reversed ? own.min + own.max - score : score }];
  });
  const isEasy = (value: number): boolean =>
    version === '2010' ? value <= scale.min + 0.3 * (scale.max - scale.min) : value > (scale.min + scale.max) / 2;
  return { values, easy: values.filter(({ value }) => isEasy(value)), spread: moments(values)?.variance ?? null };
}

function counted(cells: readonly ScoreCell[], counting: Counting) {
  const { values, easy } = valuesOf(cells, counting);
  const found = moments(values);
  const mean = boundedMeanInterval(found, counting.confidence, counting.scale);
  const weight = (of: typeof values) => of.reduce((total, { w }) => total + w, 0);
  const share = found ? weight(easy) / weight(values) : null;
  const interval =
    found && share !== null ? wilson(share * found.effectiveN, found.effectiveN, zOf(counting.confidence)) : null;
  const missing = countOf(cells.filter(({ score }) => score === null));
  return {
    n: countOf(values),
    missing,
    excluded: countOf(cells) - missing - countOf(values),
    effective_n: found?.effectiveN ?? 0,
    mean: found?.mean ?? null,
    low: mean?.low ?? null,
    high: mean?.high ?? null,
    easy: share,
    easy_low: interval?.low ?? null,
    easy_high: interval?.high ?? null,
  };
}

interface Summary {
  readonly excluded: number;
  readonly scale: string;
  readonly version: Version;
}

function readings(
  { excluded, scale, version }: Summary,
  more: { readonly kind: string | null; readonly others: readonly string[] } | undefined,
): readonly Remark[] {
  const side =
    version === '2010'
      ? { en: '1 is very low effort: less is better', zh: '1 为非常省力：越低越好' }
      : { en: 'the top means very easy: more is better', zh: '最高分为非常容易：越高越好' };
  const remarks: Remark[] = [
    {
      level: 'note',
      say: { en: 'Read as CES {version} on {scale}; {side}', zh: '按 CES {version}、量表 {scale} 解读；{side}' },
      with: { version, scale, side },
    },
  ];
  if (excluded)
    remarks.push({
      level: 'caution',
      say: {
        en: '{excluded:count} answers are not on {scale} and left out{others}',
        zh: '{excluded:count} 份回答不在量表 {scale} 上，未计入{others}',
      },
      with: {
        excluded,
        scale,
        others: more?.others.length
          ? {
              en: `; ${more.others.join(', ')} is never averaged with it`,
              zh: `；${more.others.join('、')} 从不与其混合平均`,
            }
          : '',
      },
    });
  if (more && more.kind === null)
    remarks.push({
      level: 'note',
      say: {
        en: 'The data does not say that this is the effort question (responses.kind)',
        zh: '数据未说明这是费力度题（responses.kind）',
      },
    });
  return remarks;
}
