import { DuckDBInstance } from '@duckdb/node-api';

/** `2025-03-04 15:06:07` of a time in milliseconds, read as UTC. */
export function stamp(time) {
  return new Date(Math.round(time / 1000) * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** CSV text; CRLF as spreadsheets write it. */
export function csv(header, rows) {
  const cell = (value) => {
    const text = value === null || value === undefined ? '' : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `${[header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

let codes;

/** Bytes of a text in GB18030 (two-byte area, as Chinese spreadsheets write it). */
export function gb18030(text) {
  codes ??= new Map(twoByteCodes());
  return Buffer.from(
    [...text].flatMap((letter) => {
      if (letter.charCodeAt(0) < 0x80) return [letter.charCodeAt(0)];
      const code = codes.get(letter);
      if (!code) throw new Error(`no two-byte code for ${letter}`);
      return code;
    }),
  );
}

function* twoByteCodes() {
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail !== 0x7f) yield [decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]];
    }
  }
}

/** Writes `{ columns: { name: type }, rows }` as Parquet (zstd). */
export async function writeParquet(path, { columns, rows }) {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const names = Object.keys(columns);
  await connection.run(`CREATE TABLE t (${names.map((name) => `"${name}" VARCHAR`).join()})`);
  const appender = await connection.createAppender('t');
  for (const row of rows) {
    for (const value of row) append(appender, value);
    appender.endRow();
  }
  appender.closeSync();
  const typed = names.map((name) => `"${name}"::${columns[name]} AS "${name}"`).join();
  await connection.run(
    `SET threads = 1; COPY (SELECT ${typed} FROM t) TO '${path}' (FORMAT parquet, COMPRESSION zstd)`,
  );
  connection.closeSync();
  instance.closeSync();
}

function append(appender, value) {
  if (value === null) appender.appendNull();
  else appender.appendVarchar(String(value));
}
