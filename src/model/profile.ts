import type { Engine } from '../engine/engine';
import type { Imported, ImportedColumn } from '../engine/intake/imported';
import { identifier, join, sql } from '../engine/sql';

/** What the rows say of one raw table, beyond what intake counted. */
export interface Profile {
  /** Rows by value (as text, most frequent first) of columns with few distinct values. */
  readonly values: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Numeric columns without fractions. */
  readonly whole: ReadonlySet<string>;
  /** Columns whose zeros stand only on rows where a flag column has this one value: column → flag and value. */
  readonly zeroWhen: Readonly<Record<string, { readonly column: string; readonly is: string }>>;
  /** For id columns that repeat: numeric columns with the same value on every row of the id. */
  readonly repeats: Readonly<Record<string, readonly string[]>>;
}
export type Profiles = Readonly<Record<string, Profile>>;

const few = 60;
const sampled = 200_000;

/** Profiles of all tables, by name; large tables are read up to a limit. */
export async function profile(engine: Engine, tables: readonly Imported[], signal?: AbortSignal): Promise<Profiles> {
  const all: Record<string, Profile> = {};
  for (const table of tables) all[table.table] = await profileOf(engine, table, signal);
  return all;
}

async function profileOf(engine: Engine, table: Imported, signal?: AbortSignal): Promise<Profile> {
  const values = await valuesOf(engine, table, signal);
  const whole = await wholeOf(engine, table, signal);
  return {
    values,
    whole,
    zeroWhen: await zerosOf(engine, table, values, signal),
    repeats: await repeatsOf(engine, table, signal),
  };
}

async function valuesOf(engine: Engine, table: Imported, signal?: AbortSignal) {
  const all: Record<string, Record<string, number>> = {};
  for (const { name } of table.columns.filter((column) => column.distinct > 0 && column.distinct <= few)) {
    const column = identifier(name);
    const rows = await engine.query(
      sql`SELECT ${column}::VARCHAR AS v, count(*)::DOUBLE AS n FROM (SELECT ${column} FROM ${identifier('raw', table.table)} LIMIT ${sampled}) WHERE ${column} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1`,
      { signal },
    );
    all[name] = Object.fromEntries(rows.map(({ v, n }) => [plainNumber(String(v)), Number(n)]));
  }
  return all;
}

async function wholeOf(engine: Engine, table: Imported, signal?: AbortSignal): Promise<ReadonlySet<string>> {
  const numbers = table.columns.filter(isNumber).map(({ name }) => name);
  if (!numbers.length) return new Set();
  const tests = numbers.map((name, at) => {
    const column = identifier(name);
    return sql`coalesce(bool_and(${column} = round(${column}::DOUBLE)), true) AS ${identifier(`c${String(at)}`)}`;
  });
  const [row] = await engine.query(
    sql`SELECT ${join(tests)} FROM (SELECT * FROM ${identifier('raw', table.table)} LIMIT ${sampled})`,
    { signal },
  );
  return new Set(numbers.filter((_, at) => row?.[`c${String(at)}`] === true));
}

async function zerosOf(
  engine: Engine,
  table: Imported,
  values: Profile['values'],
  signal?: AbortSignal,
): Promise<Profile['zeroWhen']> {
  const zeros = table.columns.filter(
    (column) => isNumber(column) && Number(column.min) === 0 && canBeUnmeasured(column),
  );
  const flags = table.columns.filter(({ name }) => {
    const words = Object.keys(values[name] ?? {});
    return words.length === 2 && !isTwoNumbersBeyondFlag(words);
  });
  const pairs = zeros.flatMap(({ name }) =>
    flags.filter((flag) => flag.name !== name).map((flag) => ({ name, flag: flag.name })),
  );
  if (!pairs.length) return {};
  const tests = pairs.map(({ name, flag }, at) => {
    const [value, side] = [sql`${identifier(name)}`, sql`${identifier(flag)}::VARCHAR`];
    return sql`CASE WHEN min(${side}) FILTER (${value} = 0) = max(${side}) FILTER (${value} = 0)
        AND min(${side}) FILTER (${value} <> 0) = max(${side}) FILTER (${value} <> 0)
        AND min(${side}) FILTER (${value} = 0) <> min(${side}) FILTER (${value} <> 0)
      THEN min(${side}) FILTER (${value} = 0) END AS ${identifier(`c${String(at)}`)}`;
  });
  const [row] = await engine.query(
    sql`SELECT ${join(tests)} FROM (SELECT * FROM ${identifier('raw', table.table)} LIMIT ${sampled})`,
    { signal },
  );
  const found: Record<string, { column: string; is: string }> = {};
  for (const [at, { name, flag }] of pairs.entries()) {
    const side = row?.[`c${String(at)}`];
    if (typeof side === 'string') found[name] ??= { column: flag, is: side };
  }
  return found;
}

/** Ratings, and times until something happened. */
function canBeUnmeasured({ name, max, distinct }: ImportedColumn): boolean {
  return (Number(max) > 1 && Number(max) <= 10 && distinct <= 11) || /speed|respon|reply|响应|首响/i.test(name);
}

async function repeatsOf(engine: Engine, table: Imported, signal?: AbortSignal): Promise<Profile['repeats']> {
  const ids = table.columns.filter(
    (column) => column.distinct < table.rows - column.nulls && column.distinct > table.rows / 50 && looksLikeId(column),
  );
  const numbers = table.columns.filter((column) => isNumber(column) && !looksLikeId(column)).slice(0, 30);
  const found: Record<string, readonly string[]> = {};
  if (!numbers.length) return found;
  for (const id of ids.slice(0, 6)) {
    const tests = numbers.map(
      ({ name }, at) => sql`(count(DISTINCT ${identifier(name)}) <= 1)::INTEGER AS ${identifier(`c${String(at)}`)}`,
    );
    const [row] = await engine.query(
      sql`SELECT ${join(numbers.map((_, at) => sql`avg(${identifier(`c${String(at)}`)})::DOUBLE AS ${identifier(`c${String(at)}`)}`))}
          FROM (SELECT ${join(tests)} FROM (SELECT * FROM ${identifier('raw', table.table)} LIMIT ${sampled}) WHERE ${identifier(id.name)} IS NOT NULL GROUP BY ${identifier(id.name)} HAVING count(*) > 1)`,
      { signal },
    );
    found[id.name] = numbers.filter((_, at) => Number(row?.[`c${String(at)}`] ?? 0) >= 0.98).map(({ name }) => name);
  }
  return found;
}

/** Whether a column holds numbers. */
export function isNumber({ type }: ImportedColumn): boolean {
  return /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|REAL|DECIMAL.*)$/.test(type);
}

/** Whether a column holds times. */
export function isTime({ type }: ImportedColumn): boolean {
  return /^(DATE|TIMESTAMP.*)$/.test(type);
}

function looksLikeId({ name, type }: ImportedColumn): boolean {
  return /id$|编号|单号|invoice|order|number|^name$/i.test(name.trim()) && !/DATE|TIME|DOUBLE|DECIMAL/.test(type);
}

function isTwoNumbersBeyondFlag(words: readonly string[]): boolean {
  return words.every((word) => Number.isFinite(Number(word))) && words.slice().sort().join() !== '0,1';
}

/** `3.0` and `3` are one value. */
function plainNumber(text: string): string {
  return /^-?\d+\.0+$/.test(text) ? text.slice(0, text.indexOf('.')) : text;
}
