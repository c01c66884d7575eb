import { bars } from '../charts/bars';
import type { Remark, Text } from '../i18n/text';
import { tableWords } from '../i18n/words/shell';
import { completeness, endColumns, groupingParams, groupsAndWhole, type Grouping } from './grouping';
import { lastSeen, matchColumns, matchCounts } from './integration';
import { defineMetric } from './metric';
import { rateOf } from './rate';
import { completeHeading, intervalHeadings } from './row-headings';

/** What a table that names customers is called; null for a system of the file of ids. */
function systemOf(source: string | null): Text | null {
  const words: Readonly<Record<string, Text>> = tableWords;
  return source !== null && Object.hasOwn(words, source) ? (words[source] ?? null) : null;
}

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
  counted: {
    en: 'distinct ids of each source; without a table of ids, the customers that each table names',
    zh: '各来源的不同标识；没有标识表时，为各表中出现的客户',
  },
  source: [
    {
      cite: 'Own definition: share of matched ids; Wilson (1927) for the interval',
      url: 'https://doi.org/10.2307/2276774',
    },
  ],
  needs: [
    ['identities.source_id', 'customers.customer_id'],
    [
      'identities.customer_id',
      'orders.customer_id',
      'interactions.customer_id',
      'responses.customer_id',
      'tickets.customer_id',
    ],
  ],
  params: {
    ...groupingParams,
    active_days: {
      kind: 'number',
      default: 90,
      min: 1,
      max: 3650,
      label: { en: 'Seen in the last days counts as retained', zh: '最近若干天内出现视为留存' },
    },
  },
  tables: {
    counts: matchColumns,
    ends: endColumns,
  },
  headings: {
    source: { label: { en: 'Source', zh: '来源' }, values: tableWords },
    ids: { label: { en: 'Ids', zh: '标识数' }, format: 'count' },
    matched: { label: { en: 'Matched', zh: '已匹配' }, format: 'count' },
    match_rate: { label: { en: 'Match rate', zh: '匹配率' }, format: 'percent' },
    n_matched: { label: { en: 'Matched, retention known', zh: '匹配且留存已知' }, format: 'count' },
    retained_matched: { label: { en: 'Retained, matched', zh: '匹配者留存' }, format: 'percent' },
    retained_matched_low: { label: { en: 'Retained, matched, low', zh: '匹配者留存下限' }, format: 'percent' },
    retained_matched_high: { label: { en: 'Retained, matched, high', zh: '匹配者留存上限' }, format: 'percent' },
    n_unmatched: { label: { en: 'Unmatched, retention known', zh: '未匹配且留存已知' }, format: 'count' },
    retained_unmatched: { label: { en: 'Retained, unmatched', zh: '未匹配者留存' }, format: 'percent' },
    retained_unmatched_low: { label: { en: 'Retained, unmatched, low', zh: '未匹配者留存下限' }, format: 'percent' },
    retained_unmatched_high: { label: { en: 'Retained, unmatched, high', zh: '未匹配者留存上限' }, format: 'percent' },
    ...intervalHeadings('percent'),
    missing: { label: { en: 'Retention unknown', zh: '留存未知' }, format: 'count' },
    ...completeHeading,
  },
  headline: { value: 'match_rate', format: 'percent', better: 'more', scale: [0, 1], base: 'ids' },

  query: (ask) => ({ counts: matchCounts(ask, groupedBy(ask), ask.params.active_days), ends: lastSeen(ask) }),

  compute({ counts, ends }, ask) {
    const by = groupedBy(ask);
    const complete = completeness(ask, ends);
    const { groups, whole } = groupsAndWhole(counts, by);
    if (!whole?.ids) return null;
    const row = (from: (typeof counts)[number]) => {
      const { confidence } = ask.params;
      const { rate, low, high } = rateOf(from.matched, from.ids, confidence);
      const matched = rateOf(from.matched_kept, from.matched_known, confidence);
      const alone = rateOf(from.alone_kept, from.alone_known, confidence);
      return {
        source: from.grp,
        ids: from.ids,
        matched: from.matched,
        match_rate: rate,
        n_matched: from.matched_known,
        retained_matched: matched.rate,
        retained_matched_low: matched.low,
        retained_matched_high: matched.high,
        n_unmatched: from.alone_known,
        retained_unmatched: alone.rate,
        retained_unmatched_low: alone.low,
        retained_unmatched_high: alone.high,
        low,
        high,
        missing: from.ids - from.matched_known - from.alone_known,
        ...complete(from.grp),
      };
    };
    const { source: _, ...summary } = row(whole);
    return {
      rows: groups.map(row),
      summary: { by, sources: whole.sources, ...summary },
    };
  },

  charts: ({ rows }, { locale }) => [
    bars(
      rows.map((row) => ({ ...row, source: systemOf(row.source)?.[locale] ?? row.source })),
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

  remarks: ({ rows, summary }, ask) => {
    const [least] = [...rows].sort((a, b) => Number(a.match_rate) - Number(b.match_rate));
    const remarks: Remark[] = [];
    if (summary.match_rate !== null)
      remarks.push({
        level: 'finding',
        say:
          least && least.source !== null
            ? {
                en: '{all:percent} of the ids are matched; least in {source} ({rate:percent}).',
                zh: '{all:percent} 的标识已匹配；最低为“{source}”（{rate:percent}）。',
              }
            : { en: '{all:percent} of the ids are matched.', zh: '{all:percent} 的标识已匹配。' },
        with: {
          all: summary.match_rate,
          source: least && least.source !== null ? (systemOf(least.source) ?? least.source) : null,
          rate: least?.match_rate ?? null,
        },
      });
    if (summary.retained_matched !== null && summary.retained_unmatched !== null)
      remarks.push({
        level: 'caution',
        say: {
          en: 'Of the matched {a:percent} are retained (n = {n:count}), of the others {b:percent} (n = {m:count}). This is an association only: loyal customers leave more traces to be matched by.',
          zh: '匹配者留存 {a:percent}（n = {n:count}），未匹配者 {b:percent}（n = {m:count}）。仅为相关：忠诚客户本就留下更多可匹配的痕迹。',
        },
        with: {
          a: summary.retained_matched,
          n: summary.n_matched,
          b: summary.retained_unmatched,
          m: summary.n_unmatched,
        },
      });
    if (!ask.has('identities.source_id'))
      remarks.push({
        level: 'note',
        say: {
          en: 'No table of ids is mapped: the sources are the tables that name customers.',
          zh: '未映射标识表：以各表中出现的客户作为来源。',
        },
      });
    else if (summary.sources <= 1)
      remarks.push({
        level: 'caution',
        say: {
          en: 'There is only one source; ids are matched against the customers’ table.',
          zh: '仅有一个来源，改与客户表匹配。',
        },
      });
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

function groupedBy(ask: Grouping): string {
  return ask.params.by ?? 'source';
}
