import { combinations } from '../charts/combinations';
import { heat } from '../charts/heat';
import { sql } from '../engine/sql';
import type { Remark } from '../i18n/text';
import { confidenceParam } from './confidence-param';
import { fewResamplesRemark } from './few-resamples';
import { defineMetric } from './metric';
import { complaintTouchpoints, overlapColumns, overlapParts } from './overlap';
import {
  conversionRemark,
  leastOf,
  relationAmongVisitors,
  satisfactionRemark,
  unvisitedRemark,
} from './overlap-relation';
import { rateOf } from './rate';
import { unknownRemark } from './unknown-names';

export default defineMetric({
  id: 'overlap',
  title: { en: 'Touchpoint overlap', zh: '触点重叠率' },
  question: {
    en: 'Which touchpoints share their customers, and are those who use more of them more satisfied?',
    zh: '哪些触点共享客户？使用更多触点的客户更满意吗？',
  },
  formula: {
    en: 'both = |A ∩ B|; shares ÷ |A| and ÷ |B|; minimum ÷ the smaller, maximum ÷ the larger; Jaccard ÷ |A ∪ B|. Relation: Spearman’s ρ of the number of different touchpoints in the W days before the last overall answer and its score; and of those before the first purchase (of who did not buy, before the last visit) and having bought.',
    zh: '共同 = |A ∩ B|；分别除以 |A|、|B|、较小者、较大者及并集（Jaccard）。关系：回答前 W 天内不同触点数与总体评分的 Spearman ρ；以及首次购买前（未购买者为最后一次到访前）不同触点数与是否购买的 ρ。',
  },
  counted: {
    en: 'customers with at least one event; for the relations those who answered, by their last overall answer, and those seen before that moment',
    zh: '至少有一次事件的客户；关系检验取回答过总体评分者（最近一次），以及在该时刻之前有到访者',
  },
  source: [
    { cite: 'Szymkiewicz–Simpson and Jaccard coefficients' },
    { cite: 'Efron & Tibshirani (1993), An Introduction to the Bootstrap (intervals of ρ, by customer)' },
    {
      cite: 'Bonett & Wright (2000), interval of ρ above 100,000 customers',
      url: 'https://doi.org/10.1007/BF02294183',
    },
  ],
  slow: true,
  needs: ['interactions.customer_id', 'interactions.touchpoint'],
  params: {
    window_days: {
      kind: 'number',
      default: 90,
      min: 0.01,
      max: 36_500,
      label: { en: 'Days before an answer or a purchase', zh: '回答或购买前的天数' },
    },
    complaints: {
      kind: 'list',
      default: [],
      label: { en: 'Touchpoints of complaints', zh: '投诉类触点' },
      hint: {
        en: 'Left out in the check without complaints. Empty: those whose name or purpose speaks of complaint, refund or return.',
        zh: '在“剔除投诉触点”的检验中不计入。留空：名称或用途涉及投诉、退款、退货的触点。',
      },
    },
    ...confidenceParam,
  },
  tables: {
    parts: overlapColumns,
    whole: { nobody: 'number' },
    complaints: { touchpoint: 'text' },
  },
  headings: {
    a: { label: { en: 'A', zh: '触点 A' } },
    b: { label: { en: 'B', zh: '触点 B' } },
    both: { label: { en: 'Both', zh: '共同客户' }, format: 'count' },
    a_share: { label: { en: 'Of A', zh: '占 A' }, format: 'percent' },
    b_share: { label: { en: 'Of B', zh: '占 B' }, format: 'percent' },
    minimum: { label: { en: 'Of the smaller', zh: '占较小者' }, format: 'percent' },
    maximum: { label: { en: 'Of the larger', zh: '占较大者' }, format: 'percent' },
    jaccard: { label: { en: 'Jaccard', zh: 'Jaccard' }, format: 'percent' },
    low: { label: { en: 'Low (Jaccard)', zh: '下限（Jaccard）' }, format: 'percent' },
    high: { label: { en: 'High (Jaccard)', zh: '上限（Jaccard）' }, format: 'percent' },
    combined: { label: { en: 'Of the sum', zh: '占两者之和' }, format: 'percent' },
    size_a: { label: { en: 'Customers of A', zh: 'A 的客户' }, format: 'count' },
    size_b: { label: { en: 'Customers of B', zh: 'B 的客户' }, format: 'count' },
  },

  query(ask) {
    return {
      parts: overlapParts(ask, ask.params.window_days * 86_400, ask.params.complaints),
      whole: sql`SELECT count(*)::DOUBLE AS nobody FROM interactions WHERE customer IS NULL`,
      complaints: complaintTouchpoints(ask.params.complaints),
    };
  },

  compute({ parts, whole, complaints }, ask) {
    const of = (part: string) => parts.filter((one) => one.part === part);
    const sets = of('set').map(({ used, n }) => ({ used: used ?? [], n }));
    const customers = sets.reduce((sum, { n }) => sum + n, 0);
    if (!customers) return null;
    const rows = pairsOf(sets).map(({ a, b, both, sizeA, sizeB }) => {
      const jaccard = rateOf(both, sizeA + sizeB - both, ask.params.confidence);
      return {
        a,
        b,
        both,
        a_share: both / sizeA,
        b_share: both / sizeB,
        minimum: both / Math.min(sizeA, sizeB),
        maximum: both / Math.max(sizeA, sizeB),
        jaccard: jaccard.rate,
        combined: both / (sizeA + sizeB),
        size_a: sizeA,
        size_b: sizeB,
        low: jaccard.low,
        high: jaccard.high,
      };
    });
    const drawing = { confidence: ask.params.confidence, random: ask.random };
    const felt = relationAmongVisitors(of('answer'), drawing);
    ask.progress(0.5);
    const bought = relationAmongVisitors(of('purchase'), drawing);
    const uses = sets.reduce((sum, { used, n }) => sum + used.length * n, 0);
    return {
      rows,
      summary: {
        by: 'none',
        customers,
        multi_touch_share: sets.reduce((sum, { used, n }) => sum + (used.length >= 2 ? n : 0), 0) / customers,
        duplication: uses > 0 ? 1 - customers / uses : null,
        n: felt.n,
        unvisited: felt.unvisited,
        spearman: felt.rho,
        spearman_low: felt.low,
        spearman_high: felt.high,
        spearman_interval: felt.drawn ? 'bootstrap' : 'bonett-wright',
        partial_spearman: felt.partial,
        partial_low: felt.partialLow,
        partial_high: felt.partialHigh,
        without_complaints: felt.calm,
        complaint_touchpoints: complaints.map(({ touchpoint }) => touchpoint),
        conversion_n: bought.n,
        conversion_unvisited: bought.unvisited,
        conversion_spearman: bought.rho,
        conversion_spearman_low: bought.low,
        conversion_spearman_high: bought.high,
        conversion_spearman_interval: bought.drawn ? 'bootstrap' : 'bonett-wright',
        conversion_partial_spearman: bought.partial,
        conversion_without_complaints: bought.calm,
        window_days: ask.params.window_days,
        excluded: whole[0]?.nobody ?? 0,
      },
      more: {
        unknown: ask.params.complaints.filter((name) => !complaints.some(({ touchpoint }) => touchpoint === name)),
        sets: sets.map(({ used, n }) => ({ names: used, count: n })),
        felt,
        bought,
      },
    };
  },

  charts: ({ rows, summary, more }, { locale }) => [
    heat(
      rows.flatMap(({ a, b, a_share, b_share, size_a, size_b }) => [
        { of: a, also: b, share: a_share, n: size_a },
        { of: b, also: a, share: b_share, n: size_b },
      ]),
      {
        x: 'also',
        y: 'of',
        places: ['x', 'y'],
        value: 'share',
        format: 'percent',
        title: { en: 'Share of the customers (row) who also used (column)', zh: '行触点客户中也用过列触点的占比' },
      },
      locale,
    ),
    combinations(
      more?.sets ?? [],
      { title: { en: 'Exact combinations of touchpoints', zh: '触点的确切组合' }, total: summary.customers, top: 15 },
      locale,
    ),
  ],

  remarks: ({ rows, summary, more }) => {
    const [most] = [...rows].sort((x, y) => Number(y.jaccard) - Number(x.jaccard));
    const remarks: Remark[] = [
      {
        level: 'finding',
        say: {
          en: '{multi:percent} of the customers use two or more touchpoints.',
          zh: '{multi:percent} 的客户使用两个及以上触点。',
        },
        with: { multi: summary.multi_touch_share },
      },
    ];
    if (most?.both)
      remarks.push({
        level: 'finding',
        say: {
          en: '{a} and {b} overlap most: {both:count} shared customers, {j:percent} of both together.',
          zh: '“{a}”与“{b}”重叠最多：共同客户 {both:count}，占并集 {j:percent}。',
        },
        with: { a: most.a, b: most.b, both: most.both, j: most.jaccard },
      });
    remarks.push(...unknownRemark('complaints', more?.unknown ?? []));
    if (!more) return remarks;
    const { felt, bought } = more;
    return [
      ...remarks,
      satisfactionRemark(felt),
      ...conversionRemark(bought),
      ...unvisitedRemark(felt, bought),
      ...fewResamplesRemark(leastOf([felt.resamples, bought.resamples])),
    ];
  },

  example: {
    given: {
      interactions: [
        ...['1', '2', '3'].map((customer_id) => ({ customer_id, occurred_at: '2025-01-01', touchpoint: 'app' })),
        ...['2', '3', '4'].map((customer_id) => ({ customer_id, occurred_at: '2025-01-02', touchpoint: 'shop' })),
        { customer_id: '3', occurred_at: '2025-01-03', touchpoint: 'call' },
      ],
    },
    gives: {
      rows: [
        { a: 'app', b: 'shop', both: 2, a_share: 2 / 3, b_share: 2 / 3, minimum: 2 / 3, maximum: 2 / 3, jaccard: 0.5 },
        { a: 'app', b: 'call', both: 1, a_share: 1 / 3, b_share: 1, minimum: 1, maximum: 1 / 3, jaccard: 1 / 3 },
        { a: 'call', b: 'shop', both: 1, a_share: 1, b_share: 1 / 3, jaccard: 1 / 3 },
      ],
      summary: { multi_touch_share: 0.5, duplication: 1 - 4 / 7, spearman: null, partial_spearman: null },
    },
  },
});

/** Every pair of touchpoints that anybody used, with the customers of each and of both; most shared first. */
function pairsOf(sets: readonly { readonly used: readonly string[]; readonly n: number }[]) {
  const names = [...new Set(sets.flatMap(({ used }) => used))].sort();
  const place = new Map(names.map((name, at) => [name, at]));
  const shared = new Float64Array(names.length ** 2);
  for (const { used, n } of sets) {
    const own = used.map((name) => place.get(name) ?? 0);
    for (const i of own) for (const j of own) shared[i * names.length + j] = (shared[i * names.length + j] ?? 0) + n;
  }
  const at = (i: number, j: number) => shared[i * names.length + j] ?? 0;
  const pairs = names.flatMap((a, i) =>
    names.slice(i + 1).map((b, ahead) => {
      const j = i + 1 + ahead;
      return { a, b, both: at(i, j), sizeA: at(i, i), sizeB: at(j, j) };
    }),
  );
  return pairs.sort((x, y) => y.both - x.both);
}
