import { sql } from '../../engine/sql';
import { noneOf, numberOf, type CountPersons } from './persons';

/** Distinct persons behind the ids of a source; where retention is told for the matched or the others, those too. */
export const sourcesBehind: CountPersons = async (engine, { found }) => {
  const rows = await engine.query(
    sql`SELECT CASE WHEN grouping(source) = 1 THEN NULL ELSE source END AS key, count(DISTINCT coalesce(customer_id, source_id))::DOUBLE AS n
        FROM identities WHERE source_id IS NOT NULL GROUP BY GROUPING SETS ((source), ())`,
    { first: 'canonical' },
  );
  const counts = new Map(rows.map(({ key, n }) => [key === null ? null : String(key), Number(n)]));
  const of = found.rows.map((row) => {
    const [ids, matched] = [numberOf(row, 'ids') ?? 0, numberOf(row, 'matched') ?? 0];
    return Math.min(
      counts.get(row.source === null || row.source === undefined ? null : String(row.source)) ?? 0,
      ids,
      row.retained_matched === null ? Infinity : matched,
      row.retained_unmatched === null ? Infinity : ids - matched,
    );
  });
  return { of, largest: noneOf(found.rows), whole: counts.get(null) ?? 0 };
};
