import type { Engine } from '../engine/engine';
import { join, sql, type Sql } from '../engine/sql';

/** More names than this are no catalogue but a mistake, and stay as they are. */
const mostNames = 65_535;

/**
 * Keeps the touchpoints of a table of interactions as small integers with a list of names, in the names' order. Queries
 * read, compare and sort them as text; millions of rows take a fraction of the time and the memory.
 */
export async function encodeTouchpoints(engine: Engine, interactions: Sql): Promise<void> {
  const rows = await engine.query(
    sql`SELECT DISTINCT touchpoint AS name FROM ${interactions} WHERE touchpoint IS NOT NULL ORDER BY name LIMIT ${mostNames + 1}`,
  );
  if (!rows.length || rows.length > mostNames) return;
  const names = join(rows.map(({ name }) => String(name)));
  await engine.run(sql`ALTER TABLE ${interactions} ALTER COLUMN touchpoint TYPE ENUM(${names})`);
}
