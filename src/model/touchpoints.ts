import { identifier, join, sql, type Sql } from '../engine/sql';
import { canonicalWord, isListed, journeyPlace } from './catalogue-words';
import type { CatalogueEntry } from './mapping';
import { duckdbType, fieldsOf, type Kind } from './schema';

/**
 * The catalogue: of each touchpoint what the files' `rows` say first, and over it what the person's own entries say; a
 * null in an entry is said too. In the order of the files, or of the journey where every stage is one of its seven.
 */
export function touchpoints(rows: Sql, own: readonly CatalogueEntry[]): Sql {
  const fields = Object.entries(fieldsOf('touchpoints')).filter(([name]) => name !== 'touchpoint');
  const firsts = fields.map(([field]) => {
    const name = identifier(field);
    return sql`arg_min(${name}, "#feed") FILTER (${name} IS NOT NULL) AS ${name}`;
  });
  const listed = sql`SELECT touchpoint, ${join(firsts)}, min("#feed") AS "#feed", min("#row") AS "#row" FROM (${rows}) WHERE touchpoint IS NOT NULL GROUP BY touchpoint`;
  const merged = own.length ? overlaid(listed, own, fields) : listed;
  return sql`SELECT touchpoint, ${join(fields.map(([field]) => identifier(field)))}
    FROM (SELECT *, ${journeyPlace(sql`stage`)} AS "#place" FROM (${merged}))
    ORDER BY CASE WHEN (SELECT count(*) FROM (${merged}) WHERE stage IS NOT NULL AND ${journeyPlace(sql`stage`)} IS NULL) = 0 THEN "#place" END NULLS LAST, "#feed" NULLS LAST, "#row", touchpoint`;
}

function overlaid(listed: Sql, own: readonly CatalogueEntry[], fields: readonly (readonly [string, { kind: Kind }])[]) {
  const values = own.map(
    (entry) =>
      sql`(${join([asText(entry.touchpoint), ...fields.map(([field]) => asText(folded(field, entry[field] ?? null)))])})`,
  );
  const names = join([sql`touchpoint`, ...fields.map(([field]) => identifier(field))]);
  const columns = fields.map(([field, { kind }]) => {
    const name = identifier(field);
    const said = own.filter((entry) => field in entry).map(({ touchpoint }) => touchpoint);
    if (!said.length) return sql`listed.${name}`;
    return sql`CASE WHEN own.touchpoint IN (${join(said)}) THEN TRY_CAST(own.${name} AS ${typeOf[duckdbType[kind]]}) ELSE listed.${name} END AS ${name}`;
  });
  return sql`SELECT coalesce(listed.touchpoint, own.touchpoint) AS touchpoint, ${join(columns)}, listed."#feed", listed."#row"
    FROM (${listed}) AS listed FULL JOIN (VALUES ${join(values)}) AS own(${names}) ON own.touchpoint = listed.touchpoint`;
}

function folded(field: string, value: Scalar): Scalar {
  return isListed(field) && typeof value === 'string' ? canonicalWord(field, value) : value;
}

/** VALUES holds texts only, so that a column of nulls has a type. */
function asText(value: Scalar): Sql {
  return value === null ? sql`NULL::VARCHAR` : sql`${String(value)}`;
}

type Scalar = string | number | boolean | null;

const typeOf = { VARCHAR: sql`VARCHAR`, DOUBLE: sql`DOUBLE`, BOOLEAN: sql`BOOLEAN`, TIMESTAMP: sql`TIMESTAMP` };
