import type { Engine } from '../engine';
import { sql } from '../sql';
import { piecesOf } from './scratch';

const [feed, carriage] = [10, 13];

/** Of refused rows, the engine's number, which counts a row of several lines once, and the line of the file that they begin on. */
export async function rejectedLines(engine: Engine, blob: Blob): Promise<readonly (readonly [number, number])[]> {
  const rows = await engine.query(
    sql`SELECT line::DOUBLE AS line, min(line_byte_position)::DOUBLE - 1 AS place FROM reject_errors GROUP BY line ORDER BY place`,
  );
  const lines = rows.length
    ? await linesAt(
        blob,
        rows.map(({ place }) => Number(place)),
      )
    : [];
  return rows.flatMap(({ line }, nth) => {
    const at = lines[nth];
    return at === undefined || at === null || at === line ? [] : [[Number(line), at] as const];
  });
}

/** The line, from 1, that begins at each of these bytes (rising); null where none does. */
async function linesAt(blob: Blob, places: readonly number[]): Promise<readonly (number | null)[]> {
  const found: (number | null)[] = [];
  let [offset, line, last] = [0, 1, feed];
  for await (const bytes of piecesOf(blob.stream())) {
    for (const byte of bytes) {
      const begins = last === feed || (last === carriage && byte !== feed);
      if (begins && offset > 0) line += 1;
      // The engine takes the second sign of a line's end for the first of the next line.
      const ending = last === carriage && byte === feed;
      while (places[found.length] === offset) found.push(begins ? line : ending ? line + 1 : null);
      last = byte;
      offset += 1;
    }
    if (found.length === places.length) break;
  }
  return found;
}
