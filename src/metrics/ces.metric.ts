import { dots } from '../charts/dots';
import { countCes, mostUsed, scalesOf } from './ces-count';
import { cesRemarks } from './ces-remarks';
import { fewAnswers, fewColumns } from './few-answers';
import { groupBy } from './group-by';
import { completeness, endColumns, groupingParams, groupOf, periodEnd } from './grouping';
import { flaggedParams } from './flagged-params';
import { defineMetric } from './metric';
import { completeHeading, intervalHeadings } from './row-headings';
import { scaleName } from './scale-remarks';
import { repeatColumns, repeatedAnswers, repeatsOf } from './repeats';
import { cellColumns, firstKind, scoreCells } from './score-cells';

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
  answers: ['ces'],
  weighted: true,
  params: {
    ...groupingParams,
    ...flaggedParams,
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
  tables: { cells: cellColumns, few: fewColumns, repeats: repeatColumns, ends: endColumns },
  headings: {
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' } },
    n: { label: { en: 'Answers', zh: '有效回答' }, format: 'count' },
    missing: { label: { en: 'Blank', zh: '缺失' }, format: 'count' },
    excluded: { label: { en: 'Excluded', zh: '剔除' }, format: 'count' },
    effective_n: { label: { en: 'Effective n', zh: '有效样本量' }, format: 'count' },
    interval_n: { label: { en: 'n of the interval', zh: '区间所依样本量' }, format: 'count' },
    mean: { label: { en: 'CES (mean)', zh: 'CES 均值' } },
    ...intervalHeadings(),
    sd: { label: { en: 'Standard deviation', zh: '标准差' } },
    easy: { label: { en: 'Easy', zh: '轻松占比' }, format: 'percent' },
    easy_low: { label: { en: 'Easy, low', zh: '轻松占比下限' }, format: 'percent' },
    easy_high: { label: { en: 'Easy, high', zh: '轻松占比上限' }, format: 'percent' },
    ...completeHeading,
  },
  headline: { value: 'easy', format: 'percent', better: 'more', scale: [0, 1] },

  query: (ask) => ({
    cells: scoreCells(ask, ['ces']),
    few: ask.reads('low', 'high') ? fewAnswers(ask, ['ces']) : null,
    repeats: ask.reads('interval_n', 'low', 'high', 'easy_low', 'easy_high') ? repeatedAnswers(ask, ['ces']) : null,
    ends: periodEnd(ask, 'responses'),
  }),

  compute({ cells, few, repeats, ends }, ask) {
    const by = groupOf(ask, 'responses');
    const { kind, cells: asked } = firstKind(cells, ['ces']);
    if (!asked.length) return null;
    const { version, confidence } = ask.params;
    const scaleOf = scalesOf(asked, version);
    const scale = mostUsed(asked, scaleOf);
    const counting = { version, confidence, scale, scaleOf, random: ask.random };
    const complete = completeness(ask, ends);
    const again = repeatsOf(repeats, kind);
    const people = few.filter((cell) => cell.kind === kind);
    const peopleOf = groupBy(people, ({ grp }) => grp);
    const groups = [...groupBy(asked, ({ grp }) => grp)].filter(([grp]) => by !== 'touchpoint' || grp !== null);
    const scales = asked.map(scaleOf).filter(({ max }) => max !== scale.max);
    return {
      rows: groups.map(([grp, own]) => ({
        touchpoint: grp,
        ...complete(grp),
        ...countCes(own, peopleOf.get(grp) ?? [], again.group(grp), counting),
      })),
      summary: {
        by,
        ...countCes(asked, people, again.whole, counting),
        version,
        scale: scaleName(scale),
        better: version === '2010' ? 'less' : 'more',
      },
      more: { kind, others: [...new Set(scales.map(scaleName))] },
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

  remarks: ({ rows, summary, more }) => cesRemarks(rows, summary, more),

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
        { touchpoint: 'a', n: 4, mean: 5, easy: 0.5, sd: 1.8257418584 },
        { touchpoint: 'b', n: 1, missing: 1, excluded: 1, mean: 2, low: null, high: null, easy: 0 },
      ],
      summary: { n: 5, mean: 4.4, easy: 0.4, version: '2.0', scale: '1–7', missing: 1, excluded: 1 },
    },
  },
});
