import { join, sql, type Sql } from '../sql';

const atOnce = 500;

/** The statements that put rows, each as `(…, …)`, into a table, some hundred a statement. */
export function insertRows(table: Sql, rows: readonly Sql[]): readonly Sql[] {
  return Array.from({ length: Math.ceil(rows.length / atOnce) }, (_, nth) => {
    const portion = rows.slice(nth * atOnce, (nth + 1) * atOnce);
    return sql`INSERT INTO ${table} VALUES ${join(portion)}`;
  });
}
