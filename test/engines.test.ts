import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, Row } from '../src/engine/engine';
import { WorkbenchError } from '../src/engine/errors';
import { sql, typed, type Sql } from '../src/engine/sql';
import { openNative } from '../src/headless/native';
import { openWasmInNode } from './engines/wasm-node';

const values: readonly (readonly [title: string, expression: Sql, type: string, expected: unknown])[] = [
  ['small integers', sql`42::TINYINT`, 'TINYINT', 42],
  ['unsigned integers', sql`4294967295::UINTEGER`, 'UINTEGER', 4294967295],
  ['the largest exact integer', sql`9007199254740991::BIGINT`, 'BIGINT', 9007199254740991],
  ['integers beyond 2^53 as digits', sql`3074457347487777543::BIGINT`, 'BIGINT', '3074457347487777543'],
  ['unsigned integers beyond 2^53', sql`18446744073709551615::UBIGINT`, 'UBIGINT', '18446744073709551615'],
  ['sums of integers, which are HUGEINT', sql`sum(10)`, 'HUGEINT', 10],
  ['a negative HUGEINT', sql`(-12345678901234567890123456789)::HUGEINT`, 'HUGEINT', '-12345678901234567890123456789'],
  ['UHUGEINT', sql`5::UHUGEINT`, 'UHUGEINT', 5],
  ['decimals with their scale', sql`10.00::DECIMAL(10,2)`, 'DECIMAL(10,2)', 10],
  ['negative decimals below one', sql`(-0.05)::DECIMAL(4,2)`, 'DECIMAL(4,2)', -0.05],
  ['wide decimals as digits', sql`12345678901234567890.12::DECIMAL(30,2)`, 'DECIMAL(30,2)', '12345678901234567890.12'],
  ['doubles', sql`0.1::DOUBLE + 0.2`, 'DOUBLE', 0.30000000000000004],
  ['floats', sql`1.5::FLOAT`, 'FLOAT', 1.5],
  ['no number as null', sql`'nan'::DOUBLE`, 'DOUBLE', null],
  ['infinite as null', sql`'-infinity'::DOUBLE`, 'DOUBLE', null],
  ['truth', sql`true`, 'BOOLEAN', true],
  ['dates', sql`DATE '2020-02-29'`, 'DATE', new Date('2020-02-29T00:00:00Z')],
  ['dates before 1970', sql`DATE '1899-12-31'`, 'DATE', new Date('1899-12-31T00:00:00Z')],
  ['times of day', sql`TIME '09:05:07.25'`, 'TIME', '09:05:07.25'],
  ['timestamps', sql`TIMESTAMP '2020-02-29 12:34:56.789'`, 'TIMESTAMP', new Date('2020-02-29T12:34:56.789Z')],
  ['timestamps before 1970', sql`TIMESTAMP '1969-12-31 23:59:59.5'`, 'TIMESTAMP', new Date(-500)],
  ['timestamps of seconds', sql`TIMESTAMP_S '2020-01-01 00:00:01'`, 'TIMESTAMP_S', new Date('2020-01-01T00:00:01Z')],
  [
    'timestamps of milliseconds',
    sql`'2020-01-01 00:00:01.5'::TIMESTAMP_MS`,
    'TIMESTAMP_MS',
    new Date('2020-01-01T00:00:01.5Z'),
  ],
  [
    'timestamps of nanoseconds',
    sql`TIMESTAMP_NS '2020-01-01 00:00:00.123456789'`,
    'TIMESTAMP_NS',
    new Date('2020-01-01T00:00:00.123Z'),
  ],
  ['intervals in words', sql`INTERVAL '14 months 3 days 04:05:06.5'`, 'INTERVAL', '1 year 2 months 3 days 04:05:06.5'],
  ['Chinese, quotes and emoji', sql`'非常满意 "it''s" 👍'`, 'VARCHAR', '非常满意 "it\'s" 👍'],
  ['nothing', sql`NULL::VARCHAR`, 'VARCHAR', null],
  ['nothing without a type', sql`NULL`, 'INTEGER', null],
  ['enumerations', sql`'b'::ENUM('a', 'b')`, 'ENUM', 'b'],
  ['bytes', sql`'ab\x00\xFF'::BLOB`, 'BLOB', '616200ff'],
  ['UUIDs', sql`'d658f095-8410-4295-ad2a-c46aba2d9e75'::UUID`, 'VARCHAR', 'd658f095-8410-4295-ad2a-c46aba2d9e75'],
  ['lists', sql`[1, NULL, 3]`, 'INTEGER[]', [1, null, 3]],
  ['lists of dates', sql`[DATE '2020-01-01']`, 'DATE[]', [new Date('2020-01-01T00:00:00Z')]],
  ['lists of lists of wide integers', sql`[[9007199254740993::BIGINT]]`, 'BIGINT[][]', [['9007199254740993']]],
  ['arrays of one size', sql`array_value(1, 2)`, 'INTEGER[2]', [1, 2]],
  [
    'structs',
    sql`{'名': 'x', 'paid': 1.5::DECIMAL(4,1)}`,
    'STRUCT("名" VARCHAR, paid DECIMAL(4,1))',
    { 名: 'x', paid: 1.5 },
  ],
  ['maps', sql`MAP {'a': 1, 'b': 2}`, 'MAP(VARCHAR, INTEGER)', { a: 1, b: 2 }],
];

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

  it('returns many rows with nulls in their places', async () => {
    const rows = await engine.query(
      sql`SELECT i, CASE WHEN i % 3 = 0 THEN NULL ELSE 'x' || i END AS t FROM range(5000) r(i)`,
    );
    expect(rows).toHaveLength(5000);
    expect(rows[4998]).toEqual({ i: 4998, t: null });
    expect(rows[4999]).toEqual({ i: 4999, t: 'x4999' });
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
