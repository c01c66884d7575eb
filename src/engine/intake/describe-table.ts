import type { Engine, Row } from '../engine';
import { identifier, join, sql, typed } from '../sql';
import type { ColumnPlan } from './cell-sql';
import type { ImportedColumn, Reading } from './imported';

/** How a column was read. */
interface Known {
  readonly plan: ColumnPlan;
  readonly failed: number;
  readonly nearly?: Reading | undefined;
}

const exactUpTo = 200_000;

/** What the columns of a table in schema raw hold, in one pass (a pass for every forty columns). */
export async function describeTable(
  engine: Engine,
  table: string,
  known: readonly Known[] = [],
): Promise<{ readonly rows: number; readonly columns: readonly ImportedColumn[] }> {
  const name = identifier('raw', table);
  const { columns: found, rows: first } = await engine.ask(sql`SELECT * FROM ${name} LIMIT 100`);
  const [counted] = await engine.query(sql`SELECT count(*) AS n FROM ${name}`);
  const rows = Number(counted?.n ?? 0);
  const columns: ImportedColumn[] = [];
  for (let from = 0; from < found.length; from += 40) {
    const part = found.slice(from, from + 40);
    const facts = part.flatMap((column, at) => factsOf(column.name, column.type, at, rows));
    const [row = {}] = await engine.query(sql`SELECT ${join(facts)} FROM ${name}`);
    columns.push(...part.map((column, at) => described(column, at, row, first, known)));
  }
  return { rows, columns };
}

function factsOf(name: string, type: string, at: number, rows: number) {
  const column = identifier(name);
  const distinct = rows <= exactUpTo ? sql`count(DISTINCT ${column})` : sql`approx_count_distinct(${column})`;
  const nested = isNested(type);
  return [
    sql`count(${column}) AS ${identifier(`c${String(at)}`)}`,
    sql`${nested ? sql`approx_count_distinct(${column}::VARCHAR)` : distinct} AS ${identifier(`d${String(at)}`)}`,
    sql`${bound('min', column, type, nested)} AS ${identifier(`a${String(at)}`)}`,
    sql`${bound('max', column, type, nested)} AS ${identifier(`z${String(at)}`)}`,
    sql`count(*) AS ${identifier(`n${String(at)}`)}`,
  ];
}

function bound(which: 'min' | 'max', column: ReturnType<typeof identifier>, type: string, nested: boolean) {
  if (nested || type === 'BOOLEAN' || type === 'BLOB' || type === 'INTERVAL') return sql`NULL::VARCHAR`;
  const value = typed(`${which}(${column.text})`);
  if (/^(?:DATE|TIME|TIMESTAMP|ENUM)/.test(type)) return sql`CAST(${value} AS VARCHAR)`;
  return type === 'VARCHAR' ? sql`left(CAST(${value} AS VARCHAR), 200)` : value;
}

function isNested(type: string): boolean {
  return /^(?:STRUCT|MAP|UNION)|\]$/.test(type);
}

function described(
  { name, type }: { readonly name: string; readonly type: string },
  at: number,
  row: Row,
  first: readonly Row[],
  known: readonly Known[],
): ImportedColumn {
  const fact = (letter: string) => row[`${letter}${String(at)}`] ?? null;
  const plan = known.find((one) => one.plan.name === name);
  return {
    name,
    type,
    reading: plan?.plan.reading ?? readingOf(type),
    missing: plan?.plan.missing ?? [],
    ...(plan?.nearly ? { nearly: plan.nearly } : {}),
    nulls: Number(fact('n')) - Number(fact('c')),
    failed: plan?.failed ?? 0,
    distinct: Number(fact('d')),
    min: scalar(fact('a')),
    max: scalar(fact('z')),
    examples: examplesOf(first, name, type),
  };
}

function scalar(value: Row[string] | undefined): string | number | null {
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

function examplesOf(rows: readonly Row[], name: string, type: string): readonly string[] {
  const shown = rows.flatMap((row) =>
    row[name] === null || row[name] === undefined ? [] : [shownAs(row[name], type)],
  );
  return [...new Set(shown)].slice(0, 5);
}

function shownAs(value: Row[string], type: string): string {
  if (value instanceof Date)
    return value
      .toISOString()
      .slice(0, type === 'DATE' ? 10 : 19)
      .replace('T', ' ');
  return (typeof value === 'object' ? JSON.stringify(value) : String(value)).slice(0, 200);
}

/** How a column that came typed is read. */
function readingOf(type: string): ImportedColumn['reading'] {
  if (type === 'BOOLEAN') return { kind: 'flag' };
  if (/^(?:DATE|TIME)/.test(type)) return { kind: 'time', format: 'iso', order: 'unambiguous' };
  return /INT|^DOUBLE|^FLOAT|^DECIMAL/.test(type) && !isNested(type)
    ? { kind: 'number', decimal: '.', percent: false }
    : { kind: 'text' };
}
