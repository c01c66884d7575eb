import type { Asking, Engine } from '../engine/engine';
import { identifier, join, sql, type Sql } from '../engine/sql';

/**
 * The query with words where it gives numbers that stand for words, as touchpoints of interactions are kept. The page's
 * engine cannot hand those over piece by piece: it would have to ask twice, and could not be stopped.
 */
export async function speltOut(engine: Engine, query: Sql, asking: Asking): Promise<Sql> {
  if (!query.text.includes('interactions')) return query;
  const columns = await engine.query(sql`DESCRIBE ${query}`, asking);
  const coded = columns.filter(({ column_type: type }) => String(type).startsWith('ENUM('));
  if (!coded.length) return query;
  const words = coded.map(({ column_name: name, column_type: type }) => {
    const column = identifier(String(name));
    return String(type).endsWith('[]') ? sql`${column}::VARCHAR[] AS ${column}` : sql`${column}::VARCHAR AS ${column}`;
  });
  return sql`SELECT * REPLACE (${join(words)}) FROM (
${query}
)`;
}
