import type { Engine } from '../engine/engine';
import type { ImportedColumn } from '../engine/intake/imported';
import { identifier, sql } from '../engine/sql';
import { isNumber, isTime } from '../model/profile';

/** Rows by value or by equal stretch of a column; `label` is the value, or the stretch's lower end. */
export interface Bar {
  readonly label: string;
  readonly n: number;
}

const stretches = 20;
const most = 8;

/** How a column's values are spread: 20 equal stretches for numbers and times with many values, else the most frequent values. */
export function distribution(engine: Engine, table: string, column: ImportedColumn): Promise<readonly Bar[]> {
  const many = column.distinct > stretches;
  if (many && (isNumber(column) || isTime(column))) return stretched(engine, table, column);
  return frequent(engine, table, column);
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
