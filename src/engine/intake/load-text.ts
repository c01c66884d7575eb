import type { Engine } from '../engine';
import { WorkbenchError } from '../errors';
import { identifier, join, sql, type Sql } from '../sql';
import { textColumn } from './cell-sql';
import { swallowsRows } from './find-swallowed';
import { loadMended } from './load-mended';
import { insertRows } from './insert-rows';
import { rejectedLines } from './rejected-lines';
import type { Scratch } from './scratch';
import type { Into, Loaded, TextSource } from './text-source';

/** Where texts wait to be typed, and where rows go that do not fit. */
export function stagingOf(table: string) {
  return { cells: identifier('store', `${table}#text`), rejected: identifier('store', `${table}#rejected`) };
}

/**
 * Reads texts of one shape, cell by cell as text, into the staging table; a row that does not fit goes to the rejected
 * ones.
 */
export async function loadText(
  engine: Engine,
  table: string,
  names: readonly string[],
  sources: readonly TextSource[],
  {
    fileColumn,
    signal,
    progress,
    scratch,
  }: {
    readonly fileColumn: string | null;
    readonly scratch: Scratch;
    readonly signal?: AbortSignal | undefined;
    readonly progress?: ((share: number) => void) | undefined;
  },
): Promise<readonly Loaded[]> {
  const { cells, rejected } = stagingOf(table);
  const columns = [...(fileColumn === null ? [] : [fileColumn]), ...names].map(
    (name) => sql`${textColumn(name)} VARCHAR`,
  );
  await engine.run(
    sql`DROP TABLE IF EXISTS ${cells}`,
    sql`DROP TABLE IF EXISTS ${rejected}`,
    sql`CREATE TABLE ${cells} (${join(columns)})`,
    sql`CREATE TABLE ${rejected} (file VARCHAR, line BIGINT, reason VARCHAR, text VARCHAR)`,
  );
  const loaded: Loaded[] = [];
  for (const [at, source] of sources.entries()) {
    const into = { cells, rejected, names, fileColumn, label: source.label };
    const share = progress && ((part: number) => progress((at + part) / sources.length));
    const asking = { signal, progress: share };
    const before = await countOf(engine, cells);
    const found = await readOne(engine, source, into, asking);
    const padded = { ...source, padded: source.padded || found === 'short' };
    const again = found === 'short' ? await readOne(engine, padded, into, asking) : found;
    const lines = again === 'swallowed' ? await loadMended(engine, padded, into, scratch) : null;
    loaded.push({ source: padded, before, rows: (await countOf(engine, cells)) - before, lines });
  }
  return loaded;
}

/** So many rows were short that it must be the file's way, or quotes out of place swallowed rows: then nothing was kept. */
async function readOne(
  engine: Engine,
  source: TextSource,
  into: Into,
  asking: { readonly signal?: AbortSignal | undefined; readonly progress?: ((share: number) => void) | undefined },
): Promise<'read' | 'short' | 'swallowed'> {
  const name = await engine.open(source.file);
  try {
    await engine.run(sql`DROP TABLE IF EXISTS reject_errors`, sql`DROP TABLE IF EXISTS reject_scans`);
    const before = await countOf(engine, into.cells);
    const label = into.fileColumn === null ? sql`` : sql`${into.label}, `;
    await engine.query(
      sql`INSERT INTO ${into.cells} SELECT ${label}* FROM ${reader(name, source, into.names)}`,
      asking,
    );
    const fault = await faultOf(engine, source, into, before);
    if (fault) {
      await engine.run(sql`CREATE OR REPLACE TABLE ${into.cells} AS SELECT * FROM ${into.cells} LIMIT ${before}`);
      return fault;
    }
    await engine.run(
      sql`CREATE OR REPLACE TEMP TABLE begun (line BIGINT, "on" BIGINT)`,
      ...insertRows(
        sql`begun`,
        (await rejectedLines(engine, source.file.blob)).map(([line, on]) => sql`(${line}, ${on})`),
      ),
      sql`INSERT INTO ${into.rejected} SELECT ${into.label}, coalesce(any_value("on"), line), lower(CAST(any_value(error_type) AS VARCHAR)) || ': ' || any_value(error_message), trim(any_value(csv_line), ${'\r\n'}) FROM reject_errors LEFT JOIN begun USING (line) GROUP BY line ORDER BY line`,
      sql`DROP TABLE begun`,
    );
    return 'read';
  } catch (error) {
    asking.signal?.throwIfAborted();
    throw error instanceof WorkbenchError && error.code === 'sql'
      ? new WorkbenchError('file-format', { file: into.label, message: error.message }, error)
      : error;
  } finally {
    await engine.run(sql`DROP TABLE IF EXISTS reject_errors`, sql`DROP TABLE IF EXISTS reject_scans`);
    await engine.shut(name);
  }
}

function reader(file: string, { dialect, above, padded }: TextSource, names: readonly string[]): Sql {
  const columns = join(names.map((name) => sql`${name}: 'VARCHAR'`));
  const comment = dialect.comment ? sql`, comment = ${dialect.comment}` : sql``;
  const padding = padded ? sql`, null_padding = true, parallel = false` : sql``;
  return sql`read_csv(${file}, auto_detect = false, header = false, all_varchar = true, compression = 'none', columns = {${columns}}, delim = ${dialect.delimiter}, quote = ${dialect.quote}, escape = ${dialect.escape}, skip = ${above}, store_rejects = true, rejects_limit = 0, max_line_size = 8000000 ${comment}${padding})`;
}

async function faultOf(
  engine: Engine,
  source: TextSource,
  into: Into,
  before: number,
): Promise<'short' | 'swallowed' | null> {
  if (!source.padded && (await mostlyShort(engine, into.cells, before))) return 'short';
  return (await swallowsRows(engine, source, into, before)) ? 'swallowed' : null;
}

async function countOf(engine: Engine, table: Sql): Promise<number> {
  const [row] = await engine.query(sql`SELECT count(*) AS n FROM ${table}`);
  return Number(row?.n ?? 0);
}

async function mostlyShort(engine: Engine, cells: Sql, before: number): Promise<boolean> {
  const [row] = await engine.query(
    sql`SELECT (SELECT count(*) FROM reject_errors WHERE error_type = 'MISSING COLUMNS') AS short, (SELECT count(*) FROM ${cells}) AS rows`,
  );
  const short = Number(row?.short ?? 0);
  return short >= 3 && short >= 0.01 * (Number(row?.rows ?? 0) - before);
}
