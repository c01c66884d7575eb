import type { Engine, LocalFile } from '../engine';
import { WorkbenchError } from '../errors';
import { identifier, join, sql, type Sql } from '../sql';
import { textColumn } from './cell-sql';
import type { Dialect } from './imported';

export interface TextSource {
  readonly file: LocalFile;
  /** The name that rejected rows and the column `file` bear. */
  readonly label: string;
  readonly dialect: Dialect;
  readonly above: number;
  readonly padded: boolean;
}

/** Where texts wait to be typed, and where rows go that do not fit. */
export function stagingOf(table: string) {
  return { cells: identifier('store', `${table}#text`), rejected: identifier('store', `${table}#rejected`) };
}

/** Reads texts of one shape, cell by cell as text, into the staging table; a row that does not fit goes to the rejected ones. */
export async function loadText(
  engine: Engine,
  table: string,
  names: readonly string[],
  sources: readonly TextSource[],
  {
    fileColumn,
    signal,
    progress,
  }: {
    readonly fileColumn: string | null;
    readonly signal?: AbortSignal | undefined;
    readonly progress?: ((share: number) => void) | undefined;
  },
): Promise<void> {
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
  for (const [at, source] of sources.entries()) {
    const into = { cells, rejected, names, fileColumn, label: source.label };
    const share = progress && ((part: number) => progress((at + part) / sources.length));
    const short = await readOne(engine, source, into, { signal, progress: share });
    if (short) await readOne(engine, { ...source, padded: true }, into, { signal, progress: share });
  }
}

interface Into {
  readonly cells: Sql;
  readonly rejected: Sql;
  readonly names: readonly string[];
  readonly fileColumn: string | null;
  readonly label: string;
}

/** True when so many rows were short that it must be the file's way, and nothing was kept. */
async function readOne(
  engine: Engine,
  source: TextSource,
  into: Into,
  asking: { readonly signal?: AbortSignal | undefined; readonly progress?: ((share: number) => void) | undefined },
): Promise<boolean> {
  const name = await engine.open(source.file);
  try {
    await engine.run(sql`DROP TABLE IF EXISTS reject_errors`, sql`DROP TABLE IF EXISTS reject_scans`);
    const [kept] = await engine.query(sql`SELECT count(*) AS n FROM ${into.cells}`);
    const label = into.fileColumn === null ? sql`` : sql`${into.label}, `;
    await engine.query(
      sql`INSERT INTO ${into.cells} SELECT ${label}* FROM ${reader(name, source, into.names)}`,
      asking,
    );
    if (!source.padded && (await mostlyShort(engine, into.cells, Number(kept?.n ?? 0)))) {
      await engine.run(sql`DELETE FROM ${into.cells} WHERE rowid >= ${Number(kept?.n ?? 0)}`);
      return true;
    }
    await engine.run(
      sql`INSERT INTO ${into.rejected} SELECT ${into.label}, line, lower(CAST(any_value(error_type) AS VARCHAR)) || ': ' || any_value(error_message), trim(any_value(csv_line), ${'\r\n'}) FROM reject_errors GROUP BY line ORDER BY line`,
    );
    return false;
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

async function mostlyShort(engine: Engine, cells: Sql, before: number): Promise<boolean> {
  const [row] = await engine.query(
    sql`SELECT (SELECT count(*) FROM reject_errors WHERE error_type = 'MISSING COLUMNS') AS short, (SELECT count(*) FROM ${cells}) AS rows`,
  );
  const short = Number(row?.short ?? 0);
  return short >= 3 && short >= 0.01 * (Number(row?.rows ?? 0) - before);
}
