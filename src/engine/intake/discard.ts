import type { Engine } from '../engine';
import { WorkbenchError } from '../errors';
import { identifier, sql } from '../sql';

/** Drops all that an import of this table may have left. An engine that died holds nothing. */
export async function discard(engine: Engine, table: string): Promise<void> {
  const left = [
    identifier('raw', table),
    identifier('reject_errors'),
    identifier('reject_scans'),
    ...['#text', '#rejected', '#instants'].map((part) => identifier('store', table + part)),
  ];
  await engine.run(...left.map((name) => sql`DROP TABLE IF EXISTS ${name}`)).catch((error: unknown) => {
    if (!(error instanceof WorkbenchError && error.code === 'engine-died')) throw error;
  });
}
