import type { Engine } from '../../engine/engine';
import { sql } from '../../engine/sql';
import type { ResultRow } from '../../metrics/metric';
import { noneOf, numberOf } from './persons';

/**
 * An upper bound of one person's share of a row's money: what the largest customer of all paid (an order without one is a
 * customer's), over the row's sum; where several models share the money out, over the least that one gives the touchpoint.
 */
export async function largestOf(engine: Engine, rows: readonly ResultRow[]): Promise<readonly (number | null)[]> {
  const money = ['revenue', 'value'].find((column) =>
    rows.some(
      (row) => typeof row[column] === 'number' && row[column] !== 0 && 'credit' in row === (column === 'value'),
    ),
  );
  if (money === undefined) return noneOf(rows);
  const [top] = await engine.query(
    sql`SELECT max(s)::DOUBLE AS s FROM (SELECT sum(amount) AS s FROM (
          SELECT amount, coalesce(customer_id, order_id, 'row ' || row_number() OVER ()) AS who FROM orders) GROUP BY who)`,
    { first: 'canonical' },
  );
  const nameOf = (row: ResultRow, at: number) => ('model' in row ? row.touchpoint : at);
  const sums = new Map<unknown, number>();
  rows.forEach((row, at) => {
    const sum = numberOf(row, money);
    if (sum !== null && sum > 0) sums.set(nameOf(row, at), Math.min(sum, sums.get(nameOf(row, at)) ?? Infinity));
  });
  return rows.map((row, at) => {
    const sum = sums.get(nameOf(row, at));
    return typeof top?.s === 'number' && sum !== undefined ? Math.min(1, top.s / sum) : null;
  });
}
