import type { Engine } from '../engine';
import { identifier, join, sql, type Sql } from '../sql';
import { textColumn } from './cell-sql';
import { readTail } from './part';
import { cutByLines, type RowForm } from './row-form';
import { linesOf } from './split-rows';
import { formOf, type Into, type TextSource } from './text-source';

const cellsLooked = 200;

/**
 * Whether quotes out of place took rows of the file into one cell or one rejected row, or left them out altogether:
 * the engine's reader tells the first only sometimes, and skips lines above the data by their quotes, too.
 */
export async function swallowsRows(
  engine: Engine,
  source: TextSource,
  { cells, names }: Into,
  before: number,
): Promise<boolean> {
  const form = formOf(source, names);
  if (form.cut.quote === '' || form.width < 2) return false;
  if (source.opened) return true;
  const [rejects] = await engine.query(
    sql`SELECT count(*) AS n FROM reject_errors WHERE error_type = 'UNQUOTED VALUE' AND contains(rtrim(csv_line, ${'\r\n'}), ${'\n'})`,
  );
  if (Number(rejects?.n ?? 0) > 0) return true;
  if (await cellsHoldRows(engine, cells, before, names, form)) return true;
  return source.padded && (await endIsMissing(engine, cells, names, source));
}

async function cellsHoldRows(
  engine: Engine,
  cells: Sql,
  before: number,
  names: readonly string[],
  form: RowForm,
): Promise<boolean> {
  const spans = (name: string) => sql`contains(${textColumn(name)}, ${'\n'})`;
  const counts = names.map((name, at) => sql`count(*) FILTER (${spans(name)}) AS ${identifier(`n${String(at)}`)}`);
  const [found] = await engine.query(sql`SELECT ${join(counts)} FROM ${cells} WHERE rowid >= ${before}`);
  for (const [at, name] of names.entries()) {
    if (!Number(found?.[`n${String(at)}`] ?? 0)) continue;
    const long = await engine.query(
      sql`SELECT ${textColumn(name)} AS v FROM ${cells} WHERE rowid >= ${before} AND ${spans(name)} ORDER BY length(${textColumn(name)}) DESC LIMIT ${cellsLooked}`,
    );
    if (long.some(({ v }) => cutByLines(String(v).split('\n').slice(1, -1), form))) return true;
  }
  return false;
}

/** A reader that pads rows says nothing of a quote that the file's end leaves open. */
async function endIsMissing(
  engine: Engine,
  cells: Sql,
  names: readonly string[],
  { file }: TextSource,
): Promise<boolean> {
  const tail = new TextDecoder().decode(await readTail(file, 64 * 1024));
  const line = linesOf(tail).findLast((text) => text.trim() !== '') ?? '';
  const [count] = await engine.query(sql`SELECT count(*) AS n FROM ${cells}`);
  const rows = Number(count?.n ?? 0);
  if (rows === 0) return line !== '';
  const [last] = await engine.query(sql`SELECT * FROM ${cells} WHERE rowid = ${rows - 1}`);
  const [refused] = await engine.query(sql`SELECT csv_line AS text FROM reject_errors ORDER BY line DESC LIMIT 1`);
  const end = String(names.map((name) => last?.[name] ?? '').findLast((cell) => cell !== '') ?? '')
    .split('\n')
    .at(-1);
  const held = [line, line.replaceAll('""', '"')].some((text) => text.includes(end ?? ''));
  return !held && !String(refused?.text ?? '').includes(line);
}
