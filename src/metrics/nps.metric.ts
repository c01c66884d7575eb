import { diverging } from '../charts/diverging';
import { dots } from '../charts/dots';
import { standingOut } from './contrasts';
import { groupBy } from './group-by';
import { completeness, endColumns, groupingParams, groupOf, periodEnd } from './grouping';
import { lowBase } from './low-base';
import { flaggedParams } from './flagged-params';
import { defineMetric } from './metric';
import { countNps, isForeign, npsVariance, ofOneType } from './nps-count';
import { npsCautions, npsChange } from './nps-remarks';
import { repeatsRemark } from './repeats-remark';
import { repeatColumns, repeatedAnswers, repeatsOf, type Repeat } from './repeats';
import { completeHeading, intervalHeadings } from './row-headings';
import { cellColumns, firstKind, scoreCells, type ScoreCell } from './score-cells';

export default defineMetric({
  id: 'nps',
  title: { en: 'Net Promoter Score (NPS)', zh: '净推荐值（NPS）' },
  question: { en: 'How many more would recommend us than advise against us?', zh: '推荐者比贬损者多多少？' },
  formula: {
    en: 'NPS = 100 × (promoters 9–10 − detractors 0–6) ÷ valid answers, −100 to 100, more is better',
    zh: 'NPS = 100 ×（推荐者 9–10 − 贬损者 0–6）÷ 有效回答数，取值 −100 至 100，越高越好',
  },
  counted: {
    en: 'Whole answers from 0 to 10 of kind nps, of one survey type (transactional where there are both). Blank ones are missing; others are excluded; both are counted beside it.',
    zh: '类型为 nps、0–10 的整数回答，仅限同一调查类型（两者都有时取触点即时调查）。空白计为缺失，其余计为剔除，均另列。',
  },
  source: [
    { cite: 'Rocks (2016), Interval Estimation for the Net Promoter Score', url: 'https://arxiv.org/abs/1601.07235' },
    { cite: 'MeasuringU, adjusted Wald interval', url: 'https://measuringu.com/nps-three-confidence-intervals' },
    { cite: 'Reichheld (2003), The One Number You Need to Grow' },
  ],
  needs: ['responses.score'],
  answers: ['nps'],
  weighted: true,
  params: {
    ...groupingParams,
    ...flaggedParams,
    interval: {
      kind: 'choice',
      default: 'adjusted',
      label: { en: 'Interval', zh: '区间算法' },
      of: {
        adjusted: { en: 'adjusted Wald (good for small samples)', zh: '校正 Wald（适合小样本）' },
        wald: { en: 'Wald', zh: 'Wald' },
        bootstrap: { en: 'bootstrap', zh: '自助法' },
      },
    },
    survey_type: {
      kind: 'choice',
      default: 'auto',
      label: { en: 'Survey type', zh: '调查类型' },
      hint: {
        en: 'Answers after a contact and answers on the relation as a whole are never pooled',
        zh: '触点即时调查与关系调查的回答从不合并',
      },
      of: {
        auto: { en: 'transactional, else relational', zh: '触点即时优先，否则关系调查' },
        transactional: { en: 'transactional', zh: '触点即时调查' },
        relational: { en: 'relational', zh: '关系调查' },
      },
    },
  },
  tables: { cells: cellColumns, repeats: repeatColumns, ends: endColumns },
  headings: {
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' } },
    n: { label: { en: 'Answers', zh: '有效回答' }, format: 'count' },
    missing: { label: { en: 'Blank', zh: '缺失' }, format: 'count' },
    excluded: { label: { en: 'Off scale', zh: '剔除' }, format: 'count' },
    effective_n: { label: { en: 'Effective n', zh: '有效样本量' }, format: 'count' },
    interval_n: { label: { en: 'n of the interval', zh: '区间所依样本量' }, format: 'count' },
    promoters: { label: { en: 'Promoters', zh: '推荐者' }, format: 'count' },
    passives: { label: { en: 'Passives', zh: '中立者' }, format: 'count' },
    detractors: { label: { en: 'Detractors', zh: '贬损者' }, format: 'count' },
    nps: { label: { en: 'NPS', zh: 'NPS' }, format: 'points' },
    ...intervalHeadings('points'),
    ...completeHeading,
  },
  headline: { value: 'nps', format: 'points', better: 'more', scale: [-100, 100] },

  query: (ask) => ({
    cells: scoreCells(ask, ['nps']),
    repeats: ask.reads('interval_n', 'low', 'high') ? repeatedAnswers(ask, ['nps'], true) : null,
    ends: periodEnd(ask, 'responses'),
  }),

  compute({ cells, repeats, ends }, ask) {
    const by = groupOf(ask, 'responses');
    const { kind, cells: asked } = firstKind(cells, ['nps']);
    if (!asked.length) return null;
    const { type, own, other } = ofOneType(asked, ask.params.survey_type);
    if (!own.length) return null;
    const counting = { ...ask.params, random: ask.random };
    const complete = completeness(ask, ends);
    const groups = [...groupBy(own, ({ grp }) => grp)].filter(([grp]) => by !== 'touchpoint' || grp !== null);
    const foreign = isForeign(own);
    const count = (of: readonly ScoreCell[], again: readonly Repeat[]) => countNps(of, again, counting, foreign);
    const again = (of: string) =>
      repeatsOf(
        repeats.filter(({ relational }) => relational === (of === 'relational')),
        kind,
      );
    const { nps, low, high, n } = count(other, again(type === 'relational' ? 'transactional' : 'relational').whole);
    const { whole, group: repeated } = again(type);
    return {
      rows: groups.map(([grp, group]) => ({ touchpoint: grp, ...complete(grp), ...count(group, repeated(grp)) })),
      summary: {
        by,
        ...count(own, whole),
        interval: ask.params.interval,
        survey_type: asked.some(({ survey_type: said }) => said !== null) ? type : null,
        other_survey_type: other.length ? { n, nps, low, high } : null,
      },
      more: {
        kind,
        foreign,
        variances: groups.map(([grp, group]) => [grp, npsVariance(group)] as const),
        from1: own.some(({ scale_min: min }) => min === 1),
        zero: own.some(({ score }) => score === 0),
      },
    };
  },

  charts({ rows }, { locale, params }) {
    const title = { en: 'NPS', zh: '净推荐值 NPS' };
    return [
      diverging(
        rows,
        {
          group: 'touchpoint',
          title: { en: 'Detractors, passives, promoters', zh: '贬损者、中立者、推荐者' },
          negative: [{ field: 'detractors', label: { en: 'detractors 0–6', zh: '贬损者 0–6' } }],
          neutral: { field: 'passives', label: { en: 'passives 7–8', zh: '中立者 7–8' } },
          positive: [{ field: 'promoters', label: { en: 'promoters 9–10', zh: '推荐者 9–10' } }],
          value: 'nps',
          format: 'points',
        },
        locale,
      ),
      ...(params.by === 'none'
        ? []
        : [dots(rows, { group: 'touchpoint', value: 'nps', format: 'points', title }, locale)]),
    ];
  },

  remarks({ rows, summary, more }) {
    const named = rows.flatMap((row) =>
      row.touchpoint === null || row.nps === null ? [] : [{ ...row, name: row.touchpoint, nps: row.nps }],
    );
    const variances = new Map(more?.variances);
    return [
      ...standingOut(
        named.map(({ name, nps, interval_n: n }) => ({ name, n, mean: nps, variance: variances.get(name) ?? 0 })),
        { what: { en: 'NPS', zh: 'NPS' }, format: 'points', better: 'more' },
      ),
      ...(summary.by === 'period' ? npsChange(named) : []),
      ...lowBase(summary.by === 'none' ? [{ ...summary, name: null }] : named, 10),
      ...repeatsRemark(summary),
      ...npsCautions(summary, more),
    ];
  },

  example: {
    given: {
      responses: [
        ...[10, 9, 8, 3].map((score, at) => ({ response_id: `a${String(at)}`, touchpoint: 'a', kind: 'nps', score })),
        { response_id: 'b0', touchpoint: 'b', kind: 'nps', score: 11 },
        { response_id: 'b1', touchpoint: 'b', kind: 'nps', score: 6 },
        { response_id: 'b2', touchpoint: 'b', kind: 'nps', score: null },
      ],
    },
    gives: {
      rows: [
        {
          touchpoint: 'a',
          n: 4,
          promoters: 2,
          passives: 1,
          detractors: 1,
          nps: 25,
          low: -44.1597685299,
          high: 72.7311971013,
        },
        { touchpoint: 'b', n: 1, missing: 1, excluded: 1, promoters: 0, passives: 0, detractors: 1, nps: -100 },
      ],
      summary: { n: 5, nps: 0, missing: 1, excluded: 1 },
    },
  },
});
