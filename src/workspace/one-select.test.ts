import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openWasmInNode } from '../../test/engines/wasm-node';
import type { Engine } from '../engine/engine';
import { WorkbenchError } from '../engine/errors';
import { typed } from '../engine/sql';
import { refusalOf } from './one-select';
import { renamedIn } from './renamed';

describe('SQL that came with a link', () => {
  it.each([
    'SELECT * FROM responses',
    'with a as (select 1 as "set") select * from a;',
    "FROM raw.t SELECT count(*) WHERE x IN ('https://a.b', 'drop table t')",
    "SELECT replace(update, 'a', 'b') FROM t -- insert into t",
  ])('may be %s', (text) => {
    expect(refusalOf(text)).toBeNull();
  });

  it.each([
    "SELECT * FROM 'https://evil.example/x.csv'",
    "SELECT * FROM read_csv('local/a.csv')",
    'SELECT * FROM "local/a.csv"',
    "FROM 'a.parquet'",
    "SELECT * FROM t, 'x.csv'",
    "SELECT * FROM/**/'x'",
    "COPY t TO 'x.csv'",
    "ATTACH 'x.db'",
    'INSTALL httpfs',
    'LOAD httpfs',
    "SET search_path='x'",
    'DROP TABLE t',
    'SELECT 1; DROP TABLE t',
    "SELECT getenv('HOME')",
    "SELECT * FROM glob('*')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM query('SELECT 1')",
    'PRAGMA database_list',
    'WITH a AS (SELECT 1) SELECT * FROM "READ_CSV"(\'x\')',
    'EXPLAIN SELECT 1',
    'WITH a AS (SELECT 1) DELETE FROM t',
    '',
    'SELECT * FROM $$x.csv$$',
  ])('may not be %s', (text) => {
    expect(refusalOf(text)).not.toBeNull();
  });

  it('is cut into pieces that make it again, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(typeof refusalOf(text)).not.toBe('undefined');
        expect(renamedIn(text, new Map(), new Set())).toBe(text);
      }),
    );
  });

  describe('on the engine', () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await openWasmInNode();
    });
    it.each([
      "SELECT * FROM 'https://evil.example/x.csv'",
      "SELECT * FROM read_text('/etc/passwd')",
      "COPY (SELECT 1) TO 'x.csv'",
      "ATTACH 'x.db'",
    ])('is refused even if it got there: %s', async (text) => {
      await expect(engine.ask(typed(text), { first: 'raw' })).rejects.toThrow(WorkbenchError);
    });
  });
});
