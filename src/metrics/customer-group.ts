import { identifier, join, sql, type Sql } from '../engine/sql';
import type { Ask } from './metric';
import { refused } from './params';
import { periodName, wholeUntil } from './period';
import type { groupingParams } from './grouping';

/** Which of the touchpoints that a customer used a customer is counted at. */
export type Owner = 'first' | 'last' | 'any';

/** Events to count customers by, as a subquery with who, customer_id, moment, nth, touchpoint, channel. */
export interface Events {
  readonly from: Sql;
  readonly hasTouchpoint: boolean;
}

/** Every interaction that names its customer; `who` is the small integer. */
export const interactionEvents: Events = {
  from: sql`(SELECT customer AS who, customer_id, occurred_at AS moment, position AS nth, touchpoint, channel FROM interactions WHERE customer_id IS NOT NULL)`,
  hasTouchpoint: true,
};

/** The same with `who` = customer_id, to be joined with orders. */
const touches: Events = {
  from: sql`(SELECT customer_id AS who, customer_id, occurred_at AS moment, position AS nth, touchpoint, channel FROM interactions WHERE customer_id IS NOT NULL)`,
  hasTouchpoint: true,
};

/** The counted orders as events. */
export function orderEvents(orders: Sql, has: (role: string) => boolean): Events {
  return {
    from: sql`(SELECT customer_id AS who, customer_id, ordered_at AS moment, epoch(ordered_at) AS nth, touchpoint, channel FROM ${orders} WHERE customer_id IS NOT NULL)`,
    hasTouchpoint: has('orders.touchpoint'),
  };
}

/** Until when the events are whole, as one row with `end`: what `by=period` needs to mark the open period. */
export function eventsEnd(events: Events): Sql {
  return wholeUntil(sql`moment`, events.from);
}

/** The same of customers who are known by a flag: whoever came or left. */
export const customersEnd = wholeUntil(
  sql`moment`,
  sql`(SELECT unnest([churned_at, first_seen]) AS moment FROM customers)`,
);

/**
 * One row a customer (several with owner `any`) and its group, as a subquery with who, grp. Known groups: touchpoint and
 * first-touchpoint, a column of the catalogue, channel, period (of the first event), a column of `customers`, none.
 */
export function customersBy(ask: Ask<typeof groupingParams>, by: string, events: Events, owner: Owner): Sql {
  if (by === 'none') return sql`(SELECT DISTINCT who, NULL::VARCHAR AS grp FROM ${events.from})`;
  if (by === 'customer') return sql`(SELECT who, any_value(customer_id) AS grp FROM ${events.from} GROUP BY who)`;
  if (by === 'period')
    return sql`(SELECT who, ${periodName(ask.params.grain, sql`min(moment)`, ask.weekStart)} AS grp FROM ${events.from} GROUP BY who)`;
  if (by === 'channel') return owned(events, 'channel', owner);
  if (by === 'touchpoint') return owned(touchesOf(ask, events, by), 'touchpoint', owner);
  if (by === 'first-touchpoint') return owned(touchesOf(ask, events, by), 'touchpoint', 'first');
  if (ask.has(`touchpoints.${by}`) && !ask.has(`customers.${by}`))
    return sql`(SELECT o.who, any_value(t.${identifier(by)})::VARCHAR AS grp FROM ${owned(touchesOf(ask, events, by), 'touchpoint', owner)} o
      LEFT JOIN touchpoints t ON t.touchpoint = o.grp GROUP BY o.who, ${owner === 'any' ? sql`t.${identifier(by)}` : sql`o.grp`})`;
  if (ask.has(`customers.${by}`))
    return sql`(SELECT e.who, any_value(c.${identifier(by)})::VARCHAR AS grp
      FROM (SELECT who, any_value(customer_id) AS customer_id FROM ${events.from} GROUP BY who) e
      LEFT JOIN customers c ON c.customer_id = e.customer_id GROUP BY e.who)`;
  throw refused('by', by, {
    en: 'touchpoint, first-touchpoint, channel, period, none, a mapped column of touchpoints or customers',
    zh: 'touchpoint、first-touchpoint、channel、period、none，或触点目录、客户中已对应的列',
  });
}

/** `touchpoint` where one is known of each event, or else of the customers' interactions; else `none`. */
export function defaultCustomerGroup(has: (role: string) => boolean, events: Events): 'touchpoint' | 'none' {
  return events.hasTouchpoint || (has('interactions.touchpoint') && has('interactions.customer_id'))
    ? 'touchpoint'
    : 'none';
}

function touchesOf(ask: Ask<typeof groupingParams>, events: Events, by: string): Events {
  if (events.hasTouchpoint) return events;
  if (!ask.has('interactions.touchpoint'))
    throw refused('by', by, { en: 'none, period, or a column of customers', zh: 'none、period，或客户的列' });
  return touches;
}

function owned(events: Events, column: string, owner: Owner): Sql {
  const name = identifier(column);
  if (owner === 'any') return sql`(SELECT DISTINCT who, ${name}::VARCHAR AS grp FROM ${events.from})`;
  // Also where it is not known: who is only known at their second order has bought twice, and would raise repurchase there.
  const pick = join([owner === 'first' ? sql`arg_min_null` : sql`arg_max_null`]);
  return sql`(SELECT who, ${pick}(${name}, nth)::VARCHAR AS grp FROM ${events.from} GROUP BY who)`;
}
