import { identifier, sql } from '../../engine/sql';
import { fieldsOf } from '../../model/schema';
import type { EngineRoom } from '../engine-room.svelte';
import type { Categories } from './margins-given';

/** More than these are no categories to weigh by. */
const most = 50;

/** The columns of customers with 2 to 50 categories, times apart, and how many customers are of each, most first. */
export async function customerCategories(
  room: EngineRoom,
  roles: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<Categories> {
  const columns = [...roles].filter((role) => role.startsWith('customers.')).map((role) => role.slice(10));
  const found = new Map<string, ReadonlyMap<string, number>>();
  for (const column of columns.filter(isOfCategories)) {
    const rows = await room.use((engine) =>
      engine.query(
        sql`
          SELECT category, count(*)::DOUBLE AS n
          FROM (SELECT any_value(${identifier(column)})::VARCHAR AS category FROM canonical.customers WHERE customer_id IS NOT NULL GROUP BY customer_id)
          WHERE category <> '' GROUP BY category ORDER BY n DESC, category LIMIT ${most + 1}`,
        { signal },
      ),
    );
    if (rows.length > 1 && rows.length <= most)
      found.set(column, new Map(rows.map(({ category, n }) => [String(category), Number(n)])));
  }
  return found;
}

function isOfCategories(column: string): boolean {
  return column !== 'customer_id' && fieldsOf('customers')[column]?.kind !== 'time';
}
