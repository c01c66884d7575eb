import { sql, type Sql } from '../engine/sql';
import { countedOrders } from './counted-orders';
import { seenCustomers } from './stored-order';

interface Known {
  has(role: string): boolean;
}

/** Tables of `journeyQueries`. */
export const journeyTables = {
  /** Each touchpoint's events: their places among all events, and when they were (seconds, never decreasing within a customer). */
  touches: { touchpoint: 'text', places: 'numbers', times: 'numbers' },
  /** Customers in the order of their events, and the place of each one's last event. */
  customers: { byColumn: { customer: 'number', last: 'number' } },
  /**
   * Conversions by customer (`nobody` for who was never met, or when nobody knows when) and then in time: when, the place of
   * the event (none for orders), and what each is worth.
   */
  conversions: { byColumn: { customer: 'number', time: 'number', place: 'number?', value: 'number' } },
  /** Aggregated paths. */
  paths: { path: 'texts', conversions: 'number', nulls: 'number', value: 'number' },
  known: { excluded: 'number' },
} as const;

/** Comes before every customer. */
const nobody = -1;
/** Seconds later than every conversion, for events whose time nobody wrote down: they are stored after all others. */
const later = 1e12;

/** Whether what a conversion is worth is known at all. */
export function conversionsValued(ask: Known): boolean {
  const column = { paths: 'paths.value', orders: 'orders.amount', outcome: 'interactions.value' } as const;
  return ask.has(column[conversionSource(ask)]);
}

/** Where conversions come from: aggregated paths, else orders of known customers, else outcomes of events. */
export function conversionSource(ask: Known): 'paths' | 'orders' | 'outcome' {
  if (ask.has('paths.path')) return 'paths';
  return ask.has('orders.customer_id') && ask.has('orders.ordered_at') ? 'orders' : 'outcome';
}

/** What there is to know of journeys: touches, customers and conversions, or else aggregated paths. */
export function journeyQueries(ask: Known) {
  const source = conversionSource(ask);
  if (source === 'paths') return { touches: null, customers: null, conversions: null, paths: aggregated, known: null };
  return {
    touches,
    customers,
    conversions: source === 'orders' ? orders(ask) : outcomes,
    paths: null,
    known: sql`SELECT count(*)::DOUBLE AS excluded FROM interactions WHERE customer IS NULL`,
  };
}

/** Events with their place among all: only right in the stored order, see `stored-order.ts`. */
const placed = sql`(
  SELECT customer, touchpoint, outcome, value, coalesce(epoch(occurred_at), ${later}) AS time, (row_number() OVER ())::INTEGER AS place,
         lead(customer) OVER () IS DISTINCT FROM customer AS "#last"
  FROM interactions)`;

const touches = sql`
  SELECT touchpoint, list(place) AS places, list(time) AS times
  FROM ${placed} WHERE customer IS NOT NULL AND touchpoint IS NOT NULL GROUP BY touchpoint ORDER BY touchpoint::VARCHAR`;

const customers = sql`
  SELECT customer::DOUBLE AS customer, place::DOUBLE AS last FROM ${placed} WHERE customer IS NOT NULL AND "#last" ORDER BY customer`;

const outcomes = sql`
  SELECT CASE WHEN time < ${later} THEN customer ELSE ${nobody} END::DOUBLE AS customer, time, place::DOUBLE AS place, coalesce(value, 0)::DOUBLE AS value
  FROM ${placed} WHERE outcome AND customer IS NOT NULL ORDER BY customer, place`;

function orders(ask: Known): Sql {
  return sql`
    SELECT CASE WHEN bought.ordered_at IS NULL THEN ${nobody} ELSE coalesce(seen.customer, ${nobody}) END::DOUBLE AS customer,
           coalesce(epoch(bought.ordered_at), ${later}) AS time, NULL::DOUBLE AS place, coalesce(bought.net, 0)::DOUBLE AS value
    FROM ${countedOrders(ask)} AS bought LEFT JOIN ${seenCustomers} AS seen USING (customer_id) ORDER BY customer, time`;
}

const aggregated = sql`
  SELECT list_filter(list_transform(string_split(path, '>'), step -> trim(step)), step -> step <> '') AS path,
         coalesce(conversions, 0)::DOUBLE AS conversions, coalesce(nulls, 0)::DOUBLE AS nulls, coalesce(value, 0)::DOUBLE AS value
  FROM paths WHERE path IS NOT NULL
  ORDER BY conversions DESC, path, nulls, value`;
