import { sql } from '../engine/sql';
import { wilson } from '../stats/wilson';
import { dots } from '../charts/dots';
import { grouped, groupingParams, groupOf, groupsAndWhole } from './grouping';
import { defineMetric } from './metric';

export default defineMetric({
  id: 'csat',
  title: { en: 'CSAT', zh: '客户满意度 CSAT' },
  question: { en: 'What share of the answers is satisfied?', zh: '满意的回答占多少？' },
  formula: { en: 'answers at or above the cut ÷ valid answers', zh: '达到满意线的回答数 ÷ 有效回答数' },
  counted: { en: 'answers with a score on the scale', zh: '分值在量表内的回答' },
  source: [{ cite: 'Wilson (1927), Probable inference', url: 'https://doi.org/10.2307/2276774' }],
  needs: ['responses.score'],
  params: {
    ...groupingParams,
    cut: { kind: 'number', default: null, min: -100, max: 100, label: { en: 'Satisfied from', zh: '满意线' } },
  },
  tables: {
    scores: { grp: 'text?', whole: 'flag', n: 'number', satisfied: 'number', missing: 'number', mean: 'number?' },
  },
  headings: {},

  query: (ask) => ({
    scores: sql`
      SELECT grp, grouping(grp) = 1 AS whole, count(score) AS n, count(*) FILTER (score >= ${ask.params.cut ?? 4}) AS satisfied,
             count(*) FILTER (score IS NULL) AS missing, avg(score) AS mean
      FROM ${grouped(ask, 'responses')}
      WHERE kind = 'csat'
      GROUP BY GROUPING SETS ((grp), ()) ORDER BY grp`,
  }),

  compute({ scores }, ask) {
    const { groups, whole } = groupsAndWhole(scores, groupOf(ask, 'responses'));
    if (!whole?.n) return null;
    const row = (from: (typeof scores)[number]) => ({
      touchpoint: from.grp,
      n: from.n,
      missing: from.missing,
      satisfied: from.satisfied,
      csat: from.n ? from.satisfied / from.n : null,
      low: wilson(from.satisfied, from.n)?.low ?? null,
      high: wilson(from.satisfied, from.n)?.high ?? null,
    });
    const { touchpoint: _, ...summary } = row(whole);
    return { rows: groups.map(row), summary: { by: groupOf(ask, 'responses'), ...summary } };
  },

  charts: ({ rows }, { locale }) => [
    dots(rows, { group: 'touchpoint', value: 'csat', format: 'percent', title: { en: 'CSAT', zh: '满意度' } }, locale),
  ],
  remarks: () => [],

  example: {
    given: {
      responses: [
        { response_id: '1', touchpoint: 'a', kind: 'csat', score: 5 },
        { response_id: '2', touchpoint: 'a', kind: 'csat', score: 1 },
      ],
    },
    gives: {
      rows: [{ touchpoint: 'a', n: 2, csat: 0.5, low: 0.0945312057, high: 0.9054687943 }],
      summary: { n: 2, csat: 0.5 },
    },
  },
});
