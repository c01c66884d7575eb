import { dots } from '../charts/dots';
import { join, nothing, sql } from '../engine/sql';
import { clusterSums } from './cluster-sums';
import { standingOut } from './contrasts';
import { completeness, endColumns, grouped, groupingParams, groupOf, groupsAndWhole, periodEnd } from './grouping';
import { lowBase } from './low-base';
import { defineMetric } from './metric';
import { clusterColumns, clusteredRateOf } from './rate';
import { clusteredRemark } from './repeats-remark';
import { completeHeading, intervalHeadings } from './row-headings';

export default defineMetric({
  id: 'response-rate',
  title: { en: 'Response rate', zh: '问卷回收率' },
  question: { en: 'How many of those invited answered?', zh: '受邀者中有多少人作答？' },
  formula: {
    en: 'invitations answered ÷ invitations; with a time to answer: answered within it ÷ those for which it is over. More is better',
    zh: '得到回答的邀请数 ÷ 邀请数；设定作答窗口时：窗口内得到回答的邀请数 ÷ 窗口已结束的邀请数。越高越好',
  },
  counted: {
    en: 'Invitations, each once. Where a time to answer is set, those for which it is not over are undetermined and in no rate. An answer counts for the invitation it names, else for the last one before it. Answers without an invitation are counted beside it.',
    zh: '每份邀请计一次。设定作答窗口时，窗口未满者为未定，不计入任何比率。一份回答只计入其所标明的邀请，未标明时计入此前最近一次邀请。没有对应邀请的回答另计。',
  },
  source: [
    { cite: 'AAPOR, Standard Definitions (response rate)' },
    { cite: 'Wilson (1927), Probable inference', url: 'https://doi.org/10.2307/2276774' },
    { cite: 'Cochran (1977), Sampling Techniques, 6.4 (invitations clustered by customer)' },
  ],
  needs: ['invites.sent_at', 'responses.response_id', ['invites.customer_id', 'invites.invite_id']],
  params: {
    ...groupingParams,
    window_days: {
      kind: 'number',
      default: null,
      min: 0.01,
      max: 3650,
      label: { en: 'Days to answer', zh: '作答窗口（天）' },
      hint: {
        en: 'Empty: an answer counts whenever it came, and every invitation does. With a window those that are still open count nowhere, answered or not.',
        zh: '留空：不限作答时间，所有邀请均计入。设定窗口后，窗口未满的邀请无论是否已答均不计入。',
      },
    },
  },
  tables: {
    counts: {
      grp: 'text?',
      whole: 'flag',
      sent: 'number',
      undetermined: 'number',
      ...clusterColumns,
      unmatched: 'number',
    },
    ends: endColumns,
  },
  headings: {
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' } },
    invited: { label: { en: 'Invited', zh: '受邀' }, format: 'count' },
    responded: { label: { en: 'Answered', zh: '已答' }, format: 'count' },
    undetermined: { label: { en: 'Undetermined', zh: '未定' }, format: 'count' },
    rate: { label: { en: 'Rate', zh: '回收率' }, format: 'percent' },
    ...intervalHeadings('percent'),
    ...completeHeading,
    n: { label: { en: 'Counted', zh: '计入' }, format: 'count' },
    interval_n: { label: { en: 'n of the interval', zh: '区间所依样本量' }, format: 'count' },
  },
  headline: { value: 'rate', format: 'percent', better: 'more', scale: [0, 1], base: 'invited' },

  query(ask) {
    const { window_days: days } = ask.params;
    const window = days === null ? null : sql`${days * 86_400_000_000}::BIGINT`;
    const byCustomer = ask.has('invites.customer_id') && ask.has('responses.customer_id');
    const byTouchpoint = ask.has('responses.touchpoint');
    const ways = [
      sql`r.response_id = i.invite_id`,
      ...(byCustomer && !byTouchpoint ? [sql`r.customer_id = i.customer_id`] : []),
      ...(byCustomer && byTouchpoint
        ? [
            sql`r.customer_id = i.customer_id AND r.touchpoint = i.touchpoint`,
            sql`r.customer_id = i.customer_id AND r.touchpoint IS NULL`,
          ]
        : []),
    ];
    const inTime = sql`(r.submitted_at IS NULL OR (r.submitted_at >= i.sent_at ${window ? sql`AND epoch_us(r.submitted_at) <= epoch_us(i.sent_at) + ${window}` : nothing}))`;
    const open = window ? sql`epoch_us(i.sent_at) + ${window} > epoch_us(ends.stop)` : sql`false`;
    const pairs = ways.map(
      (way, at) =>
        sql`SELECT r.rth, i.nth, coalesce(epoch_us(i.sent_at), 0) + ${at ? 0 : namesItself} AS rank, ${inTime} AS timely FROM i JOIN r ON ${way}`,
    );
    return {
      counts: sql`
        WITH i AS (SELECT row_number() OVER () AS nth, invite_id, customer_id, touchpoint, sent_at, grp FROM ${grouped(ask, 'invites')}),
        r AS (SELECT row_number() OVER () AS rth, * FROM (SELECT DISTINCT response_id, customer_id, touchpoint, submitted_at FROM responses)),
        asked AS MATERIALIZED (SELECT rth, arg_max(nth, rank) FILTER (timely) AS nth FROM (${join(pairs, '\nUNION ALL BY NAME\n')}) GROUP BY rth),
        ends AS (SELECT greatest(max(sent_at), (SELECT max(submitted_at) FROM responses)) AS stop FROM invites),
        judged AS (
          SELECT i.grp, ${ask.has('invites.customer_id') ? sql`coalesce(i.customer_id, 'invitation ' || i.nth)` : sql`i.nth`} AS who,
                 hits.nth IS NOT NULL AND NOT (${open}) AS answered, ${open} AS open
          FROM i CROSS JOIN ends LEFT JOIN (SELECT DISTINCT nth FROM asked) AS hits ON hits.nth = i.nth),
        own AS (
          SELECT grp, who, count(*)::DOUBLE AS sent, (count(*) FILTER (open))::DOUBLE AS undetermined, (count(*) FILTER (NOT open))::DOUBLE AS n, (count(*) FILTER (answered))::DOUBLE AS hits
          FROM judged GROUP BY grp, who),
        per AS (
          SELECT false AS whole, * EXCLUDE (who) FROM own
          UNION ALL SELECT true, NULL, sum(sent), sum(undetermined), sum(n), sum(hits) FROM own GROUP BY who)
        SELECT grp, whole, sum(sent) AS sent, sum(undetermined) AS undetermined, ${clusterSums},
               (SELECT count(DISTINCT response_id)::DOUBLE FROM r ANTI JOIN asked USING (rth)) AS unmatched
        FROM per GROUP BY grp, whole ORDER BY whole, grp`,
      ends: periodEnd(ask, 'invites'),
    };
  },

  compute({ counts, ends }, ask) {
    const by = groupOf(ask, 'invites');
    const { groups, whole } = groupsAndWhole(counts, by);
    if (!whole?.sent) return null;
    const complete = completeness(ask, ends);
    const rateOf = (from: (typeof counts)[number]) => ({
      invited: from.sent,
      responded: from.hits,
      ...clusteredRateOf(from, ask.params.confidence),
      undetermined: from.undetermined,
      n: from.n,
    });
    return {
      rows: groups.map((row) => ({ touchpoint: row.grp, ...complete(row.grp), ...rateOf(row) })),
      summary: { by, ...rateOf(whole), unmatched: whole.unmatched, window_days: ask.params.window_days },
    };
  },

  charts: ({ rows }, { locale }) => [
    dots(
      rows,
      { group: 'touchpoint', value: 'rate', format: 'percent', title: { en: 'Response rate', zh: '回收率' } },
      locale,
    ),
  ],

  remarks({ rows, summary }) {
    const named = rows.flatMap((row) =>
      row.touchpoint === null || row.rate === null ? [] : [{ ...row, name: row.touchpoint, rate: row.rate }],
    );
    return [
      ...standingOut(
        named.map(({ name, interval_n: n, rate }) => ({ name, n: n ?? 0, mean: rate, variance: rate * (1 - rate) })),
        { what: { en: 'response rate', zh: '回收率' }, format: 'percent', better: 'more' },
      ),
      ...(summary.rate !== null && summary.rate < 0.2
        ? [
            {
              level: 'caution' as const,
              say: {
                en: 'Only {rate:percent} answered: those who did may differ from the rest; compare them with the customer base (weighting)',
                zh: '仅 {rate:percent} 作答：作答者可能与其他客户不同，请与客户总体比较（加权模块）',
              },
              with: { rate: summary.rate },
            },
          ]
        : []),
      ...(summary.undetermined
        ? [
            {
              level: 'note' as const,
              say: {
                en: '{undetermined:count} invitations were sent less than {days:number} days before the data ended and are in no rate, answered or not',
                zh: '{undetermined:count} 份邀请距数据截止不足 {days:number} 天，无论是否已答均不计入任何比率',
              },
              with: { undetermined: summary.undetermined, days: summary.window_days },
            },
          ]
        : []),
      ...(summary.window_days === null
        ? [
            {
              level: 'note' as const,
              say: {
                en: 'No time to answer is set: invitations sent lately count as unanswered until they are answered. Set “Days to answer” (window_days) to leave the young ones out',
                zh: '未设作答窗口：近期发出的邀请在作答前计为未答。可设置“作答窗口（天）”（window_days）以排除过新的邀请',
              },
            },
          ]
        : []),
      ...(summary.unmatched
        ? [
            {
              level: 'note' as const,
              say: {
                en: '{unmatched:count} answers belong to no invitation',
                zh: '{unmatched:count} 份回答没有对应的邀请',
              },
              with: { unmatched: summary.unmatched },
            },
          ]
        : []),
      ...clusteredRemark(summary, { en: 'invitations', zh: '份邀请' }),
      ...lowBase(named, 0.1),
    ];
  },

  example: {
    given: {
      invites: [
        { customer_id: 'a', touchpoint: 'shop', sent_at: '2025-01-01' },
        { customer_id: 'b', touchpoint: 'shop', sent_at: '2025-01-01' },
        { customer_id: 'c', touchpoint: 'shop', sent_at: '2025-03-01' },
      ],
      responses: [
        { response_id: '1', customer_id: 'a', touchpoint: 'shop', submitted_at: '2025-01-05', score: 5 },
        { response_id: '1', customer_id: 'a', touchpoint: 'shop', submitted_at: '2025-01-05', score: 4 },
        { response_id: '2', customer_id: 'x', touchpoint: 'shop', submitted_at: '2025-03-10', score: 4 },
      ],
    },
    params: { window_days: 30 },
    gives: {
      rows: [
        {
          touchpoint: 'shop',
          invited: 3,
          responded: 1,
          undetermined: 1,
          rate: 0.5,
          low: 0.0945312057,
          high: 0.9054687943,
        },
      ],
      summary: { rate: 0.5, unmatched: 1 },
    },
  },
});

/** More than any time in microseconds: an answer that bears an invitation's id belongs to it. */
const namesItself = 1e17;
