import { identifier, join, nothing, sql, type Sql } from '../engine/sql';
import { canonicalWord, isListed } from './catalogue-words';
import { fieldsOf, tableNames, timeOf, type TableName } from './schema';
import { noWords, yesWords } from './words';

/**
 * Equality on a canonical column. A `customers` column filters every table that knows the customer, one of `touchpoints`
 * every table that knows the touchpoint.
 */
export interface Equality {
  readonly table: TableName;
  readonly column: string;
  readonly value: string;
}

/** Which rows count. Ends are ISO dates or times of the workspace's zone; the period is [from, to], whole days. */
export interface Filters {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly where?: readonly Equality[] | undefined;
}

/**
 * The condition that the filters put on a row of `table` (unqualified columns), or null when they say nothing of it. Rows
 * keep their order: a bare IN may be turned into a join that starts from the customers, one inside CASE may not. Customers
 * and touchpoints are looked up in `schema`: as they are filtered now, or all of them.
 */
export function conditionOn(
  table: TableName,
  filters: Filters,
  schema: 'canonical' | 'store' = 'canonical',
): Sql | null {
  const conditions = [
    ...period(table, filters),
    ...(filters.where ?? []).flatMap((equality) => equals(table, equality, schema)),
  ];
  return conditions.length ? join(conditions, ' AND ') : null;
}

/** Where an answer stands in time: when it was given, or when what it speaks of happened. */
export type Dated = 'answer' | 'experience';

/**
 * The query as it reads when only the filtered rows are there: each filtered table becomes a CTE of its own name. With
 * `experience`, answers stand where the customer last was at their touchpoint, if that is known. `answers` is a further
 * condition on responses.
 */
export function scoped(query: Sql, filters: Filters, dated: Dated = 'answer', answers: Sql | null = null): Sql {
  const views = tableNames.flatMap((table) => {
    const condition = both(conditionOn(table, filters), table === 'responses' ? answers : null);
    const elsewhere = table === 'responses' && dated === 'experience';
    const rows = elsewhere ? atVisits : identifier('canonical', table);
    return condition || elsewhere
      ? [sql`${identifier(table)} AS ${keptIn(table)} (SELECT * FROM ${rows} ${where(condition)})`]
      : [];
  });
  return views.length
    ? sql`WITH ${join(views)}
SELECT * FROM (
${query}
)`
    : query;
}

const atVisits = sql`(SELECT * REPLACE (coalesce(visited_at, submitted_at) AS submitted_at) FROM canonical.responses)`;

/** Interactions pass through in the order they are stored in; made in between by several threads they would lose it. */
function keptIn(table: TableName): Sql {
  return table === 'interactions' ? sql`NOT MATERIALIZED` : nothing;
}

function both(one: Sql | null, other: Sql | null): Sql | null {
  return one && other ? join([one, other], ' AND ') : (one ?? other);
}

function period(table: TableName, { from, to }: Filters): Sql[] {
  const column = timeOf[table];
  if (!column) return [];
  const name = identifier(column);
  return [
    ...(from ? [sql`${name} >= ${from}::TIMESTAMP`] : []),
    ...(to
      ? [/\d[T ]\d/.test(to) ? sql`${name} <= ${to}::TIMESTAMP` : sql`${name} < ${to}::TIMESTAMP + INTERVAL 1 DAY`]
      : []),
  ];
}

const keys = { customers: 'customer_id', touchpoints: 'touchpoint' } as const;

function equals(table: TableName, equality: Equality, schema: 'canonical' | 'store'): Sql[] {
  const { table: of } = equality;
  if (table === of) return [same(equality)];
  const key = of === 'customers' || of === 'touchpoints' ? keys[of] : null;
  if (key === null || !(key in fieldsOf(table))) return [];
  const known = sql`SELECT ${identifier(key)} FROM ${identifier(schema, of)} WHERE ${same(equality)}`;
  return [sql`CASE WHEN ${identifier(key)} IN (${known}) THEN true ELSE false END`];
}

/** The value as it was written, or as the column holds it: 1 as 1.0, yes as true, 售后 as service. */
function same({ table, column, value }: Equality): Sql {
  const word = value.normalize('NFKC').trim().toLowerCase();
  const kind = fieldsOf(table)[column.toLowerCase()]?.kind ?? (table === 'customers' ? 'attribute' : 'text');
  const number = kind !== 'text' && /^-?\d+$/.test(word) ? [`${word}.0`] : [];
  const flag = kind === 'flag' ? flagOf(word) : [];
  const listed = isListed(column) ? [canonicalWord(column, value)] : [];
  const held = [...new Set([value, ...number, ...flag, ...listed])];
  return sql`${identifier(column)}::VARCHAR IN (${join(held)})`;
}

function flagOf(word: string): readonly string[] {
  const among = (words: readonly string[]) => words.includes(word);
  return [...(among(yesWords) ? ['true'] : []), ...(among(noWords) ? ['false'] : [])];
}

/** A WHERE clause, or nothing. */
export function where(condition: Sql | null): Sql {
  return condition ? sql`WHERE ${condition}` : nothing;
}
