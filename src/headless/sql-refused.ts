import type { Engine } from '../engine/engine';
import { WorkbenchError } from '../engine/errors';
import { refusedFor } from '../engine/refused';
import { sql } from '../engine/sql';
import { nearest } from '../engine/nearest';

/** The error as it was; one about a statement says where, what was probably meant, and which tables there are where one is missing. */
export async function withMeant(error: unknown, engine: Engine): Promise<unknown> {
  if (!(error instanceof WorkbenchError) || error.code !== 'sql') return error;
  const { message, meant, line, column } = error.details;
  const place = line === undefined ? '' : ` (line ${String(line)}, column ${String(column)})`;
  const refused = refusedFor(String(message));
  const missing = refused?.refusal === 'no-table' ? refused.name : null;
  const tables = missing === null ? [] : await tablesOf(engine);
  const near = missing === null ? (meant ?? null) : nearest(missing, tables);
  const asked = near === null ? '' : `; did you mean "${String(near)}"?`;
  const there = tables.length ? `; tables: ${tables.join(', ')}` : '';
  return new WorkbenchError('sql', { ...error.details, message: `${String(message)}${place}${asked}${there}` }, error);
}

/** Tables of the files first, then the canonical ones. */
async function tablesOf(engine: Engine): Promise<readonly string[]> {
  const rows = await engine.query(
    sql`SELECT table_name AS name FROM information_schema.tables WHERE table_schema IN ('raw', 'canonical') ORDER BY table_schema DESC, table_name`,
  );
  return rows.map(({ name }) => String(name));
}
