import { sql, type Sql } from '../engine/sql';

/**
 * A column at the next row of the same `within` (customer, or a number that grows with the journeys); null at the last.
 *
 * Interactions are stored by customer and position, and windows without an order read rows as they come: no sort, a third
 * of the time. So this only stands right over `interactions`, filtered as you like, never over a join, a group or a
 * table made in between: those give rows in an order of their own.
 */
export function next(column: Sql, within = sql`customer`): Sql {
  return sql`CASE WHEN lead(${within}) OVER () = ${within} THEN lead(${column}) OVER () END`;
}

/** A column at the row before of the same `within`; null at the first. As `next`, only in the stored order. */
export function previous(column: Sql, within = sql`customer`): Sql {
  return sql`CASE WHEN lag(${within}) OVER () = ${within} THEN lag(${column}) OVER () END`;
}

/**
 * The rows with `nth`: 1, 2, … within the same `within`. As `next`, only in the stored order. Positions cannot say it:
 * they have gaps where rows were left out.
 */
export function counted(rows: Sql, within = sql`customer`): Sql {
  return sql`
    SELECT * EXCLUDE ("#place", "#first"), "#place" - max("#first") OVER (ROWS UNBOUNDED PRECEDING) + 1 AS nth
    FROM (SELECT *, CASE WHEN lag(${within}) OVER () IS DISTINCT FROM ${within} THEN "#place" END AS "#first"
          FROM (SELECT *, row_number() OVER () AS "#place" FROM (${rows})))`;
}

/** Everybody who was seen, as a subquery: customer_id and the integer that stands for it. */
export const seenCustomers = sql`(
  SELECT customer_id, customer FROM (SELECT customer_id, customer, lag(customer) OVER () IS DISTINCT FROM customer AS "#new" FROM interactions WHERE customer IS NOT NULL)
  WHERE "#new")`;
