import { identifier, join, sql, type Sql } from '../engine/sql';
import type { Step, Supply, Unit, When, Words } from './mapping';
import type { Kind } from './schema';
import { monthNames, noWords, orderStatuses, satisfiedWords, unsatisfiedWords, yesWords } from './words';

/** DuckDB types of the raw tables: table → column → type. */
export type RawTypes = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What stands in schema raw. */
export interface RawTables {
  readonly types: RawTypes;
  /** Of tables made of several files, the column that says the file of each row: table → column. */
  readonly fileColumns: Readonly<Record<string, string>>;
}

/** Where an expression is read: the raw table that stands as `r`, and the joins that expressions ask for. */
export interface Reading {
  readonly source: string;
  readonly types: RawTypes;
  /** LEFT JOINs collected so far; `expression` adds to them. */
  readonly joins: Sql[];
}

const secondsIn: Readonly<Record<Unit, number>> = { ms: 0.001, s: 1, min: 60, h: 3600, d: 86_400 };

/** The SQL of a canonical column over the raw row `r` (with `#row`, its number). */
export function expression(supply: Supply, kind: Kind, reading: Reading): Sql {
  switch (supply.kind) {
    case 'column': {
      const value = column(supply.column, supply.words, kind, reading);
      return withUnit(guarded(value, supply.column, supply.missing, supply.when, reading), supply.unit);
    }
    case 'constant':
      return cast(sql`${supply.value}`, kind);
    case 'product':
      return supply.columns
        .map((name) => sql`TRY_CAST(${at(name)} AS DOUBLE)`)
        .reduce((product, factor) => sql`${product} * ${factor}`);
    case 'moment':
      return sql`TRY_CAST(strftime(TRY_CAST(${at(supply.date)} AS DATE), '%Y-%m-%d') || ' ' || ${timeOfDay(supply.time, reading)} AS TIMESTAMP)`;
    case 'day':
      return sql`TRY_CAST(${whole(supply.year)} || '-' || lpad(${month(supply.month)}, 2, '0') || '-' || lpad(${whole(supply.day)}, 2, '0') AS TIMESTAMP)`;
    case 'paid-when':
      return sql`CASE WHEN ${at(supply.column)} IS NULL THEN 'unpaid' ELSE 'paid' END`;
    case 'row':
      return sql`${`${reading.source}:`} || ${identifier('r', '#row')}`;
    case 'id-in-file':
      return sql`${`${reading.source}:`} || ${textOf(supply.column, reading)}`;
    case 'through':
      return through(supply.path, supply.column, supply.fold, kind, reading);
  }
}

/** Whether the row meets all conditions. */
export function meets(conditions: readonly When[], reading: Reading): Sql[] {
  return conditions.map(
    ({ column: name, is }) => sql`${textOf(name, reading)} IN (${join(is.length ? [...is] : [''])})`,
  );
}

/** A raw column as text; whole numbers without `.0`, so that `17850.0` and `17850` are one id. */
export function textOf(name: string, { source, types }: Pick<Reading, 'source' | 'types'>, alias = 'r'): Sql {
  const value = identifier(alias, name);
  const type = types[source]?.[name] ?? 'VARCHAR';
  if (/^(DOUBLE|FLOAT|DECIMAL)/.test(type))
    return sql`CASE WHEN ${value} = floor(${value}) AND abs(${value}) < 9e15 THEN ${value}::BIGINT::VARCHAR ELSE ${value}::VARCHAR END`;
  if (type !== 'VARCHAR') return sql`${value}::VARCHAR`;
  // Trimming is dear, and intake has done it for all but long texts.
  return sql`CASE WHEN starts_with(${value}, ' ') OR ends_with(${value}, ' ') THEN nullif(trim(${value}), '') WHEN ${value} <> '' THEN ${value} END`;
}

function column(name: string, words: Words | undefined, kind: Kind, reading: Reading): Sql {
  if (words === 'order-status') return status(folded(name, reading));
  if (words === 'satisfied') return either(folded(name, reading), satisfiedWords, unsatisfiedWords, sql`1.0`, sql`0.0`);
  if (kind === 'flag' || words === 'flag') return cast(flag(name, reading), kind);
  if (kind === 'text') return textOf(name, reading);
  return cast(at(name), kind);
}

function flag(name: string, reading: Reading): Sql {
  const type = reading.types[reading.source]?.[name] ?? 'VARCHAR';
  if (type === 'BOOLEAN') return at(name);
  if (type !== 'VARCHAR') return sql`(${at(name)} > 0)`;
  return either(folded(name, reading), yesWords, noWords, sql`true`, sql`false`);
}

function either(value: Sql, yes: readonly string[], no: readonly string[], one: Sql, zero: Sql): Sql {
  return sql`CASE WHEN ${value} IN (${join([...yes])}) THEN ${one} WHEN ${value} IN (${join([...no])}) THEN ${zero} END`;
}

function status(value: Sql): Sql {
  const cases = Object.entries(orderStatuses).map(
    ([meaning, words]) =>
      sql`WHEN ${value} IN (${join([...words])}) OR split_part(replace(${value}, '，', ','), ',', 1) IN (${join([...words])}) THEN ${meaning}`,
  );
  return sql`CASE ${join(cases, '\n')} END`;
}

function folded(name: string, reading: Reading): Sql {
  return sql`lower(${textOf(name, reading)})`;
}

function guarded(
  value: Sql,
  name: string,
  missing: readonly string[] | undefined,
  when: When | undefined,
  reading: Reading,
): Sql {
  const conditions = [
    ...(missing?.length ? [sql`${textOf(name, reading)} NOT IN (${join([...missing])})`] : []),
    ...(when ? meets([when], reading) : []),
  ];
  return conditions.length ? sql`CASE WHEN ${join(conditions, ' AND ')} THEN ${value} END` : value;
}

function withUnit(value: Sql, unit: Unit | undefined): Sql {
  return unit && unit !== 's' ? sql`(${value}) * ${secondsIn[unit]}` : value;
}

function through(path: readonly Step[], column: string, fold: 'first' | 'sum', kind: Kind, reading: Reading): Sql {
  const [first] = path;
  if (!first) return cast(sql`NULL`, kind);
  const alias = `j${String(reading.joins.length)}`;
  reading.joins.push(
    sql`LEFT JOIN ${reached(path, column, fold, kind, reading)} AS ${identifier(alias)} ON ${identifier(alias, 'key')} = ${textOf(first.by, reading)}`,
  );
  return identifier(alias, 'value');
}

/** A derived table (key, value): one row for each key of the first step's table. */
function reached(
  [step, ...rest]: readonly Step[],
  column: string,
  fold: 'first' | 'sum',
  kind: Kind,
  reading: Reading,
): Sql {
  if (!step) throw new TypeError('a join without a step');
  const there: Reading = { source: step.table, types: reading.types, joins: [] };
  const value = rest.length
    ? through(rest, column, fold, kind, there)
    : expression({ kind: 'column', column }, kind, there);
  const folded = fold === 'sum' && kind === 'number' ? sql`sum(${value})` : sql`min(${value})`;
  return sql`(SELECT ${textOf(step.key, there)} AS key, ${folded} AS value FROM ${identifier('raw', step.table)} AS r ${join(there.joins, '\n')} GROUP BY 1)`;
}

function timeOfDay(name: string, { source, types }: Reading): Sql {
  const type = types[source]?.[name] ?? 'VARCHAR';
  if (type === 'DOUBLE' || /INT/.test(type))
    return sql`strftime(TIMESTAMP '1970-01-01' + to_seconds(${at(name)}::BIGINT), '%H:%M:%S')`;
  return type.startsWith('TIMESTAMP') ? sql`strftime(${at(name)}, '%H:%M:%S')` : sql`trim(${at(name)}::VARCHAR)`;
}

function month(name: string): Sql {
  const cases = monthNames.map((short, nth) => sql`WHEN ${short} THEN ${String(nth + 1)}`);
  return sql`CASE lower(left(trim(${at(name)}::VARCHAR), 3)) ${join(cases, '\n')} ELSE ${whole(name)} END`;
}

function whole(name: string): Sql {
  return sql`TRY_CAST(TRY_CAST(${at(name)} AS DOUBLE) AS INTEGER)::VARCHAR`;
}

function at(name: string): Sql {
  return identifier('r', name);
}

function cast(value: Sql, kind: Kind): Sql {
  switch (kind) {
    case 'text':
      return sql`${value}::VARCHAR`;
    case 'number':
      return sql`TRY_CAST(${value} AS DOUBLE)`;
    case 'flag':
      return sql`TRY_CAST(${value} AS BOOLEAN)`;
    case 'time':
      return sql`TRY_CAST(${value} AS TIMESTAMP)`;
  }
}
