import { sql } from '../../engine/sql';
import { noneOf, type CountPersons } from './persons';

/** What a column of the map is told of, by the people it rests on. */
const restsOn: Readonly<Record<string, string>> = {
  customers: 'met',
  conversion: 'met',
  exit: 'met',
  csat: 'csat',
  nps: 'nps',
  effort: 'ces',
  emotion: 'emotion',
  response_s: 'tickets',
  wait_s: 'waited',
};

/** A place on the map tells several things, each of other people: the smallest of those groups counts. */
export const journeyMapBehind: CountPersons = async (engine, { found }) => {
  const rows = await engine.query(
    sql`SELECT 'met' AS what, touchpoint AS place, count(DISTINCT customer)::DOUBLE AS n FROM interactions WHERE touchpoint IS NOT NULL GROUP BY ALL
        UNION ALL SELECT coalesce(kind, 'csat'), touchpoint, count(DISTINCT coalesce(customer_id, response_id))::DOUBLE FROM responses WHERE score IS NOT NULL AND touchpoint IS NOT NULL GROUP BY ALL
        UNION ALL SELECT 'tickets', touchpoint, count(DISTINCT coalesce(customer_id, ticket_id))::DOUBLE FROM tickets WHERE touchpoint IS NOT NULL GROUP BY ALL
        UNION ALL SELECT 'waited', touchpoint, max(n) FROM (
          SELECT touchpoint, count(DISTINCT customer)::DOUBLE AS n FROM interactions WHERE wait_s IS NOT NULL GROUP BY ALL
          UNION ALL SELECT touchpoint, count(DISTINCT coalesce(customer_id, ticket_id))::DOUBLE FROM tickets WHERE wait_s IS NOT NULL GROUP BY ALL) GROUP BY ALL
        UNION ALL SELECT 'all', NULL, count(DISTINCT customer)::DOUBLE FROM interactions`,
    { first: 'canonical' },
  );
  const counts = new Map(rows.map(({ what, place, n }) => [JSON.stringify([what, place]), Number(n)]));
  const of = found.rows.map((row) => {
    const told = Object.entries(restsOn).filter(([column]) => typeof row[column] === 'number');
    const sizes = told.map(([, what]) => counts.get(JSON.stringify([what, row.touchpoint])) ?? 0);
    return sizes.length ? Math.min(...sizes) : null;
  });
  return { of, largest: noneOf(found.rows), whole: counts.get('["all",null]') ?? 0, overlapping: true };
};
