import type { Engine } from '../engine';
import { sql, type Sql } from '../sql';
import { readCells, type ColumnPlan } from './cell-sql';
import type { Imported } from './imported';
import { insertRows } from './insert-rows';
import { linesOfRows } from './line-numbers';
import { stagingOf } from './load-text';
import type { Loaded } from './text-source';

const listedAtMost = 10_000;

interface FailedCell {
  readonly row: number;
  readonly reason: string;
  readonly text: string;
}

/** Cells that could not be read stand among the rejected, with the file and line of the row they are in. */
export async function listFailed(
  engine: Engine,
  table: string,
  plans: readonly ColumnPlan[],
  failed: readonly number[],
  loaded: readonly Loaded[],
  format: Imported['format'],
): Promise<void> {
  const { cells, rejected } = stagingOf(table);
  const names = plans.map(({ name }) => name);
  const found: FailedCell[] = [];
  for (const plan of plans.filter((_, at) => (failed[at] ?? 0) > 0))
    found.push(...(await failedCells(engine, cells, plan)));
  for (const one of loaded) {
    const { before, rows, source } = one;
    const own = found.filter(({ row }) => row >= before && row < before + rows);
    if (!own.length) continue;
    // A sheet's rows have numbers of their own, however many lines a cell has.
    const lines =
      format === 'csv' ? await linesOfRows(one, names, [...new Set(own.map(({ row }) => row - before))]) : null;
    const values = own.map(({ row, reason, text }) => {
      const line = lines ? (lines.get(row - before) ?? null) : row - before + source.above + 1;
      return sql`(${source.label}, ${line}, ${reason}, ${text})`;
    });
    await engine.run(...insertRows(rejected, values));
  }
}

async function failedCells(engine: Engine, cells: Sql, plan: ColumnPlan): Promise<readonly FailedCell[]> {
  const rows = await engine.query(
    sql`SELECT "#row", t0 FROM ${readCells(cells, [plan])} WHERE p0 IS NOT NULL AND v0 IS NULL ORDER BY "#row" LIMIT ${listedAtMost}`,
  );
  const reason = `cell: ${plan.name} as ${plan.reading.kind}`;
  return rows.map((row) => ({ row: Number(row['#row']), reason, text: String(row.t0) }));
}
