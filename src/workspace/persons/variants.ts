import { sql } from '../../engine/sql';
import { journeyEvents, journeyParams, placedEvents } from '../../metrics/journeys';
import { settle } from '../../metrics/params';
import { countsBy, noneOf, numberOf, type CountPersons } from './persons';

/** Distinct customers who have a journey of exactly this sequence: one may go the same way many times. */
export const variantsBehind: CountPersons = async (engine, { found, setting }) => {
  const { gap_minutes, collapse } = setting.params;
  const asked = settle(journeyParams, {
    ...(gap_minutes === undefined ? {} : { gap_minutes }),
    ...(collapse === undefined ? {} : { collapse }),
  });
  const rows = await engine.query(
    sql`WITH ${journeyEvents(asked)}, cases AS (SELECT any_value(customer) AS customer, array_to_string(list(touchpoint ORDER BY nth), ' > ') AS variant FROM (${placedEvents}) GROUP BY journey)
        SELECT CASE WHEN grouping(variant) = 1 THEN NULL ELSE variant END AS key, count(DISTINCT customer)::DOUBLE AS n FROM cases GROUP BY GROUPING SETS ((variant), ())`,
    { first: 'canonical' },
  );
  const counts = countsBy(rows);
  const of = found.rows.map((row) =>
    Math.min(counts.get(String(row.variant)) ?? 0, numberOf(row, 'count') ?? Infinity),
  );
  return { of, largest: noneOf(found.rows), whole: counts.get(null) ?? 0, nameless: true };
};
