import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A CSV of so many touchpoint events, about 45 bytes each; the same on every machine, and made once. */
export async function events(rows: number): Promise<string> {
  const file = join(tmpdir(), `touchpoint-bench-${String(rows)}.csv`);
  if (existsSync(file)) return file;
  await natively((connection) =>
    connection.run(`
      COPY (SELECT 'C' || (hash(i) % 400000)::VARCHAR AS customer_id,
                   strftime(TIMESTAMP '2025-01-01' + to_seconds((hash(i + 1) % 31000000)::BIGINT), '%Y-%m-%d %H:%M:%S') AS event_time,
                   ['Search ad', 'Newsletter', 'Home page', 'App', 'Checkout', 'Store', 'Hotline', 'Chat'][1 + (hash(i + 2) % 8)::INTEGER] AS touchpoint,
                   hash(i + 3) % 20 = 0 AS outcome, (hash(i + 4) % 600)::INTEGER AS duration_s
            FROM range(${String(rows)}) AS t(i)) TO '${file}' (HEADER)`),
  );
  return file;
}

/** Seconds that native DuckDB needs on one thread to read the file into a table and ask it once. */
export function nativeRead(file: string): Promise<number> {
  return natively(async (connection) => {
    const start = performance.now();
    await connection.run(`SET threads = 1; CREATE TABLE t AS FROM read_csv('${file}'); ${question}`);
    return (performance.now() - start) / 1000;
  });
}

/** What every way of reading the file is asked at the end. */
export const question = 'SELECT touchpoint, count(*), avg(duration_s) FROM t GROUP BY 1';

async function natively<T>(act: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  try {
    return await act(connection);
  } finally {
    connection.closeSync();
  }
}
