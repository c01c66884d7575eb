import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, Row } from '../src/engine/engine';
import { WorkbenchError } from '../src/engine/errors';
import { sql, typed } from '../src/engine/sql';
import { openNative } from '../src/headless/native';
import { values } from './engines/values';
import { openWasmInNode } from './engines/wasm-node';

describe.each(Object.entries({ native: openNative, 'wasm in Node': openWasmInNode }))('on %s', (_, open) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
  });
  afterAll(() => engine.close());

  it('is DuckDB 1.4.3', async () => {
    expect(await engine.version()).toBe('v1.4.3');
  });

  it.each(values)('gives %s', async (_title, expression, type, expected) => {
    const { columns, rows } = await engine.ask(sql`SELECT ${expression} AS v`);
    expect(rows).toEqual([{ v: expected }]);
    expect(columns[0]!.type.replaceAll('"', '')).toBe(type.replaceAll('"', ''));
  });

  it('tells columns of one name apart, and knows them without rows', async () => {
    const { columns, rows } = await engine.ask(sql`SELECT 1 AS a, 2 AS a WHERE false`);
    expect(columns.map(({ name }) => name)).toEqual(['a', 'a:1']);
    expect(rows).toEqual([]);
  });

  it('gives the same by column, DOUBLE in one piece with NaN for what does not exist', async () => {
    const { cells, length, rows } = await engine.ask(
      sql`SELECT CASE WHEN i % 3 = 0 THEN NULL WHEN i = 4 THEN 'inf'::DOUBLE ELSE i / 2 END AS half, i % 5 = 0 AS fifth FROM range(5000) r(i)`,
    );
    expect([length, rows.length]).toEqual([5000, 5000]);
    expect(cells[0]).toBeInstanceOf(Float64Array);
    expect(cells[0]!.slice(0, 6)).toEqual(Float64Array.of(NaN, 0.5, 1, NaN, NaN, 2.5));
    expect(rows[4]).toEqual({ half: null, fifth: false });
    expect(cells[1]!.slice(4994, 4996)).toEqual([false, true]);
    expect(rows[4995]).toEqual({ half: null, fifth: true });
  });

  it('returns many rows with nulls in their places', async () => {
    const rows = await engine.query(
      sql`SELECT i, CASE WHEN i % 3 = 0 THEN NULL ELSE 'x' || i END AS t FROM range(5000) r(i)`,
    );
    expect(rows).toHaveLength(5000);
    expect(rows[4998]).toEqual({ i: 4998, t: null });
    expect(rows[4999]).toEqual({ i: 4999, t: 'x4999' });
  });

  it('returns many texts in their places, whatever they are written in', async () => {
    const text = (i: number) => [null, `plain ${String(i)}`, '', i < 3000 ? 'late' : `晚 ${String(i)} 👍`][i % 4];
    const found = await engine.query(
      sql`SELECT CASE i % 4 WHEN 1 THEN 'plain ' || i WHEN 2 THEN '' WHEN 3 THEN CASE WHEN i < 3000 THEN 'late' ELSE '晚 ' || i || ' 👍' END END AS t, NULL::VARCHAR AS none FROM range(6000) AS r(i) ORDER BY i`,
    );
    expect(found.map(({ t }) => t)).toEqual(found.map((_, i) => text(i)));
    expect(found.filter(({ none }) => none === null)).toHaveLength(6000);
  });

  it.each([
    ['a public file', sql`SELECT * FROM read_csv('https://example.org/a.csv')`],
    ['the disk', sql`SELECT * FROM read_csv('/etc/passwd')`],
    ['a folder above', sql`SELECT * FROM read_csv('local/../secret.csv')`],
    ['an extension', sql`LOAD spatial`],
    ['another database', sql`ATTACH '/tmp/x.db'`],
    ['its own lock', sql`SET enable_external_access=true`],
  ])('does not reach %s', async (_title, query) => {
    await expect(engine.query(query)).rejects.toBeInstanceOf(WorkbenchError);
    expect(await engine.query(sql`SELECT 1 AS one`)).toEqual([{ one: 1 }]);
  });

  it('says where the SQL is wrong', async () => {
    const error = await engine.query(typed('SELECT 1,\n  nonsense FROM range(3)')).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'sql', details: { line: 2, column: 3 } });
  });

  it('answers unqualified names by the order that was asked for', async () => {
    await engine.run(
      sql`CREATE TABLE raw.shared AS SELECT 'raw' AS v`,
      sql`CREATE TABLE canonical.shared AS SELECT 'canonical' AS v`,
    );
    const of = async (first: 'raw' | 'canonical') => (await engine.query(sql`SELECT v FROM shared`, { first }))[0]?.v;
    expect([await of('raw'), await of('canonical')]).toEqual(['raw', 'canonical']);
  });

  it('reads a file that was opened, and forgets it', async () => {
    const name = await engine.open({ name: '中文 a.csv', blob: new Blob(['a,b\n1,二\n']) });
    expect(await engine.query(sql`SELECT * FROM read_csv(${name}, all_varchar = true, header = true)`)).toEqual([
      { a: '1', b: '二' },
    ]);
    await engine.shut(name);
    await expect(engine.query(sql`SELECT * FROM read_csv(${name})`)).rejects.toThrow();
  });

  it('gives results as Arrow and takes them back', async () => {
    const query = sql`SELECT 1.5::DECIMAL(4,1) AS d, TIMESTAMP '2020-01-01 01:02:03' AS t, '中' AS s, [1, 2] AS l, NULL::BIGINT AS n, true AS b`;
    const batch = await engine.arrow(query);
    const twice = async function* () {
      yield batch;
      yield await engine.arrow(query);
    };
    await engine.append('came back', twice());
    const [row] = (await engine.query(query)) as [Row];
    expect(await engine.query(sql`SELECT * FROM raw."came back"`)).toEqual([row, row]);
  });

  it('tells its memory', async () => {
    const { used, limit } = await engine.memory();
    expect(used).toBeGreaterThanOrEqual(0);
    expect(limit).toBeGreaterThan(1e9);
  });

  it('does not start what was cancelled before', async () => {
    await expect(engine.query(sql`SELECT 1`, { signal: AbortSignal.abort('stop') })).rejects.toBe('stop');
  });
});
