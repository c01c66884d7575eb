import { identifier, join, sql, type Sql } from '../engine/sql';
import { renamed, shownEntries } from './aliases';
import { canonicalised, isListed } from './catalogue-words';
import { blank, noRows, rowsOf } from './feed-rows';
import type { CatalogueEntry, Feed, Mapping } from './mapping';
import { fieldsOf, type TableName } from './schema';
import type { RawTables } from './supply';
import { touchpoints } from './touchpoints';
import { withVisits } from './visits';

/** Statements that make `store.<table>` from all its feeds. Customers and identities come before what uses them. */
export function making(
  table: TableName,
  mapping: Mapping,
  raw: RawTables,
  catalogue: readonly CatalogueEntry[],
): Sql[] {
  const feeds = mapping.feeds.filter((feed) => feed.table === table);
  const rows = resolved(table, feeds, mapping, raw);
  const name = identifier('store', table);
  const made = sql`CREATE OR REPLACE TABLE ${name} AS`;
  switch (table) {
    case 'interactions':
      return interactions(rows, feeds);
    case 'responses':
      return responses(rows, mapping.feeds);
    case 'orders':
      return [sql`${made} ${orders(rows, feeds)}`];
    case 'customers':
      return [
        sql`${made} SELECT customer_id, min(COLUMNS(* EXCLUDE (customer_id, "#row", "#feed"))) FROM (${rows}) WHERE customer_id IS NOT NULL GROUP BY customer_id ORDER BY customer_id`,
      ];
    case 'tickets':
      return [sql`${made} ${tickets(rows, feeds)}`];
    case 'touchpoints':
      return [sql`${made} ${touchpoints(rows, shownEntries(catalogue, mapping.aliases))}`];
    default:
      return [sql`${made} SELECT * EXCLUDE ("#row", "#feed") FROM (${rows}) ORDER BY "#feed", "#row"`];
  }
}

/** All feeds' rows as one: touchpoints under their confirmed names, known words of the catalogue as its own, ids of several systems as one customer's. */
function resolved(table: TableName, feeds: readonly Feed[], mapping: Mapping, raw: RawTables): Sql {
  const parts = feeds.map((feed, at) => sql`SELECT *, ${at} AS "#feed" FROM (${joined(table, feed, mapping, raw)})`);
  const all = join([sql`SELECT *, 0 AS "#feed" FROM (${noRows(table)})`, ...parts], '\nUNION ALL BY NAME\n');
  const fed = (name: string) => feeds.some(({ columns }) => columns[name]);
  const words = Object.keys(fieldsOf(table)).filter((name) => isListed(name) && fed(name));
  const replaced = [
    ...renamed(table, mapping.aliases),
    ...words.flatMap((name) =>
      isListed(name) ? [sql`${canonicalised(name, identifier(name))} AS ${identifier(name)}`] : [],
    ),
  ];
  return replaced.length ? sql`SELECT * REPLACE (${join(replaced)}) FROM (${all})` : all;
}

function joined(table: TableName, feed: Feed, mapping: Mapping, raw: RawTables): Sql {
  const rows = rowsOf(feed, raw);
  const known = mapping.feeds.some((other) => other.table === 'identities');
  if (!known || table === 'identities' || !('customer_id' in fieldsOf(table))) return rows;
  return sql`SELECT f.* REPLACE (coalesce(known.person, f.customer_id) AS customer_id) FROM (${rows}) AS f LEFT JOIN (${persons(feed.source)}) AS known ON known.id = f.customer_id`;
}

/** Person by id: ids of the system that the table is named after, else ids that only one system uses. */
function persons(source: string): Sql {
  return sql`SELECT source_id AS id, min(customer_id) AS person FROM (
      SELECT *, max(mine) OVER () AS named FROM (
        SELECT *, (source IS NULL OR contains(lower(${source}), lower(source))) AS mine FROM store.identities WHERE source_id IS NOT NULL AND customer_id IS NOT NULL))
    WHERE mine = named AND source_id NOT IN (SELECT customer_id FROM store.identities WHERE customer_id IS NOT NULL)
    GROUP BY source_id HAVING count(DISTINCT customer_id) = 1`;
}

/** One sort gives order and position: a row's place among all, less the rows of the customers before. Only columns that a feed gives are sorted along. */
function interactions(rows: Sql, feeds: readonly Feed[]): Sql[] {
  const given = (name: string) => name === 'customer_id' || feeds.some(({ columns }) => name in columns);
  const fields = Object.entries(fieldsOf('interactions')).filter(([, { made }]) => !made);
  const carried = join(fields.flatMap(([name]) => (given(name) ? [identifier(name)] : [])));
  const columns = join(
    fields.map(([name, { kind }]) => (given(name) ? identifier(name) : sql`${blank(kind)} AS ${identifier(name)}`)),
  );
  const within = join(
    ['occurred_at', 'sequence']
      .filter(given)
      .concat('#feed', '#row')
      .map((name) => identifier(name)),
  );
  return [
    sql`CREATE OR REPLACE TABLE store."interactions#rows" AS SELECT ${carried}, "#row", "#feed" FROM (${rows})`,
    sql`CREATE OR REPLACE TABLE store."customers#codes" AS
      SELECT customer_id, row_number() OVER (ORDER BY customer_id)::INTEGER AS customer, (sum(n) OVER (ORDER BY customer_id) - n)::BIGINT AS "#before"
      FROM (SELECT customer_id, count(*) AS n FROM store."interactions#rows" WHERE customer_id IS NOT NULL GROUP BY customer_id)`,
    sql`CREATE OR REPLACE TABLE store.interactions AS
      SELECT ${columns}, customer, "#place" - "#before" AS position
      FROM (SELECT *, row_number() OVER () AS "#place" FROM (
        SELECT i.*, c.customer, c."#before" FROM store."interactions#rows" AS i LEFT JOIN store."customers#codes" AS c ON c.customer_id = i.customer_id
        ORDER BY customer, ${within}))`,
    sql`DROP TABLE store."interactions#rows"`,
    sql`DROP TABLE store."customers#codes"`,
  ];
}

/** Answers know the visit that they speak of where customers were seen. They lie by question: equal ones together. */
function responses(rows: Sql, feeds: readonly Feed[]): Sql[] {
  const seen = feeds.some((feed) => feed.table === 'interactions');
  const numbered = sql`SELECT * EXCLUDE ("#row", "#feed"), "#row"::DOUBLE AS position FROM (${rows})`;
  const order = sql`ORDER BY kind, touchpoint, submitted_at, response_id, item`;
  const made = sql`CREATE OR REPLACE TABLE store.responses AS`;
  if (!seen) return [sql`${made} SELECT *, NULL::TIMESTAMP AS visited_at FROM (${numbered}) ${order}`];
  return [
    sql`CREATE OR REPLACE TABLE store."responses#rows" AS ${numbered}`,
    sql`${made} SELECT * FROM (${withVisits(sql`store."responses#rows"`, sql`store.interactions`)}) ${order}`,
    sql`DROP TABLE store."responses#rows"`,
  ];
}

/** Several rows of one order become one; its totals repeat (one counts) or are lines (they are summed). A negative total is a credit note: closed. */
function orders(rows: Sql, feeds: readonly Feed[]): Sql {
  const several = (once: Feed['once']) => join([-1, ...feeds.flatMap((feed, at) => (feed.once === once ? [at] : []))]);
  const amounts = join(
    ['amount', 'refund', 'cost'].map((name) => {
      const value = identifier(name);
      return sql`CASE WHEN max("#feed") IN (${several('sum')}) THEN sum(${value}) ELSE max(${value}) END AS ${value}`;
    }),
  );
  const kept = Object.keys(fieldsOf('orders')).filter(
    (name) => !['amount', 'refund', 'cost', 'ordered_at'].includes(name),
  );
  const firsts = join(kept.map((name) => sql`min(${identifier(name)}) AS ${identifier(name)}`));
  const grouped = sql`SELECT ${firsts}, min(ordered_at) AS ordered_at, ${amounts}, min("#feed") AS "#feed", min("#row") AS "#row" FROM (${rows})
    GROUP BY CASE WHEN order_id IS NOT NULL AND "#feed" IN (${join([several('sum'), several('repeat')])}) THEN order_id ELSE "#feed"::VARCHAR || '#' || "#row"::VARCHAR END`;
  const columns = join(
    Object.keys(fieldsOf('orders')).map((name) =>
      name === 'status' ? sql`CASE WHEN amount < 0 THEN 'closed' ELSE status END AS status` : identifier(name),
    ),
  );
  return sql`SELECT ${columns} FROM (${grouped}) ORDER BY ordered_at, "#feed", "#row"`;
}

/** A log of a ticket's states becomes one ticket: opened first, resolved last. */
function tickets(rows: Sql, feeds: readonly Feed[]): Sql {
  const several = join([-1, ...feeds.flatMap((feed, at) => (feed.once ? [at] : []))]);
  const firsts = ['created_at', 'first_response_at', 'first_response_s'];
  const columns = Object.keys(fieldsOf('tickets')).map((name) =>
    firsts.includes(name)
      ? sql`min(${identifier(name)}) AS ${identifier(name)}`
      : sql`max(${identifier(name)}) AS ${identifier(name)}`,
  );
  return sql`SELECT ${join(columns)} FROM (${rows})
    GROUP BY CASE WHEN ticket_id IS NOT NULL AND "#feed" IN (${several}) THEN ticket_id ELSE "#feed"::VARCHAR || '#' || "#row"::VARCHAR END
    ORDER BY min("#feed"), min("#row")`;
}
