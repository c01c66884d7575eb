import { bars } from '../charts/bars';
import { join, sql, type Sql } from '../engine/sql';
import type { Remark } from '../i18n/text';
import { defineMetric } from './metric';
import { rateOf } from './rate';

export default defineMetric({
  id: 'integration',
  title: { en: 'Channel integration', zh: '渠道融合度' },
  question: {
    en: 'How many of each system’s ids are known elsewhere too, and do those customers stay?',
    zh: '各系统的客户标识有多少能在别处匹配？这些客户是否留存更多？',
  },
  formula: {
    en: 'match rate = ids whose customer another source knows too ÷ ids of the source. Retained = not churned, or seen in the last days of the data. More is better.',
    zh: '匹配率 = 客户在其他来源也存在的标识数 ÷ 该来源标识数。留存 = 未流失，或在数据最后若干天内仍有往来。越高越好。',
  },
  counted: { en: 'distinct ids of each source', zh: '各来源的不同标识' },
  source: [
    {
      cite: 'Own definition: share of matched ids; Wilson (1927) for the interval',
      url: 'https://doi.org/10.2307/2276774',
    },
  ],
  needs: ['identities.source_id'],
  params: {
    active_days: {
      kind: 'number',
      default: 90,
      min: 1,
      max: 3650,
      label: { en: 'Seen in the last days counts as retained', zh: '最近若干天内出现视为留存' },
    },
    confidence: {
      kind: 'number',
      default: 0.95,
      min: 0.5,
      max: 0.999,
      label: { en: 'Confidence of intervals', zh: '区间置信度' },
    },
  },
  tables: {
    counts: {
      source: 'text?',
      whole: 'flag',
      ids: 'number',
      matched: 'number',
      matched_known: 'number',
      matched_kept: 'number',
      alone_known: 'number',
      alone_kept: 'number',
      sources: 'number',
    },
  },
  headings: {
    source: { label: { en: 'Source', zh: '来源' } },
    ids: { label: { en: 'Ids', zh: '标识数' }, format: 'count' },
    matched: { label: { en: 'Matched', zh: '已匹配' }, format: 'count' },
    match_rate: { label: { en: 'Match rate', zh: '匹配率' }, format: 'percent' },
    retained_matched: { label: { en: 'Retained, matched', zh: '匹配者留存' }, format: 'percent' },
    retained_unmatched: { label: { en: 'Retained, unmatched', zh: '未匹配者留存' }, format: 'percent' },
    low: { label: { en: 'Low', zh: '下限' }, format: 'percent' },
    high: { label: { en: 'High', zh: '上限' }, format: 'percent' },
  },
  headline: { value: 'match_rate', format: 'percent', better: 'more', scale: [0, 1], base: 'ids' },

  query(ask) {
    const has = (role: string) => ask.has(role);
    const elsewhere = has('customers.customer_id')
      ? sql`OR (SELECT count(DISTINCT source) FROM identities) <= 1 AND i.customer_id IN (SELECT customer_id FROM customers)`
      : sql``;
    return {
      counts: sql`
        WITH ids AS (SELECT source, source_id, any_value(customer_id) AS customer_id FROM identities WHERE source_id IS NOT NULL GROUP BY source, source_id),
        spread AS (SELECT customer_id, count(DISTINCT source) AS sources FROM ids WHERE customer_id IS NOT NULL GROUP BY customer_id),
        kept AS (${keptBy(has, ask.params.active_days)}),
        judged AS (
          SELECT i.source, coalesce(spread.sources > 1, false) ${elsewhere} AS matched, kept.kept
          FROM ids i LEFT JOIN spread ON spread.customer_id = i.customer_id LEFT JOIN kept ON kept.customer_id = i.customer_id)
        SELECT source, grouping(source) = 1 AS whole, count(*)::DOUBLE AS ids, count(*) FILTER (matched)::DOUBLE AS matched,
               count(kept) FILTER (matched)::DOUBLE AS matched_known, count(*) FILTER (matched AND kept)::DOUBLE AS matched_kept,
               count(kept) FILTER (NOT matched)::DOUBLE AS alone_known, count(*) FILTER (NOT matched AND kept)::DOUBLE AS alone_kept,
               (SELECT count(DISTINCT source) FROM identities)::DOUBLE AS sources
        FROM judged GROUP BY GROUPING SETS ((source), ()) ORDER BY whole, source`,
    };
  },

  compute({ counts }, ask) {
    const whole = counts.find((row) => row.whole);
    if (!whole?.ids) return null;
    const row = (from: (typeof counts)[number]) => {
      const { rate, low, high } = rateOf(from.matched, from.ids, ask.params.confidence);
      return {
        source: from.source,
        ids: from.ids,
        matched: from.matched,
        match_rate: rate,
        retained_matched: from.matched_known > 0 ? from.matched_kept / from.matched_known : null,
        retained_unmatched: from.alone_known > 0 ? from.alone_kept / from.alone_known : null,
        low,
        high,
        missing: from.ids - from.matched_known - from.alone_known,
      };
    };
    const { source: _, ...summary } = row(whole);
    return {
      rows: counts.filter((from) => !from.whole).map(row),
      summary: { by: 'source', sources: whole.sources, ...summary },
    };
  },

  charts: ({ rows }, { locale }) => [
    bars(
      rows,
      {
        group: 'source',
        value: 'match_rate',
        base: 'ids',
        format: 'percent',
        title: { en: 'Ids matched elsewhere', zh: '标识匹配率' },
      },
      locale,
    ),
  ],

  remarks: ({ rows, summary }) => {
    const [least] = [...rows].sort((a, b) => Number(a.match_rate) - Number(b.match_rate));
    const remarks: Remark[] = [];
    if (least)
      remarks.push({ level: 'finding', say: { en: '{all:percent} of the ids are matched; least in {source} ({rate:percent}).', zh: '{all:percent} 的标识已匹配；最低为“{source}”（{rate:percent}）。' }, with: { all: summary.match_rate, source: least.source ?? '–', rate: least.match_rate } }); // prettier-ignore
    if (summary.retained_matched !== null && summary.retained_unmatched !== null)
      remarks.push({
        level: 'caution',
        say: {
          en: 'Of the matched {a:percent} are retained, of the others {b:percent}. This is an association only: loyal customers leave more traces to be matched by.',
          zh: '匹配者留存 {a:percent}，未匹配者 {b:percent}。仅为相关：忠诚客户本就留下更多可匹配的痕迹。',
        },
        with: { a: summary.retained_matched, b: summary.retained_unmatched },
      });
    if (summary.sources <= 1)
      remarks.push({ level: 'caution', say: { en: 'There is only one source; ids are matched against the customers’ table.', zh: '仅有一个来源，改与客户表匹配。' } }); // prettier-ignore
    return remarks;
  },

  example: {
    given: {
      identities: [
        { source: 'crm', source_id: '1', customer_id: 'a' },
        { source: 'crm', source_id: '2', customer_id: 'b' },
        { source: 'shop', source_id: 'x', customer_id: 'a' },
      ],
      customers: [
        { customer_id: 'a', churned: false },
        { customer_id: 'b', churned: true },
      ],
    },
    gives: {
      rows: [
        { source: 'crm', ids: 2, matched: 1, match_rate: 0.5, retained_matched: 1, retained_unmatched: 0 },
        { source: 'shop', ids: 1, matched: 1, match_rate: 1, retained_matched: 1, retained_unmatched: null },
      ],
      summary: { match_rate: 2 / 3, ids: 3, matched: 2 },
    },
  },
});

/** Each customer and whether they are still there: by the flag, or by being seen in the last days. */
function keptBy(has: (role: string) => boolean, days: number): Sql {
  if (has('customers.churned'))
    return sql`SELECT customer_id, NOT bool_or(churned) AS kept FROM customers GROUP BY customer_id`;
  const events = [
    ...(has('orders.customer_id') ? [sql`SELECT customer_id, ordered_at AS moment FROM orders`] : []),
    ...(has('interactions.customer_id') ? [sql`SELECT customer_id, occurred_at AS moment FROM interactions`] : []),
  ];
  if (!events.length) return sql`SELECT NULL::VARCHAR AS customer_id, NULL::BOOLEAN AS kept WHERE false`;
  const all = join(events, '\nUNION ALL BY NAME\n');
  return sql`SELECT customer_id, epoch(max(moment)) > (SELECT epoch(max(moment)) FROM (${all})) - ${days * 86_400} AS kept FROM (${all}) GROUP BY customer_id`;
}
