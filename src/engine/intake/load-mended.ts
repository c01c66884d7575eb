import type { Engine } from '../engine';
import { identifier, join, sql } from '../sql';
import { mendQuotes } from './mend-quotes';
import { streamOf, type Scratch } from './scratch';
import { formOf, type Into, type TextSource } from './text-source';

/** Reads a text whose quotes are out of place line by line, into the same tables as the engine's own reader; gives the line of each row. */
export async function loadMended(
  engine: Engine,
  source: TextSource,
  into: Into,
  scratch: Scratch,
): Promise<readonly number[]> {
  const text = source.file.blob
    .stream()
    .pipeThrough(new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array>);
  const begun: number[] = [];
  const lines = streamOf(mendQuotes(text, formOf(source, into.names), source.begins, (line) => begun.push(line)));
  const kept = await scratch.keep(`${source.label}#lines`, lines.pipeThrough(new TextEncoderStream()));
  const name = await engine.open({ name: `${source.label}#lines.csv`, ...kept });
  const cells = into.names.map((_, at) => identifier(`c${String(at)}`));
  const columns = join(
    ['line', 'reason', 'text', ...into.names.map((_, at) => `c${String(at)}`)].map(
      (column) => sql`${column}: 'VARCHAR'`,
    ),
  );
  const label = into.fileColumn === null ? sql`` : sql`${into.label}, `;
  const read = sql`read_csv(${name}, auto_detect = false, header = false, all_varchar = true, compression = 'none', columns = {${columns}}, delim = ',', quote = '"', escape = '"', max_line_size = 8000000)`;
  try {
    await engine.run(
      sql`INSERT INTO ${into.cells} SELECT ${label}${join(cells)} FROM ${read} WHERE reason IS NULL`,
      sql`INSERT INTO ${into.rejected} SELECT ${into.label}, CAST(line AS BIGINT), reason, text FROM ${read} WHERE reason IS NOT NULL`,
    );
  } finally {
    await engine.shut(name);
  }
  return begun;
}
