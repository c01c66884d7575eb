import { heat } from '../charts/heat';
import { sql } from '../engine/sql';
import type { Remark } from '../i18n/text';
import { partialSpearman } from '../stats/partial-spearman';
import { spearman } from '../stats/spearman';
import { zOf } from '../stats/z-of';
import { defineMetric } from './metric';
import { rateOf } from './rate';

export default defineMetric({
  id: 'overlap',
  title: { en: 'Touchpoint overlap', zh: '触点重叠率' },
  question: {
    en: 'Which touchpoints share their customers, and are those who use more of them more satisfied?',
    zh: '哪些触点共享客户？使用更多触点的客户更满意吗？',
  },
  formula: {
    en: 'both = |A ∩ B|; shares ÷ |A| and ÷ |B|; minimum ÷ the smaller, maximum ÷ the larger; Jaccard ÷ |A ∪ B|. Relation: Spearman’s ρ of the number of different touchpoints in the W days before the answer and the overall score.',
    zh: '共同 = |A ∩ B|；分别除以 |A|、|B|、较小者、较大者及并集（Jaccard）。关系：回答前 W 天内不同触点数与总体评分的 Spearman ρ。',
  },
  counted: {
    en: 'customers with at least one event; for the relation those who answered, by their last overall answer',
    zh: '至少有一次事件的客户；关系检验取回答过总体评分者（最近一次）',
  },
  source: [
    { cite: 'Szymkiewicz–Simpson and Jaccard coefficients' },
    { cite: 'Bonett & Wright (2000), interval of Spearman’s ρ', url: 'https://doi.org/10.1007/BF02294183' },
  ],
  needs: ['interactions.customer_id', 'interactions.touchpoint'],
  params: {
    window_days: {
      kind: 'number',
      default: 90,
      min: 0.01,
      max: 36_500,
      label: { en: 'Days before an answer', zh: '回答前的天数' },
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
    pairs: { a: 'text', b: 'text', both: 'number', size_a: 'number', size_b: 'number' },
    whole: { customers: 'number', uses: 'number', multi: 'number', nobody: 'number' },
    answers: {
      touchpoints: 'number',
      calm: 'number',
      score: 'number',
      tenure: 'number',
      orders: 'number',
      n: 'number',
    },
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
  },

  query(ask) {
    const relates =
      ask.has('responses.score') && ask.has('responses.customer_id') && ask.has('interactions.occurred_at');
    const window = ask.params.window_days * 86_400;
    const dated = ask.has('responses.submitted_at');
    const before = dated
      ? sql`AND i.occurred_at <= r.submitted_at AND epoch(r.submitted_at) - epoch(i.occurred_at) <= ${window}`
      : sql``;
    const tenure = ask.has('customers.tenure')
      ? sql`max(c.tenure)`
      : sql`max(epoch(r.submitted_at) - epoch(first.occurred_at)) / 86400`;
    const bought = ask.has('orders.customer_id')
      ? sql`(SELECT customer_id, count(*) AS orders FROM orders GROUP BY customer_id)`
      : sql`(SELECT NULL::VARCHAR AS customer_id, 0 AS orders WHERE false)`;
    return {
      pairs: sql`
        WITH used AS (SELECT DISTINCT customer, touchpoint FROM interactions WHERE customer IS NOT NULL AND touchpoint IS NOT NULL),
        sizes AS (SELECT touchpoint, count(*)::DOUBLE AS size FROM used GROUP BY touchpoint),
        met AS (SELECT x.touchpoint AS a, y.touchpoint AS b, count(*)::DOUBLE AS n FROM used x JOIN used y ON y.customer = x.customer AND x.touchpoint < y.touchpoint GROUP BY 1, 2)
        SELECT a.touchpoint AS a, b.touchpoint AS b, coalesce(met.n, 0)::DOUBLE AS "both", a.size AS size_a, b.size AS size_b
        FROM sizes a JOIN sizes b ON a.touchpoint < b.touchpoint LEFT JOIN met ON met.a = a.touchpoint AND met.b = b.touchpoint
        ORDER BY "both" DESC, a, b`,
      whole: sql`
        SELECT count(*)::DOUBLE AS customers, coalesce(sum(n), 0)::DOUBLE AS uses, count(*) FILTER (n >= 2)::DOUBLE AS multi,
               (SELECT count(*) FROM interactions WHERE customer IS NULL)::DOUBLE AS nobody
        FROM (SELECT count(DISTINCT touchpoint) AS n FROM interactions WHERE customer IS NOT NULL GROUP BY customer)`,
      answers: relates
        ? sql`
        WITH r AS (SELECT customer_id, arg_max(score, coalesce(submitted_at, TIMESTAMP '1970-01-01')) AS score, max(submitted_at) AS submitted_at
                   FROM responses WHERE kind = 'overall' AND score IS NOT NULL AND customer_id IS NOT NULL GROUP BY customer_id),
        per AS (
          SELECT r.customer_id, any_value(r.score) AS score, count(DISTINCT i.touchpoint) AS touchpoints,
                 count(DISTINCT i.touchpoint) FILTER (NOT regexp_matches(lower(i.touchpoint), 'complain|refund|return|投诉|退款|退货|维权')) AS calm,
                 coalesce(${tenure}, 0) AS tenure, coalesce(any_value(b.orders), 0) AS orders
          FROM r LEFT JOIN interactions i ON i.customer_id = r.customer_id ${before}
          LEFT JOIN (SELECT customer_id, min(occurred_at) AS occurred_at FROM interactions GROUP BY customer_id) AS first ON first.customer_id = r.customer_id
          LEFT JOIN customers c ON c.customer_id = r.customer_id LEFT JOIN ${bought} AS b ON b.customer_id = r.customer_id
          GROUP BY r.customer_id)
        SELECT touchpoints::DOUBLE AS touchpoints, calm::DOUBLE AS calm, score, round(tenure)::DOUBLE AS tenure, orders::DOUBLE AS orders, count(*)::DOUBLE AS n
        FROM per WHERE touchpoints > 0 GROUP BY ALL ORDER BY ALL`
        : sql`SELECT 0::DOUBLE AS touchpoints, 0::DOUBLE AS calm, 0::DOUBLE AS score, 0::DOUBLE AS tenure, 0::DOUBLE AS orders, 0::DOUBLE AS n WHERE false`,
    };
  },

  compute({ pairs, whole, answers }, ask) {
    const [all] = whole;
    if (!all?.customers) return null;
    const rows = pairs.map(({ a, b, both, size_a, size_b }) => {
      const jaccard = rateOf(both, size_a + size_b - both, ask.params.confidence);
      return {
        a,
        b,
        both,
        a_share: both / size_a,
        b_share: both / size_b,
        minimum: both / Math.min(size_a, size_b),
        maximum: both / Math.max(size_a, size_b),
        jaccard: jaccard.rate,
        combined: both / (size_a + size_b),
        size_a,
        size_b,
        low: jaccard.low,
        high: jaccard.high,
      };
    });
    const z = zOf(ask.params.confidence);
    const counts = answers.map(({ n }) => n);
    const scores = answers.map(({ score }) => score);
    const plain = spearman(answers.map(({ touchpoints }) => touchpoints), scores, { counts, z }); // prettier-ignore
    const calm = spearman(answers.map(({ calm: own }) => own), scores, { counts, z }); // prettier-ignore
    const each = answers.flatMap((answer) => Array.from({ length: answer.n }, () => answer));
    const partial = partialSpearman(each.map((one) => one.touchpoints), each.map((one) => one.score), [each.map((one) => one.tenure), each.map((one) => one.orders)], { z }); // prettier-ignore
    return {
      rows,
      summary: {
        by: 'none',
        customers: all.customers,
        multi_touch_share: all.multi / all.customers,
        duplication: all.uses > 0 ? 1 - all.customers / all.uses : null,
        n: each.length,
        spearman: plain?.rho ?? null,
        spearman_low: plain?.low ?? null,
        spearman_high: plain?.high ?? null,
        partial_spearman: partial?.rho ?? null,
        partial_low: partial?.low ?? null,
        partial_high: partial?.high ?? null,
        without_complaints: calm?.rho ?? null,
        window_days: ask.params.window_days,
        excluded: all.nobody,
      },
    };
  },

  charts: ({ rows }, { locale }) => [
    heat(
      rows.flatMap(({ a, b, a_share, b_share, size_a, size_b }) => [{ of: a, also: b, share: a_share, n: size_a }, { of: b, also: a, share: b_share, n: size_b }]), // prettier-ignore
      {
        x: 'also',
        y: 'of',
        value: 'share',
        format: 'percent',
        title: { en: 'Share of the customers (row) who also used (column)', zh: '行触点客户中也用过列触点的占比' },
      },
      locale,
    ),
  ],

  remarks: ({ rows, summary }) => {
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
      remarks.push({ level: 'finding', say: { en: '{a} and {b} overlap most: {both:count} shared customers, {j:percent} of both together.', zh: '“{a}”与“{b}”重叠最多：共同客户 {both:count}，占并集 {j:percent}。' }, with: { a: most.a, b: most.b, both: most.both, j: most.jaccard } }); // prettier-ignore
    remarks.push(relation(summary));
    return remarks;
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

function relation(summary: {
  readonly n: number;
  readonly spearman: number | null;
  readonly spearman_low: number | null;
  readonly spearman_high: number | null;
  readonly partial_spearman: number | null;
}): Remark {
  const { spearman: rho, spearman_low: low, spearman_high: high } = summary;
  if (rho === null)
    return {
      level: 'caution',
      say: {
        en: 'Whether users of more touchpoints are more satisfied cannot be told: it takes overall answers of known customers that differ.',
        zh: '无法判断使用更多触点者是否更满意：需要可识别客户且有差异的总体评分。',
      },
    };
  const clear = low !== null && high !== null && (low > 0 || high < 0);
  const values = { rho, partial: summary.partial_spearman, n: summary.n };
  return clear
    ? {
        level: 'finding',
        say: {
          en: 'Those who used more touchpoints answered differently (ρ {rho:number}; {partial:number} with tenure and purchases held fixed; n {n:count}). It may be that satisfied customers come more often, or that the unsatisfied have gone: this is no cause.',
          zh: '使用触点多少与满意度相关（ρ {rho:number}；控制时长与购买次数后 {partial:number}；n {n:count}）。可能是满意者来得更多，或不满者已离开：并非因果。',
        },
        with: values,
      }
    : {
        level: 'caution',
        say: {
          en: 'No relation between the number of touchpoints and satisfaction can be shown (ρ {rho:number}; {partial:number} with tenure and purchases held fixed; n {n:count}).',
          zh: '未见触点数与满意度的关系（ρ {rho:number}；控制时长与购买次数后 {partial:number}；n {n:count}）。',
        },
        with: values,
      };
}
