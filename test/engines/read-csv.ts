import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import type { Engine } from '../../src/engine/engine';
import type { Imported, ImportedColumn } from '../../src/engine/intake/imported';
import { identifier, sql, typed } from '../../src/engine/sql';

/** A clean CSV file as a raw table, read by native DuckDB's own sniffer: for tests of the model alone. */
export async function readCsv(engine: Engine, path: string, table: string, options = ''): Promise<Imported> {
  const name = identifier('raw', table);
  const opened = await engine.open({ name: basename(path), blob: await openAsBlob(path), path });
  await engine.run(typed(`CREATE OR REPLACE TABLE ${name.text} AS FROM read_csv('${opened}' ${options})`));
  await engine.shut(opened);
  return describeTable(engine, table);
}

/** What intake would say of a raw table that stands already. */
export async function describeTable(engine: Engine, table: string): Promise<Imported> {
  const name = identifier('raw', table);
  const { columns } = await engine.ask(sql`SELECT * FROM ${name} LIMIT 0`);
  const [counted] = await engine.query(sql`SELECT count(*)::DOUBLE AS n FROM ${name}`);
  const described: ImportedColumn[] = [];
  for (const column of columns) {
    const c = identifier(column.name);
    const [row] = await engine.query(
      sql`SELECT count(*) FILTER (${c} IS NULL)::DOUBLE AS nulls, count(DISTINCT ${c})::DOUBLE AS n, min(${c})::VARCHAR AS low, max(${c})::VARCHAR AS high FROM ${name}`,
    );
    const examples = await engine.query(
      sql`SELECT DISTINCT ${c}::VARCHAR AS v FROM ${name} WHERE ${c} IS NOT NULL ORDER BY 1 LIMIT 5`,
    );
    const numeric = /INT|DOUBLE|DECIMAL/.test(column.type);
    described.push({
      name: column.name,
      type: column.type,
      reading: { kind: 'text' },
      missing: [],
      nulls: Number(row?.nulls),
      failed: 0,
      distinct: Number(row?.n),
      min: numeric && row?.low != null ? Number(row.low) : ((row?.low as string | null) ?? null),
      max: numeric && row?.high != null ? Number(row.high) : ((row?.high as string | null) ?? null),
      examples: examples.map(({ v }) => String(v)),
    });
  }
  return {
    table,
    files: [`${table}.csv`],
    format: 'csv',
    encoding: 'utf-8',
    dialect: null,
    columns: described,
    rows: Number(counted?.n),
    rejected: 0,
    notes: [],
  };
}
