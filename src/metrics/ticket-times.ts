import { sql, type Sql } from '../engine/sql';
import { clusterSums } from './cluster-sums';
import { grouped, type Grouping } from './grouping';

export type TicketMeasure = 'first-response' | 'resolution';

/** What is measured when nobody said: the first response where any column tells it, else the resolution. */
export function measureOf(measure: 'auto' | TicketMeasure, has: (role: string) => boolean): TicketMeasure {
  if (measure !== 'auto') return measure;
  const first = ['tickets.first_response_s', 'tickets.first_response_at', 'tickets.wait_s'].some(has);
  return first || !(has('tickets.resolved_at') || has('tickets.resolution_s')) ? 'first-response' : 'resolution';
}

/**
 * Tickets with grp, person (who asked, else the ticket itself), seconds (null while open), sla (its limit in seconds) and age (seconds from its start to the data's
 * end), as a subquery. The limit: what was given, else the touchpoint's own, else 60 s for calls and chats and a day.
 */
export function timedTickets(ask: Grouping, measure: TicketMeasure, slaSeconds: number | null): Sql {
  const seconds =
    measure === 'first-response'
      ? sql`coalesce(first_response_s, epoch(first_response_at) - epoch(created_at), wait_s)`
      : sql`coalesce(resolution_s, epoch(resolved_at) - epoch(created_at))`;
  const calls = sql`regexp_matches(lower(concat_ws(' ', tickets.touchpoint, tickets.channel, own.channel, own.name)), 'call|phone|tel|hotline|chat|live|电话|热线|呼叫|客服热线|在线客服|聊天|语音')`;
  const sla =
    slaSeconds === null ? sql`coalesce(own.sla_s, CASE WHEN ${calls} THEN 60 ELSE 86400 END)` : sql`${slaSeconds}`;
  return sql`(
    SELECT grp, person, CASE WHEN seconds >= 0 THEN seconds END AS seconds, coalesce(seconds < 0, false) AS impossible, sla, data_end - epoch(created_at) AS age
    FROM (SELECT grp, coalesce(customer_id, 'ticket ' || ticket_id) AS person, created_at, ${seconds} AS seconds, ${sla}::DOUBLE AS sla
          FROM ${grouped(ask, 'tickets')} AS tickets
          LEFT JOIN (SELECT touchpoint, any_value(sla_s) AS sla_s, any_value(channel) AS channel, any_value(name) AS name FROM touchpoints GROUP BY touchpoint) AS own
            ON own.touchpoint = tickets.touchpoint)
    CROSS JOIN (SELECT epoch(greatest(max(created_at), max(first_response_at), max(resolved_at))) AS data_end FROM tickets))`;
}

/** Of `timedTickets`, those whose limit was met or missed, by customer: the columns of `clusterColumns`, by group and over all. */
export function judgedTickets(tickets: Sql): Sql {
  return sql`
    WITH own AS (
      SELECT grp, person, count(*) AS n, count(*) FILTER (seconds <= sla) AS hits
      FROM ${tickets} WHERE seconds IS NOT NULL OR (NOT impossible AND age > sla) GROUP BY grp, person),
    per AS (SELECT false AS whole, grp, n, hits FROM own UNION ALL SELECT true, NULL, sum(n), sum(hits) FROM own GROUP BY person)
    SELECT grp, whole, ${clusterSums} FROM per GROUP BY grp, whole ORDER BY whole, grp`;
}
