import type { Engine } from '../engine/engine';
import type { Imported, ImportedColumn } from '../engine/intake/imported';
import { identifier, sql } from '../engine/sql';
import { isNumber, isTime } from '../model/profile';

/** Rows by value or by equal stretch of a column; `label` is the value, or the stretch's lower end. */
export interface Bar {
  readonly label: string;
  readonly n: number;
}

/** Bars of a column: rows by value, or, where no value stands out (ids), values by how many rows each stands on. */
export interface Spread {
  readonly of: 'rows' | 'values';
  readonly bars: readonly Bar[];
}

const stretches = 20;
const most = 8;
/** The most frequent values say nothing of the others where they hold less than this share of the rows, or than twice what chance gives. */
const telling = 0.1;

/** How a column's values are spread: 20 equal stretches for numbers and times with many values, else the most frequent values. */
export async function distribution(
  engine: Engine,
  table: Pick<Imported, 'table' | 'rows'>,
  column: ImportedColumn,
): Promise<Spread> {
  const filled = table.rows - column.nulls;
  const many = column.distinct > stretches;
  const counted = /INT/.test(column.type) && column.distinct >= filled;
  if (many && !counted && (isNumber(column) || isTime(column)))
    return { of: 'rows', bars: await stretched(engine, table.table, column) };
  const bars = many && counted ? [] : await frequent(engine, table.table, column);
  const top = bars.reduce((sum, { n }) => sum + n, 0);
  if (!many || top >= Math.max(telling, (2 * most) / column.distinct) * filled) return { of: 'rows', bars };
  return { of: 'values', bars: await repeated(engine, table.table, column) };
}

/** Values by how many rows each stands on; from `stretches` rows on they are one bar. */
async function repeated(engine: Engine, table: string, column: ImportedColumn): Promise<readonly Bar[]> {
  const name = identifier(column.name);
  const rows = await engine.query(sql`
    SELECT least(times, ${stretches})::INTEGER AS times, count(*)::DOUBLE AS n
    FROM (SELECT count(*) AS times FROM ${identifier('raw', table)} WHERE ${name} IS NOT NULL GROUP BY ${name}) GROUP BY 1 ORDER BY 1`);
  return rows.map(({ times, n }) => ({
    label: Number(times) === stretches ? `≥ ${String(stretches)}` : String(times),
    n: Number(n),
  }));
}

async function stretched(engine: Engine, table: string, column: ImportedColumn): Promise<readonly Bar[]> {
  const name = identifier(column.name);
  const value = isTime(column) ? sql`epoch(${name}::TIMESTAMP)` : sql`${name}::DOUBLE`;
  const rows = await engine.query(sql`
    WITH v AS (SELECT ${value} AS x FROM ${identifier('raw', table)} WHERE ${name} IS NOT NULL),
         e AS (SELECT min(x) AS a, max(x) AS b FROM v WHERE isfinite(x))
    SELECT least(floor((x - a) / (b - a) * ${stretches}), ${stretches - 1})::INTEGER AS at, count(*)::DOUBLE AS n, any_value(a) AS a, any_value(b) AS b
    FROM v, e WHERE isfinite(x) AND b > a GROUP BY 1 ORDER BY 1`);
  const [{ a, b } = { a: 0, b: 0 }] = rows;
  const counts = new Map(rows.map(({ at, n }) => [Number(at), Number(n)]));
  const start = (at: number) => Number(a) + ((Number(b) - Number(a)) * at) / stretches;
  return Array.from({ length: rows.length ? stretches : 0 }, (_, at) => ({
    label: isTime(column) ? new Date(start(at) * 1000).toISOString().slice(0, 10) : shortened(start(at)),
    n: counts.get(at) ?? 0,
  }));
}

async function frequent(engine: Engine, table: string, column: ImportedColumn): Promise<readonly Bar[]> {
  const name = identifier(column.name);
  const inOrder = isNumber(column) || isTime(column);
  const rows = await engine.query(sql`
    SELECT ${name}::VARCHAR AS v, count(*)::DOUBLE AS n, any_value(${name}) AS k FROM ${identifier('raw', table)}
    WHERE ${name} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${inOrder ? stretches : most}`);
  const bars = rows.map(({ v, n, k }) => ({ label: String(v), n: Number(n), k: Number(k) }));
  return (inOrder ? bars.sort((a, b) => a.k - b.k) : bars).map(({ label, n }) => ({ label, n }));
}

function shortened(value: number): string {
  return Number(value.toPrecision(3)).toString();
}
