import type { Engine } from '../../src/engine/engine';
import { identifier, join, sql, type Sql } from '../../src/engine/sql';
import { duckdbType, fieldsOf, tableNames, type TableName } from '../../src/model/schema';
import { encodeTouchpoints } from '../../src/model/encode';
import { view } from '../../src/model/views';
import { withVisits } from '../../src/model/visits';

/** How many rows each table has that does not follow from others. */
export const size = { interactions: 5_000_000, customers: 200_000, responses: 1_000_000, tickets: 200_000 } as const;

/**
 * Fills the canonical tables as a large firm would: a year of events at 12 touchpoints, a million answers, and orders,
 * tickets, invitations to go with them. The same on every machine. Returns the roles that are mapped: all that hold values.
 */
export async function giveFiveMillion(engine: Engine): Promise<ReadonlySet<string>> {
  for (const table of tableNames) {
    const name = identifier('store', table);
    const fields = Object.entries(fieldsOf(table)).flatMap(([column, { kind }]) =>
      column === 'visited_at' ? [] : [sql`NULL::${types[duckdbType[kind]]} AS ${identifier(column)}`],
    );
    const blank = sql`SELECT ${join(fields)} WHERE false`;
    const made = rows[table];
    const all = made ? sql`SELECT * FROM (${blank}) UNION ALL BY NAME (${made})` : blank;
    await engine.run(sql`CREATE OR REPLACE TABLE ${name} AS ${table === 'interactions' ? small(all) : all}`);
    if (table === 'interactions') await encodeTouchpoints(engine, name);
    if (table === 'responses') await engine.run(sql`CREATE OR REPLACE TABLE ${name} AS ${byQuestion(name)}`);
  }
  await view(engine, {});
  return new Set((await Promise.all(tableNames.map((table) => rolesOf(engine, table)))).flat());
}

/** The numbers that the model makes are integers. */
const small = (rows: Sql) =>
  sql`SELECT * REPLACE (customer::INTEGER AS customer, position::BIGINT AS position) FROM (${rows})`;

/** As the store keeps answers. */
const byQuestion = (responses: Sql) =>
  sql`SELECT * FROM (${withVisits(responses, sql`store.interactions`)}) ORDER BY kind, touchpoint, submitted_at, response_id, item`;

async function rolesOf(engine: Engine, table: TableName): Promise<readonly string[]> {
  const columns = Object.keys(fieldsOf(table));
  const some = columns.map((column) => sql`bool_or(${identifier(column)} IS NOT NULL) AS ${identifier(column)}`);
  const [row] = await engine.query(sql`SELECT ${join(some)} FROM ${identifier('store', table)}`);
  return columns.filter((column) => row?.[column] === true).map((column) => `${table}.${column}`);
}

const types = { VARCHAR: sql`VARCHAR`, DOUBLE: sql`DOUBLE`, BOOLEAN: sql`BOOLEAN`, TIMESTAMP: sql`TIMESTAMP` };
const names = sql`['Search ad', 'Social ad', 'Newsletter', 'Home page', 'Product page', 'App', 'Cart', 'Checkout', 'Store', 'Delivery', 'Hotline', 'Chat']`;
const year = 31_500_000;

/** A number from 0 to below `below` that looks like chance. */
const dice = (salt: number, below: number, of = sql`i`) => sql`((hash(${of} * 64 + ${salt}) % ${below})::BIGINT)`;
const moment = (salt: number, of = sql`i`) => sql`(TIMESTAMP '2025-01-01' + to_seconds(${dice(salt, year, of)}))`;
const someone = (salt: number) => sql`('C' || ${dice(salt, size.customers)})`;
/** The session that event `i` lies in, one customer's within minutes as in real logs: of each 20 events five, of 1, 2, 3, 5 and 9. */
const session = sql`(i // 20 * 5 + (i % 20 >= 1)::BIGINT + (i % 20 >= 3)::BIGINT + (i % 20 >= 6)::BIGINT + (i % 20 >= 11)::BIGINT)`;
const touchpoint = (salt: number) => sql`(${names})[1 + ${dice(salt, 12)}]`;

const rows: Partial<Record<TableName, Sql>> = {
  touchpoints: sql`SELECT unnest(${names}) AS touchpoint, unnest(['awareness', 'awareness', 'awareness', 'interest', 'interest', 'interest', 'purchase', 'purchase', 'purchase', 'service', 'service', 'service']) AS stage,
      unnest([false, false, false, false, false, true, true, true, true, false, false, false]) AS sells, 60 AS sla_s`,
  interactions: sql`
    SELECT * REPLACE ('C' || customer AS customer_id), row_number() OVER (PARTITION BY customer ORDER BY occurred_at, sequence)::DOUBLE AS position
    FROM (SELECT ${dice(1, size.customers, session)}::INTEGER AS customer, NULL::VARCHAR AS customer_id, ${moment(2, session)} + to_seconds(i % 20 * 60 + ${dice(8, 60)}) AS occurred_at,
                 ${touchpoint(3)} AS touchpoint, ['web', 'app', 'store', 'phone'][1 + ${dice(4, 4)}] AS channel, ${dice(5, 20)} = 0 AS outcome, ${dice(6, 600)}::DOUBLE AS duration_s,
                 ${dice(7, 90)}::DOUBLE AS wait_s, 'S' || ${session} AS session_id, i::DOUBLE AS sequence
          FROM range(${size.interactions}) AS t(i))
    ORDER BY customer, position`,
  responses: sql`
    SELECT 'R' || i AS response_id, ${someone(11)} AS customer_id, ${touchpoint(12)} AS touchpoint, ${moment(13)} AS submitted_at, 60 + ${dice(14, 240)}::DOUBLE AS duration_s,
           k.kind, 'transactional' AS survey_type, k.low::DOUBLE AS scale_min, k.high::DOUBLE AS scale_max, (k.low + greatest(${dice(16, 100)} % (k.high - k.low + 1), ${dice(17, 100)} % (k.high - k.low + 1)))::DOUBLE AS score,
           CASE WHEN ${dice(18, 20)} = 0 THEN ['The delivery was late and nobody answered', 'Great app, very easy to use', '客服很耐心，物流也快', '退款太慢，态度很差', 'Fine'][1 + ${dice(19, 5)}] END AS "text",
           k.kind = 'never' AS reversed
    FROM range(${size.responses}) AS t(i)
    JOIN (SELECT unnest(['csat', 'nps', 'ces', 'overall', 'emotion', 'kano_functional', 'kano_dysfunctional', 'importance', 'csat', 'csat']) AS kind, unnest(range(10)) AS at,
                 unnest([1, 0, 1, 1, 1, 1, 1, 1, 1, 1]) AS low, unnest([5, 10, 7, 5, 5, 5, 5, 5, 5, 5]) AS high) AS k ON k.at = ${dice(15, 10)}`,
  orders: sql`
    SELECT 'O' || i AS order_id, ${someone(21)} AS customer_id, ${moment(22)} AS ordered_at, 20 + ${dice(23, 300)}::DOUBLE AS amount, ${touchpoint(24)} AS touchpoint,
           CASE WHEN ${dice(25, 20)} = 0 THEN 'unpaid' ELSE 'paid' END AS status, 'net' AS gross_or_net
    FROM range(500000) AS t(i)`,
  customers: sql`
    SELECT 'C' || i AS customer_id, ['new', 'loyal', 'vip'][1 + ${dice(31, 3)}] AS segment, ['north', 'south', 'east', 'west'][1 + ${dice(32, 4)}] AS region,
           TIMESTAMP '2024-01-01' + to_seconds(${dice(33, year)}) AS first_seen, ${dice(34, 5)} = 0 AS churned, CASE WHEN ${dice(34, 5)} = 0 THEN ${moment(35)} END AS churned_at, ${dice(36, 60)}::DOUBLE AS tenure
    FROM range(${size.customers}) AS t(i)`,
  tickets: sql`
    SELECT 'T' || i AS ticket_id, ${someone(41)} AS customer_id, ${touchpoint(42)} AS touchpoint, CASE WHEN ${dice(43, 3)} = 0 THEN 'R' || ${dice(44, size.responses)} END AS response_id,
           ['bill', 'plan', 'fault'][1 + ${dice(45, 3)}] AS issue, ${moment(46)} AS created_at, ${dice(47, 4000)}::DOUBLE AS first_response_s, ${dice(48, 400_000)}::DOUBLE AS resolution_s,
           1 + (${dice(49, 10)} = 0)::DOUBLE AS contacts, ${dice(50, 10)} > 0 AS resolved
    FROM range(${size.tickets}) AS t(i)`,
  invites: sql`SELECT 'I' || i AS invite_id, ${someone(51)} AS customer_id, ${touchpoint(52)} AS touchpoint, ${moment(53)} AS sent_at FROM range(2000000) AS t(i)`,
  costs: sql`SELECT unnest(${names}) AS touchpoint, 10000.0 AS amount, TIMESTAMP '2025-01-01' AS period_start, TIMESTAMP '2025-12-31' AS period_end`,
  audits: sql`SELECT t AS touchpoint, f AS fact, (hash(t, f) % 5 = 0)::VARCHAR AS "value", 'false' AS canonical FROM unnest(${names}) AS a(t), unnest(['price', 'hours', 'returns']) AS b(f)`,
  indicators: sql`SELECT p AS perspective, n AS name, 80.0 AS actual, 60.0 AS baseline, 100.0 AS target FROM unnest(['customer', 'process']) AS a(p), unnest(['one', 'two']) AS b(n)`,
  identities: sql`SELECT ['crm', 'shop', 'app'][1 + ${dice(61, 3)}] AS source, 'X' || i AS source_id, ${someone(62)} AS customer_id FROM range(400000) AS t(i)`,
};
