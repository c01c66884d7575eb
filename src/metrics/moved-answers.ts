import type { Engine } from '../engine/engine';
import { identifier, sql, type Sql } from '../engine/sql';
import { answersAtVisits, type Dated } from '../model/filters';

interface Running {
  readonly engine: Engine;
  readonly dated?: Dated | undefined;
  readonly moved?: Sql | undefined;
  readonly signal?: AbortSignal | undefined;
}

let made = 0;

/** Looks for the visits that answers speak of once for all queries of a metric, where it is asked by visits; forgets them after `use`. */
export async function withMoved<R extends Running, T>(running: R, use: (running: R) => Promise<T>): Promise<T> {
  if (running.dated !== 'experience' || running.moved) return use(running);
  running.signal?.throwIfAborted();
  const table = identifier('store', `moved ${String(++made)}`);
  await running.engine.run(sql`CREATE OR REPLACE TABLE ${table} AS ${answersAtVisits}`);
  try {
    return await use({ ...running, moved: table });
  } finally {
    await running.engine.run(sql`DROP TABLE IF EXISTS ${table}`);
  }
}
