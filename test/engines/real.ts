import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Engine } from '../../src/engine/engine';
import { identifier, nothing, sql, type Sql } from '../../src/engine/sql';
import type { TableName } from '../../src/model/schema';

const folder = '../shared/data';

/** The path of a file of the shared data, and whether it is there: for `describe.skipIf(!…)`. */
export function real(path: string): { readonly path: string; readonly there: boolean } {
  return { path: `${folder}/${path}`, there: existsSync(`${folder}/${path}`) };
}

/**
 * Fills a canonical table from a CSV file, all of whose columns are text: `columns` is the select list, `file` the rows'
 * alias, `nth` the row's number. Interactions get their customer and position.
 */
export async function fill(engine: Engine, table: TableName, path: string, columns: Sql, options: Sql = nothing) {
  const place = await engine.open({ name: basename(path), blob: new Blob(), path });
  const name = identifier('canonical', table);
  const rows = sql`SELECT ${columns}, nth FROM (SELECT *, row_number() OVER () AS nth FROM read_csv(${place}, all_varchar=true ${options})) AS file`;
  const made =
    table === 'interactions'
      ? sql`SELECT * EXCLUDE (nth), CASE WHEN customer_id IS NOT NULL THEN dense_rank() OVER (ORDER BY customer_id) END AS customer,
              row_number() OVER (PARTITION BY customer_id ORDER BY occurred_at, nth) AS position FROM (${rows}) ORDER BY customer, position`
      : sql`SELECT * EXCLUDE (nth) FROM (${rows}) ORDER BY nth`;
  await engine.run(
    sql`CREATE OR REPLACE TABLE ${name} AS SELECT * FROM (SELECT * FROM ${name} WHERE false) UNION ALL BY NAME (${made})`,
  );
  await engine.shut(place);
}
