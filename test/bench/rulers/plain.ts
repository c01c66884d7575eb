import { sql, typed } from '../../../src/engine/sql';
import { openWasm } from '../../../src/engine/wasm';

declare global {
  /** Seconds that the page's engine needs to read the chosen file as DuckDB would by itself, and to ask it once. */
  var plainRead: (question: string) => Promise<number>;
}

const engine = openWasm();

globalThis.plainRead = async (question) => {
  const file = document.querySelector('input')?.files?.[0];
  if (!file) throw new TypeError('no file was chosen');
  const { open, query } = await engine.then((it) => ({ open: it.open.bind(it), query: it.query.bind(it) }));
  const name = await open({ name: file.name, blob: file });
  const start = performance.now();
  await query(sql`CREATE TABLE t AS FROM read_csv(${name})`, { first: 'raw' });
  await query(typed(question), { first: 'raw' });
  return (performance.now() - start) / 1000;
};
