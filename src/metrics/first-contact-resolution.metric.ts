import { dots } from '../charts/dots';
import { join, nothing, sql } from '../engine/sql';
import { clusterSums } from './cluster-sums';
import { completeness, endColumns, grouped, groupingParams, groupOf, groupsAndWhole, periodEnd } from './grouping';
import { defineMetric } from './metric';
import { clusterColumns, clusteredRateOf } from './rate';
import { rateRemarks, undeterminedRemark } from './rate-remarks';
import { clusteredRemark } from './repeats-remark';
import { completeHeading, intervalHeadings } from './row-headings';
import { unknownColumns, unknownNames, unknownRemark } from './unknown-names';

export default defineMetric({
  id: 'first-contact-resolution',
  title: { en: 'First-contact resolution', zh: '首次联系解决率' },
  question: { en: 'How many issues are solved at the first contact?', zh: '有多少问题一次联系就解决？' },
  formula: {
    en: 'issues with one contact, no reopening, and no further ticket of the same customer and issue within W ÷ issues whose W is over. Net: without the issues that a first contact cannot solve. More is better.',
    zh: '仅一次联系、未重开、且 W 内同一客户同一问题无后续工单的问题数 ÷ W 已满的问题数。净值：剔除首次联系无法解决的问题。越高越好。',
  },
  counted: {
    en: 'issues (tickets of one customer and issue less than W apart are one), not contacts; where customers are known, tickets that name none are left out and counted beside it',
    zh: '以问题计（同一客户同一问题、间隔小于 W 的工单为一个问题），不以联系次数计；有客户信息时，未标明客户的工单不计入，另行列出',
  },
  source: [
    { cite: 'Wilson (1927), Probable inference', url: 'https://doi.org/10.2307/2276774' },
    { cite: 'Cochran (1977), Sampling Techniques, 6.4 (issues clustered by customer)' },
  ],
  needs: ['tickets.ticket_id', 'tickets.created_at'],
  params: {
    ...groupingParams,
    window_days: { kind: 'number', default: 7, min: 0.001, max: 365, label: { en: 'Window (days)', zh: '窗口（天）' } },
    unsolvable: {
      kind: 'list',
      default: [],
      label: { en: 'Issues that a first contact cannot solve', zh: '首次联系无法解决的问题' },
    },
  },
  tables: {
    counts: {
      grp: 'text?',
      whole: 'flag',
      ...clusterColumns,
      undetermined: 'number',
      excluded: 'number',
      net_n: 'number',
      net_first: 'number',
      contacts: 'number',
    },
    unknown: unknownColumns,
    ends: endColumns,
  },
  headings: {
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' } },
    n: { label: { en: 'Issues', zh: '问题数' }, format: 'count' },
    resolved_first: { label: { en: 'Solved at first contact', zh: '首次解决' }, format: 'count' },
    undetermined: { label: { en: 'Undetermined', zh: '未定' }, format: 'count' },
    excluded: { label: { en: 'Without customer', zh: '无客户' }, format: 'count' },
    rate: { label: { en: 'First-contact resolution', zh: '首次解决率' }, format: 'percent' },
    net_rate: { label: { en: 'Net', zh: '净首次解决率' }, format: 'percent' },
    ...intervalHeadings('percent'),
    interval_n: { label: { en: 'n of the interval', zh: '区间所依样本量' }, format: 'count' },
    ...completeHeading,
  },
  headline: { value: 'rate', format: 'percent', better: 'more', scale: [0, 1] },

  query(ask) {
    const window = ask.params.window_days * 86_400;
    const key = ask.has('tickets.customer_id') ? sql`coalesce(customer_id, 'ticket ' || ticket_id)` : sql`ticket_id`;
    const known = ask.has('tickets.customer_id') ? sql`customer_id IS NOT NULL` : sql`true`;
    const solved = ask.has('tickets.resolved')
      ? sql`AND coalesce(resolved, ${ask.has('tickets.resolved_at') ? sql`resolved_at IS NOT NULL` : sql`false`})`
      : ask.has('tickets.resolved_at') || ask.has('tickets.resolution_s')
        ? sql`AND (resolved_at IS NOT NULL OR resolution_s IS NOT NULL)`
        : nothing;
    const net = ask.params.unsolvable.length
      ? sql`coalesce(issue NOT IN (${join(ask.params.unsolvable)}), true)`
      : sql`true`;
    return {
      counts: sql`
        WITH ordered AS (
          SELECT *, epoch(created_at) - epoch(lag(created_at) OVER w) AS since, epoch(lead(created_at) OVER w) - epoch(created_at) AS until
          FROM (SELECT *, ${key} AS person FROM ${grouped(ask, 'tickets')}) WINDOW w AS (PARTITION BY person, issue ORDER BY created_at, ticket_id)),
        issues AS (
          SELECT grp, person, ${known} AS known, ${net} AS solvable, known AND epoch(created_at) + ${window} <= data_end AS finished,
                 coalesce(contacts, 1) <= 1 AND coalesce(reopens, 0) = 0 AND coalesce(until > ${window}, true) ${solved} AS first
          FROM ordered CROSS JOIN (SELECT epoch(greatest(max(created_at), max(first_response_at), max(resolved_at))) AS data_end FROM tickets)
          WHERE since IS NULL OR since > ${window}),
        own AS (
          SELECT grp, person, count(*) FILTER (finished) AS n, count(*) FILTER (finished AND first) AS hits, count(*) FILTER (known AND NOT finished) AS undetermined, count(*) FILTER (NOT known) AS excluded,
                 count(*) FILTER (finished AND solvable) AS net_n, count(*) FILTER (finished AND solvable AND first) AS net_first
          FROM issues GROUP BY grp, person),
        per AS (
          SELECT false AS whole, * EXCLUDE (person) FROM own
          UNION ALL SELECT true, NULL, sum(n), sum(hits), sum(undetermined), sum(excluded), sum(net_n), sum(net_first) FROM own GROUP BY person)
        SELECT grp, whole, ${clusterSums}, sum(undetermined)::DOUBLE AS undetermined, sum(excluded)::DOUBLE AS excluded, sum(net_n)::DOUBLE AS net_n,
               sum(net_first)::DOUBLE AS net_first, (SELECT count(*) FROM tickets)::DOUBLE AS contacts
        FROM per GROUP BY grp, whole ORDER BY whole, grp`,
      unknown: unknownNames(ask.params.unsolvable, sql`SELECT issue AS name FROM tickets`),
      ends: periodEnd(ask, 'tickets'),
    };
  },

  compute({ counts, unknown, ends }, ask) {
    const by = groupOf(ask, 'tickets');
    const { groups, whole } = groupsAndWhole(counts, by);
    if (!whole || whole.n + whole.undetermined + whole.excluded === 0) return null;
    const complete = completeness(ask, ends);
    const row = (from: (typeof counts)[number]) => ({
      touchpoint: from.grp,
      n: from.n,
      resolved_first: from.hits,
      undetermined: from.undetermined,
      excluded: from.excluded,
      ...clusteredRateOf(from, ask.params.confidence),
      net_rate: from.net_n > 0 ? from.net_first / from.net_n : null,
      ...complete(from.grp),
    });
    const { touchpoint: _, ...summary } = row(whole);
    return {
      rows: groups.map(row),
      summary: { by, ...summary, window_days: ask.params.window_days, tickets: whole.contacts },
      more: { unknown: unknown.map(({ name }) => name) },
    };
  },

  charts: ({ rows }, { locale }) => [
    dots(
      rows,
      {
        group: 'touchpoint',
        value: 'rate',
        format: 'percent',
        title: { en: 'First-contact resolution', zh: '首次联系解决率' },
      },
      locale,
    ),
  ],

  remarks: ({ rows, summary, more }, ask) => [
    ...unknownRemark('unsolvable', more?.unknown ?? []),
    ...rateRemarks(rows, {
      group: 'touchpoint',
      value: 'rate',
      base: 'n',
      name: { en: 'First-contact resolution', zh: '首次联系解决率' },
      better: 'more',
    }),
    ...undeterminedRemark(
      {
        undetermined: summary.undetermined,
        determined: summary.n,
        setting: { en: '“Window (days)” (window_days)', zh: '“窗口（天）”（window_days）' },
      },
      { en: 'issues', zh: '问题' },
      { en: 'the customer may still come back within the window', zh: '窗口未满，客户仍可能再次联系' },
    ),
    ...clusteredRemark(summary, { en: 'issues', zh: '个问题' }),
    ...(summary.excluded
      ? [
          {
            level: 'caution' as const,
            say: {
              en: '{n:count} ticket{n|s} {n|names|name} no customer: who comes back cannot be seen there, so {n|it is|they are} left out.',
              zh: '{n:count} 张工单未标明客户，无法识别再次联系，未计入。',
            },
            with: { n: summary.excluded },
          },
        ]
      : []),
    ...(ask.has('tickets.customer_id')
      ? []
      : [
          {
            level: 'caution' as const,
            say: {
              en: 'No customer is named, so who comes back cannot be seen: the rate is too high.',
              zh: '工单未标明客户，无法识别再次联系，比率偏高。',
            },
          },
        ]),
  ],

  example: {
    given: {
      tickets: [
        { ticket_id: '1', customer_id: 'a', touchpoint: 'chat', issue: 'bill', created_at: '2025-01-01' },
        { ticket_id: '2', customer_id: 'a', touchpoint: 'call', issue: 'bill', created_at: '2025-01-04' },
        { ticket_id: '3', customer_id: 'b', touchpoint: 'chat', issue: 'bill', created_at: '2025-01-04' },
        { ticket_id: '4', customer_id: 'c', touchpoint: 'call', issue: 'plan', created_at: '2025-01-30' },
      ],
    },
    gives: {
      rows: [
        { touchpoint: 'call', n: 0, resolved_first: 0, undetermined: 1, rate: null },
        { touchpoint: 'chat', n: 2, resolved_first: 1, undetermined: 0, rate: 0.5 },
      ],
      summary: { n: 2, rate: 0.5, net_rate: 0.5, undetermined: 1, tickets: 4 },
    },
  },
});
