import type { Engine } from '../engine/engine';
import { fileComment } from '../engine/intake/file-comment';
import { identifier, join, sql, type Sql } from '../engine/sql';
import type { Building, Built } from './built';
import { canonicalWord, isListed } from './catalogue-words';
import { check } from './checks';
import { conditionOn, where, type Filters } from './filters';
import { encodeTouchpoints } from './encode';
import { attributesOf } from './feed-rows';
import type { Mapping } from './mapping';
import { fieldsOf, tableNames, type TableName } from './schema';
import type { RawTypes } from './supply';
import { making } from './tables';
import { noWords, yesWords } from './words';

/** Makes every canonical table anew: rows in schema store, and a view with the filters' WHERE in schema canonical. */
export async function build(engine: Engine, mapping: Mapping, building: Building): Promise<Built> {
  const types = await typesIn(engine, 'raw');
  const fileColumns = await fileColumnsIn(engine);
  for (const table of inOrder) {
    building.signal?.throwIfAborted();
    await engine.run(...making(table, mapping, { types, fileColumns }, building.catalogue));
    if (table === 'interactions') await encodeTouchpoints(engine, sql`store.interactions`);
  }
  const tested = await declareRefunds(engine, mapping);
  const roles = rolesOf(mapping, types, building, tested !== null);
  const filters = await view(engine, building.filters);
  const counts = await countsOf(engine, filters);
  const remarks = await check(engine, { mapping, types, roles, counts, filters, tested });
  return { roles, remarks, counts };
}

/** New filters over the tables that already stand; a matter of milliseconds. Returns the filters as they were understood. */
export async function view(engine: Engine, filters: Filters): Promise<Filters> {
  const settled = await settledFilters(engine, filters);
  const standing = await engine.query(
    sql`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'canonical' AND table_type = 'BASE TABLE'`,
  );
  await engine.run(...standing.map(({ name }) => sql`DROP TABLE ${identifier('canonical', String(name))}`));
  const bearing: readonly TableName[] = ['customers', 'touchpoints'];
  const bearingFirst = [...bearing, ...tableNames.filter((name) => !bearing.includes(name))];
  await engine.run(
    ...bearingFirst.map(
      (table) => sql`CREATE OR REPLACE VIEW ${identifier('canonical', table)} AS ${filtered(table, settled)}`,
    ),
  );
  return settled;
}

const inOrder: readonly TableName[] = ['identities', ...tableNames.filter((name) => name !== 'identities')];

/** Positions are counted anew where a filter takes single events away, so that 1, 2, … stays without gaps; in the stored order, without a sort. */
function filtered(table: TableName, filters: Filters): Sql {
  const condition = conditionOn(table, filters);
  const from = identifier('store', table);
  if (table === 'responses' && filters.from)
    return sql`SELECT * REPLACE (CASE WHEN visited_at >= ${filters.from}::TIMESTAMP THEN visited_at END AS visited_at) FROM ${from} ${where(condition)}`;
  if (table !== 'interactions' || !condition) return sql`SELECT * FROM ${from} ${where(condition)}`;
  return sql`SELECT * EXCLUDE ("#place", "#first") REPLACE (CASE WHEN customer IS NOT NULL THEN "#place" - max("#first") OVER (ROWS UNBOUNDED PRECEDING) + 1 END AS position)
    FROM (SELECT *, CASE WHEN lag(customer) OVER () IS DISTINCT FROM customer THEN "#place" END AS "#first"
          FROM (SELECT *, row_number() OVER () AS "#place" FROM ${from} WHERE ${condition}))`;
}

/** DuckDB types of a schema's tables. */
export async function typesIn(engine: Engine, schema: 'raw' | 'store'): Promise<RawTypes> {
  const rows = await engine.query(
    sql`SELECT table_name AS t, column_name AS c, data_type AS type FROM information_schema.columns WHERE table_schema = ${schema} ORDER BY table_name, ordinal_position`,
  );
  const types: Record<string, Record<string, string>> = {};
  for (const { t, c, type } of rows) (types[String(t)] ??= {})[String(c)] = String(type);
  return types;
}

/** The columns that intake added to tables of several files; it left a comment on them. */
async function fileColumnsIn(engine: Engine): Promise<Readonly<Record<string, string>>> {
  const rows = await engine.query(
    sql`SELECT table_name AS t, column_name AS c FROM duckdb_columns() WHERE schema_name = 'raw' AND comment = ${fileComment}`,
  );
  return Object.fromEntries(rows.map(({ t, c }) => [String(t), String(c)]));
}

/** Values of equality filters as the columns hold them: `Yes` is true where the column is a flag, `5` is 5.0. */
async function settledFilters(engine: Engine, filters: Filters): Promise<Filters> {
  if (!filters.where?.length) return filters;
  const types = await typesIn(engine, 'store');
  return {
    ...filters,
    where: filters.where.map((equality) => {
      const columns = Object.entries(types[equality.table] ?? {});
      const type = columns.find(([name]) => name.toLowerCase() === equality.column.toLowerCase())?.[1];
      const { column } = equality;
      const word = isListed(column) ? canonicalWord(column, equality.value) : equality.value;
      return { ...equality, value: asHeld(word, type) };
    }),
  };
}

function asHeld(value: string, type: string | undefined): string {
  const word = value.normalize('NFKC').trim().toLowerCase();
  if (type === 'BOOLEAN')
    return (yesWords as readonly string[]).includes(word)
      ? 'true'
      : (noWords as readonly string[]).includes(word)
        ? 'false'
        : value;
  if (type === 'DOUBLE' && /^-?\d+$/.test(word)) return `${word}.0`;
  return value;
}

function rolesOf(mapping: Mapping, types: RawTypes, building: Building, tested: boolean): ReadonlySet<string> {
  const fed = mapping.feeds.flatMap((feed) => [
    ...Object.keys(feed.columns).map((column) => `${feed.table}.${column}`),
    ...(feed.answers ?? []).flatMap((answer) => [
      'responses.kind',
      'responses.item',
      answer.kind === 'verbatim' ? 'responses.text' : 'responses.score',
      ...(answer.touchpoint === 'name' ? ['responses.touchpoint'] : []),
      ...(answer.scale ? ['responses.scale_min', 'responses.scale_max'] : []),
    ]),
    ...attributesOf(feed, types).map((name) => `customers.${name.trim()}`),
    ...(feed.table === 'interactions' ? ['interactions.customer', 'interactions.position'] : []),
  ]);
  const listed = building.catalogue.flatMap((entry) =>
    Object.entries(entry).flatMap(([name, value]) =>
      value !== null && name in fieldsOf('touchpoints') ? [`touchpoints.${name}`] : [],
    ),
  );
  return new Set([...fed, ...listed, ...(tested ? ['orders.gross_or_net'] : [])]);
}

/** Where nothing says whether amounts are before or after refunds, the rows are asked: null when they do not tell. */
async function declareRefunds(engine: Engine, mapping: Mapping): Promise<'gross' | 'net' | null> {
  const feeds = mapping.feeds.filter(({ table }) => table === 'orders');
  if (!feeds.some(({ columns }) => columns.refund && columns.amount)) return null;
  if (feeds.some(({ columns }) => columns.gross_or_net)) return null;
  const [row] = await engine.query(
    sql`SELECT count(*)::DOUBLE AS n, count(*) FILTER (amount < refund)::DOUBLE AS below, count(*) FILTER (amount = refund)::DOUBLE AS equal FROM store.orders WHERE refund > 0 AND amount IS NOT NULL`,
  );
  const [n, below, equal] = [Number(row?.n ?? 0), Number(row?.below ?? 0), Number(row?.equal ?? 0)];
  if (n < 5 || (below > 0.02 * n && equal > 0.02 * n) || (below === 0 && equal === 0)) return null;
  const found = below > equal ? 'net' : 'gross';
  await engine.run(sql`UPDATE store.orders SET gross_or_net = ${found}`);
  return found;
}

async function countsOf(engine: Engine, filters: Filters): Promise<Built['counts']> {
  const bounded = (filters.where ?? []).some(({ table }) => table === 'customers');
  const parts = tableNames.map((table) => {
    const without =
      bounded && 'customer_id' in fieldsOf(table) && table !== 'customers'
        ? sql`(SELECT count(*) FROM ${identifier('store', table)} WHERE customer_id IS NULL)`
        : sql`0`;
    return sql`SELECT ${table} AS name, (SELECT count(*) FROM ${identifier('store', table)})::DOUBLE AS al, (SELECT count(*) FROM ${identifier('canonical', table)})::DOUBLE AS kept, ${without}::DOUBLE AS without_customer`;
  });
  const rows = await engine.query(join(parts, '\nUNION ALL BY NAME\n'));
  const entries = rows.map(
    ({ name, al, kept, without_customer }) =>
      [String(name), { all: Number(al), kept: Number(kept), withoutCustomer: Number(without_customer) }] as const,
  );
  return Object.fromEntries(entries) as Built['counts'];
}
