import type { Engine } from '../../src/engine/engine';
import { identifier, join, sql, type Sql } from '../../src/engine/sql';
import { duckdbType, fieldsOf, tableNames, type TableName } from '../../src/model/schema';
import { encodeTouchpoints } from '../../src/model/encode';
import { withVisits } from '../../src/model/visits';
import type { Given } from '../../src/metrics/metric';

/** Fills the canonical tables with exactly these rows, and says which roles they map. */
export async function give(engine: Engine, given: Given): Promise<ReadonlySet<string>> {
  for (const table of tableNames) {
    const name = identifier('canonical', table);
    await engine.run(
      sql`DROP TABLE IF EXISTS ${name}`,
      sql`CREATE TABLE ${name} AS ${rowsOf(table, given[table] ?? [])}`,
    );
  }
  await encodeTouchpoints(engine, sql`canonical.interactions`);
  await engine.run(
    sql`CREATE OR REPLACE TABLE canonical.responses AS SELECT * FROM (${withVisits(sql`canonical.responses`, sql`canonical.interactions`)}) ORDER BY position`,
  );
  return rolesOf(given);
}

function rolesOf(given: Given): ReadonlySet<string> {
  return new Set(
    Object.entries(given).flatMap(([table, rows]) =>
      rows.flatMap((row) => Object.keys(row).map((column) => `${table}.${column}`)),
    ),
  );
}

function rowsOf(table: TableName, rows: NonNullable<Given[TableName]>): Sql {
  const strangers = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => !(name in fieldsOf(table)));
  const fields = [
    ...Object.entries(fieldsOf(table)).filter(([, field]) => !field.made),
    ...strangers.map((name) => [name, { kind: 'text' as const }] as const),
  ];
  const cells = (row: Readonly<Record<string, string | number | boolean | null>>, at: number) =>
    sql`(${at}, ${join(fields.map(([name]) => sql`${row[name] ?? null}`))})`;
  const blank = fields.map(() => sql`NULL`);
  const values = rows.length ? join(rows.map(cells)) : sql`(0, ${join(blank)})`;
  const typed = join(
    fields.map(
      ([name, { kind }]) => sql`${identifier(name)}::${identifierless(duckdbType[kind])} AS ${identifier(name)}`,
    ),
  );
  const made =
    table === 'interactions'
      ? sql`, CASE WHEN customer_id IS NOT NULL THEN dense_rank() OVER (ORDER BY customer_id) END AS customer, row_number() OVER (PARTITION BY customer_id ORDER BY occurred_at, sequence, nth) AS position`
      : table === 'responses'
        ? sql`, nth::DOUBLE AS position`
        : sql``;
  const order = table === 'interactions' ? sql`ORDER BY customer, position` : sql`ORDER BY nth`;
  return sql`SELECT * EXCLUDE (nth) FROM (SELECT nth, ${typed} ${made} FROM (VALUES ${values}) AS v(nth, ${join(fields.map(([name]) => identifier(name)))}) ${rows.length ? sql`` : sql`WHERE false`}) ${order}`;
}

const types = { VARCHAR: sql`VARCHAR`, DOUBLE: sql`DOUBLE`, BOOLEAN: sql`BOOLEAN`, TIMESTAMP: sql`TIMESTAMP` };
const identifierless = (type: keyof typeof types) => types[type];
