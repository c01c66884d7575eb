import type { Engine, Row } from '../engine';
import { identifier, join, sql, type Sql } from '../sql';
import { borderedSql, cell, readCells, textColumn, type ColumnPlan } from './cell-sql';
import { zoneShifts } from './zone-shifts';

/** A plan held against every cell of its column. */
export interface Checked {
  readonly plan: ColumnPlan;
  readonly present: number;
  /** How many cells do not read, and the most frequent of them. */
  readonly failing: { readonly total: number; readonly cells: ReadonlyMap<string, number> };
}

export interface Checking {
  /** IANA name of the zone whose wall clock times are converted to. */
  readonly zone: string;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((share: number) => void) | undefined;
}

/** What of a column's cells is the same however they are read. */
export type Edges = Pick<ColumnPlan, 'bordered' | 'long'>;

const longest = 64;

/** Whether cells of these columns have blanks around them, and whether any is a long text. */
export async function edgesOf(
  engine: Engine,
  table: Sql,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<readonly Edges[]> {
  const facts = names.flatMap((name, at) => [
    sql`coalesce(bool_or(${borderedSql(name)}), false) AS ${identifier(`bordered${String(at)}`)}`,
    sql`coalesce(max(length(${textColumn(name)})), 0) > ${longest} AS ${identifier(`long${String(at)}`)}`,
  ]);
  const [row = {}] = await engine.query(sql`SELECT ${join(facts)} FROM ${table}`, { signal });
  return names.map((_, at) => ({
    bordered: row[`bordered${String(at)}`] === true,
    long: row[`long${String(at)}`] === true,
  }));
}

/** Counts in one pass which cells of these columns do not read, and settles each one's narrowest type. */
export async function check(
  engine: Engine,
  table: Sql,
  plans: readonly ColumnPlan[],
  { zone, signal, progress }: Checking,
): Promise<readonly Checked[]> {
  const facts = plans.flatMap((plan, at) => factsOf(plan, at));
  const [row = {}] = await engine.query(sql`SELECT ${join(facts)} FROM ${readCells(table, plans)}`, {
    signal,
    progress,
  });
  const checked: Checked[] = [];
  for (const [at, plan] of plans.entries()) {
    const fact = (name: string) => row[`${name}${String(at)}`];
    const total = Number(fact('failed') ?? 0);
    const cells = total ? await failingCells(engine, table, plan, signal) : new Map<string, number>();
    const settled = settle(plan, fact, zone);
    checked.push({
      plan: settled ?? plan,
      present: Number(fact('present') ?? 0),
      failing: settled
        ? { total, cells }
        : { total: Number(fact('present')), cells: await longCells(engine, table, plan, signal) },
    });
  }
  return checked;
}

function factsOf({ reading }: ColumnPlan, at: number): readonly Sql[] {
  const name = (fact: string) => identifier(`${fact}${String(at)}`);
  const [text, present, value] = [cell('t', at), cell('p', at), cell('v', at)];
  const counted = sql`count(${present}) AS ${name('present')}`;
  const failed = sql`count(*) FILTER (${present} IS NOT NULL AND ${value} IS NULL) AS ${name('failed')}`;
  switch (reading.kind) {
    case 'text':
      return [counted, sql`0 AS ${name('failed')}`];
    case 'number':
      return [
        counted,
        failed,
        sql`coalesce(bool_and(NOT contains(${text}, '.') AND NOT contains(${text}, 'e') AND NOT contains(${text}, 'E') AND TRY_CAST(${present} AS BIGINT) IS NOT NULL) FILTER (${present} IS NOT NULL), false) AS ${name('whole')}`,
        sql`coalesce(bool_or((${text} LIKE '0%' AND regexp_full_match(${text}, '0[0-9]+')) OR (length(${text}) >= 15 AND regexp_full_match(${text}, '[0-9]{15,}'))), false) AS ${name('code')}`,
      ];
    case 'time':
      return reading.format === 'clock'
        ? [counted, failed]
        : [
            counted,
            failed,
            sql`min(${value}) AS ${name('first')}`,
            sql`max(${value}) AS ${name('last')}`,
            sql`coalesce(bool_and(NOT contains(${text}, ':') AND CAST(${value} AS TIME) = TIME '00:00:00'), false) AS ${name('days')}`,
          ];
    default:
      return [counted, failed];
  }
}

/** The plan with what all cells tell; null where they are codes, not numbers. */
function settle(plan: ColumnPlan, fact: (name: string) => Row[string] | undefined, zone: string): ColumnPlan | null {
  if (plan.reading.kind === 'number' && fact('code') === true) return null;
  if (plan.reading.kind === 'number' && fact('whole') === true && plan.reading.decimal === '.')
    return { ...plan, type: 'BIGINT' };
  if (plan.reading.kind !== 'time' || plan.type === 'TIME') return plan;
  const [first, last] = [fact('first'), fact('last')];
  if (fact('days') === true) return { ...plan, type: 'DATE' };
  if (!(first instanceof Date) || !(last instanceof Date)) return plan;
  return { ...plan, shifts: zoneShifts(zone, first.getTime(), last.getTime()) };
}

async function failingCells(
  engine: Engine,
  table: Sql,
  plan: ColumnPlan,
  signal?: AbortSignal,
): Promise<Map<string, number>> {
  const rows = await engine.query(
    sql`SELECT t0 AS cell, count(*) AS n FROM ${readCells(table, [plan])} WHERE p0 IS NOT NULL AND v0 IS NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 200`,
    { signal },
  );
  return new Map(rows.map((row) => [String(row.cell), Number(row.n)]));
}

async function longCells(
  engine: Engine,
  table: Sql,
  plan: ColumnPlan,
  signal?: AbortSignal,
): Promise<Map<string, number>> {
  const rows = await engine.query(
    sql`SELECT t0 AS cell FROM ${readCells(table, [plan])} WHERE regexp_full_match(t0, '0[0-9]+|[0-9]{15,}') LIMIT 5`,
    { signal },
  );
  return new Map(rows.map((row) => [String(row.cell), 1]));
}
