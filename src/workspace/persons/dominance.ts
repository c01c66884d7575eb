import type { Engine } from '../../engine/engine';
import { sql } from '../../engine/sql';
import type { ResultRow } from '../../metrics/metric';
import { noneOf, numberOf } from './persons';

/** An upper bound of one person's share of a row's money: what the largest customer of all paid (an order without one is a customer's), over the row's sum. */
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
  return rows.map((row) => {
    const sum = numberOf(row, money);
    return typeof top?.s === 'number' && sum !== null && sum > 0 ? Math.min(1, top.s / sum) : null;
  });
}
