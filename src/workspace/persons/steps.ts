import { sql } from '../../engine/sql';
import { noneOf, numberOf, type CountPersons } from './persons';

/** Distinct customers who went from one touchpoint straight to the next. */
export const stepsBehind: CountPersons = async (engine, { found }) => {
  const rows = await engine.query(
    sql`WITH s AS (SELECT customer, touchpoint AS a, lead(touchpoint) OVER (PARTITION BY customer ORDER BY position) AS b FROM interactions WHERE customer IS NOT NULL)
        SELECT a, b, count(DISTINCT customer)::DOUBLE AS n FROM s WHERE a IS NOT NULL AND b IS NOT NULL GROUP BY a, b
        UNION ALL SELECT NULL, NULL, count(DISTINCT customer)::DOUBLE FROM interactions`,
    { first: 'canonical' },
  );
  const count = new Map(rows.map(({ a, b, n }) => [JSON.stringify([a, b]), Number(n)]));
  const of = found.rows.map((row) =>
    Math.min(count.get(JSON.stringify([row.from ?? null, row.to ?? null])) ?? 0, numberOf(row, 'count') ?? Infinity),
  );
  return { of, largest: noneOf(found.rows), whole: count.get('[null,null]') ?? 0 };
};
