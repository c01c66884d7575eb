import { sql, type Sql } from '../engine/sql';
import { placedOrders } from './counted-orders';
import {
  customersBy,
  customersEnd,
  defaultCustomerGroup,
  eventsEnd,
  interactionEvents,
  orderEvents,
  type Events,
  type Owner,
} from './customer-group';
import type { Grouping } from './grouping';
import { periodSpan, periodStart } from './period';

/** Whether churn is read from a flag, or seen in the silence after orders or interactions. */
export type ChurnKind = 'flagged' | 'observed';

export function churnKind(ask: Grouping): ChurnKind {
  return ask.has('customers.churned') || ask.has('customers.churned_at') ? 'flagged' : 'observed';
}

/** What the customers are grouped by when nobody said. */
export function churnGroup(ask: Grouping): string {
  if (ask.params.by !== null) return ask.params.by;
  if (churnKind(ask) === 'observed') return defaultCustomerGroup((role) => ask.has(role), observedEvents(ask));
  return ask.has('interactions.touchpoint') && ask.has('interactions.customer_id') ? 'touchpoint' : 'none';
}

/** The columns of `churnCounts`. */
export const churnColumns = {
  grp: 'text?',
  whole: 'flag',
  customers: 'number',
  churned: 'number?',
  undetermined: 'number',
  excluded: 'number',
  customers_half: 'number',
  churned_half: 'number',
  customers_double: 'number',
  churned_double: 'number',
  returned: 'number',
  silent: 'number',
  gap_s: 'number?',
} as const;

/** Customers whose fate is known, and those who left, by group and over all. `windowDays` null: p95 of the gaps. */
export function churnCounts(ask: Grouping, windowDays: number | null, owner: Owner): Sql {
  const by = churnGroup(ask);
  return churnKind(ask) === 'flagged' ? flagged(ask, by, owner) : observed(ask, by, windowDays, owner);
}

/** Until when the data are whole that churn is read from; null where nothing stands by period. */
export function churnEnd(ask: Grouping): Sql {
  if (ask.params.by !== 'period') return sql`SELECT NULL::TIMESTAMP AS "end"`;
  return churnKind(ask) === 'observed' ? eventsEnd(observedEvents(ask)) : customersEnd;
}

function observedEvents(ask: Grouping): Events {
  return ask.has('orders.ordered_at') && ask.has('orders.customer_id')
    ? orderEvents(placedOrders(ask), (role) => ask.has(role))
    : interactionEvents;
}

function observed(ask: Grouping, by: string, windowDays: number | null, owner: Owner): Sql {
  const events = observedEvents(ask);
  const h =
    windowDays === null
      ? sql`(SELECT quantile_cont(gap, 0.95) FROM gaps WHERE gap > 0)`
      : sql`${windowDays * 86_400}::DOUBLE`;
  return sql`
    WITH gaps AS (
      SELECT who, epoch(moment) AS t, epoch(moment) - epoch(lag(moment) OVER (PARTITION BY who ORDER BY moment, nth)) AS gap FROM ${events.from}),
    facts AS (SELECT ${h} AS h, (SELECT max(t) FROM gaps) AS data_end),
    per AS (SELECT who, min(t) AS first, max(t) AS last, max(gap) AS longest FROM gaps GROUP BY who),
    judged AS (
      SELECT NULL::VARCHAR AS grp, true AS whole, first, last, longest FROM per
      UNION ALL SELECT g.grp, false, per.first, per.last, per.longest FROM per JOIN ${customersBy(ask, by, events, owner)} AS g ON g.who = per.who)
    SELECT grp, whole,
           count(*) FILTER (data_end - first >= h)::DOUBLE AS customers,
           CASE WHEN any_value(h) IS NOT NULL THEN count(*) FILTER (data_end - last >= h)::DOUBLE END AS churned,
           count(*) FILTER (h IS NULL OR data_end - first < h)::DOUBLE AS undetermined, 0::DOUBLE AS excluded,
           count(*) FILTER (data_end - first >= h / 2)::DOUBLE AS customers_half,
           count(*) FILTER (data_end - last >= h / 2)::DOUBLE AS churned_half,
           count(*) FILTER (data_end - first >= h * 2)::DOUBLE AS customers_double,
           count(*) FILTER (data_end - last >= h * 2)::DOUBLE AS churned_double,
           count(*) FILTER (longest > h)::DOUBLE AS returned,
           count(*) FILTER (longest > h OR data_end - last >= h)::DOUBLE AS silent,
           any_value(h) AS gap_s
    FROM judged CROSS JOIN facts GROUP BY grp, whole ORDER BY whole, grp`;
}

const flag = sql`coalesce(churned, CASE WHEN churned_at IS NOT NULL THEN true END)`;

/** With dates alone, who has none is still there; with a flag, who has none (joined, unknown) is not at risk. */
function flagged(ask: Grouping, by: string, owner: Owner): Sql {
  const known = ask.has('customers.churned') ? flag : sql`(churned_at IS NOT NULL)`;
  const people: Events = {
    from: sql`(SELECT customer_id AS who, customer_id, first_seen AS moment, epoch(first_seen) AS nth, NULL::VARCHAR AS touchpoint, NULL::VARCHAR AS channel FROM customers)`,
    hasTouchpoint: false,
  };
  if (by === 'period') return lostByPeriod(ask, known);
  return sql`
    WITH per AS (SELECT customer_id AS who, bool_or(${known}) AS churned FROM customers GROUP BY customer_id),
    judged AS (
      SELECT NULL::VARCHAR AS grp, true AS whole, churned FROM per
      UNION ALL SELECT g.grp, false, per.churned FROM per JOIN ${customersBy(ask, by, people, owner)} AS g ON g.who = per.who)
    SELECT grp, whole, count(churned)::DOUBLE AS customers, count(*) FILTER (churned)::DOUBLE AS churned,
           0::DOUBLE AS undetermined, count(*) FILTER (churned IS NULL)::DOUBLE AS excluded, ${blank}
    FROM judged GROUP BY grp, whole ORDER BY whole, grp`;
}

const blank = sql`0::DOUBLE AS customers_half, 0::DOUBLE AS churned_half, 0::DOUBLE AS customers_double,
           0::DOUBLE AS churned_double, 0::DOUBLE AS returned, 0::DOUBLE AS silent, NULL::DOUBLE AS gap_s`;

/**
 * Lost during the period ÷ there at its start, for every period from the first loss on: nobody who came during it is in the
 * denominator. Who was lost nobody knows when, or is not at risk, is excluded.
 */
function lostByPeriod(ask: Grouping, known: Sql): Sql {
  const start = periodStart(ask.params.grain, sql`gone`, ask.weekStart);
  return sql`
    WITH per AS (
      SELECT customer_id, min(first_seen) AS first, bool_or(${known}) AS churned, CASE WHEN bool_or(${known}) THEN min(churned_at) END AS gone FROM customers GROUP BY customer_id),
    starts AS (
      SELECT unnest(generate_series(min(${start}), greatest(max(gone), max(first)), ${periodSpan[ask.params.grain]})) AS start
      FROM per),
    known AS (SELECT *, churned IS NOT NULL AND (gone IS NOT NULL OR NOT churned) AS dated FROM per)
    SELECT strftime(start, '%Y-%m-%d') AS grp, false AS whole,
           count(*) FILTER (there)::DOUBLE AS customers, count(*) FILTER (there AND ${start} = start)::DOUBLE AS churned,
           0::DOUBLE AS undetermined, count(*) FILTER (NOT dated)::DOUBLE AS excluded, ${blank}
    FROM (SELECT start, gone, dated, dated AND coalesce(first < start, true) AND coalesce(gone >= start, true) AS there FROM known CROSS JOIN starts)
    GROUP BY start
    UNION ALL
    SELECT NULL, true, count(churned)::DOUBLE, count(*) FILTER (churned)::DOUBLE, 0::DOUBLE, count(*) FILTER (churned IS NULL)::DOUBLE, ${blank}
    FROM per ORDER BY 2, 1`;
}
